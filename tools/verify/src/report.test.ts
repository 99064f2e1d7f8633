import { expect, test } from 'vitest';
import { failed, passed, skipped, sum, summaryLine } from './report.ts';

test('counts add up by outcome', () => {
  expect(sum([passed, { passed: 10, failed: 2, skipped: 0 }, failed, skipped])).toEqual({
    passed: 11,
    failed: 3,
    skipped: 1,
  });
});

test('the closing line names skips only if there are any', () => {
  expect(summaryLine({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed');
  expect(summaryLine({ passed: 3, failed: 1, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped');
});
