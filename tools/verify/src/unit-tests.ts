/** @file Reads vitest's own report, since a run that turbo restored from its cache leaves nothing else. */
import { existsSync, readFileSync } from 'node:fs';
import { type Counts, failed } from './report.ts';

/** The part of vitest's JSON report that is read here. */
interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

/**
 * The counts of one package's tests.
 *
 * @param succeeded Whether vitest's exit status was 0. If it was not and no test failed, the run itself
 *   did (an error outside of any test, or no report at all), which counts as one failure.
 */
export function unitTestCounts(reportFile: string, succeeded: boolean): Counts {
  if (!existsSync(reportFile)) return failed;
  const counts = countTests(JSON.parse(readFileSync(reportFile, 'utf8')));
  return succeeded || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

/** A file that could not even be loaded has no tests to count: it counts as one that failed. */
export function countTests(report: VitestReport): Counts {
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
