import { reference } from '@tenon/backend-reference';
import { beforeAll, expect, test } from 'vitest';
import { runConformance } from '../run.ts';
import { reportPage } from './html.ts';
import { matrixOf } from './matrix.ts';
import type { ConformanceReport } from './report.ts';
import { failureText, reportLines } from './terminal.ts';

let report: ConformanceReport;
beforeAll(async () => {
  report = await runConformance(reference, { levels: [2], op: 'reduceSum' });
});

/** The same report with a failure in float32. */
function withFailure(): ConformanceReport {
  const failures = [
    { sample: '[2] <b>', problem: '1 element off', expected: '1', actual: '2', ulp: 8388608 },
  ];
  const results = report.results.map((result) =>
    result.dtype === 'float32' ? { ...result, status: 'failed' as const, failures } : result,
  );
  return { ...report, verdict: 'failed', results };
}

test('a report is plain data', () => {
  expect(JSON.parse(JSON.stringify(report))).toEqual(report);
});

test('the matrix has a row for the op and a column for each dtype it takes', () => {
  const { columns, rows } = matrixOf(2, report.results);
  expect(columns).not.toContain('bool');
  expect(rows).toEqual([{ subject: 'reduceSum', cells: columns.map(() => 'passed') }]);
});

test('in text a failure says where, what was expected and how far off it is', () => {
  const lines = reportLines(withFailure());
  expect(lines).toContain('✗ ops · reduceSum · float32');
  expect(lines).toContain('    [2] <b>: 1 element off: expected 1, got 2 (8390000 ulp)');
  expect(lines.at(-1)).toMatch(/^reference: FAILED in [\d.]+ s$/);
});

test('an infinite distance is not printed', () => {
  expect(failureText({ sample: 's', problem: 'p', ulp: Infinity })).toBe('s: p');
});

test('the page stands alone, and shows what a sample says as text', () => {
  const page = reportPage(withFailure());
  expect(page).toContain('[2] &lt;b&gt;: 1 element off');
  expect(page).toContain('<span class="failed">failed</span>');
  expect(page).not.toMatch(/src=|href=|@import/);
});
