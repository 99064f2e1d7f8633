import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { countTests, unitTestCounts } from './unit-tests.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'tenon-verify-'));
afterAll(() => rmSync(folder, { recursive: true }));

const report = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1, testResults: [] };
const reportFile = path.join(folder, 'vitest.json');
writeFileSync(reportFile, JSON.stringify(report));

test('passed, failed, pending and to-do tests are counted', () => {
  expect(countTests({ ...report, numFailedTests: 2 })).toEqual({ passed: 5, failed: 2, skipped: 2 });
});

test('a test file that could not be loaded counts as one failure', () => {
  expect(countTests({ ...report, testResults: [{ status: 'failed', assertionResults: [] }] }).failed).toBe(1);
  expect(countTests({ ...report, testResults: [{ status: 'passed', assertionResults: [] }] }).failed).toBe(0);
});

test('a run that failed without a failed test counts as one failure', () => {
  expect(unitTestCounts(reportFile, false)).toEqual({ passed: 5, failed: 1, skipped: 2 });
  expect(unitTestCounts(reportFile, true)).toEqual({ passed: 5, failed: 0, skipped: 2 });
});

test('a run without a report counts as one failure', () => {
  expect(unitTestCounts(path.join(folder, 'none.json'), true)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});
