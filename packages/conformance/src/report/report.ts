/**
 * @file The report: every result, their sum, and the verdict, as plain data that JSON can hold.
 */

import type { CheckResult, Level } from '../checks/check-result.ts';
import type { Workbench } from '../subject/workbench.ts';

/** How many checks of a level came out how. */
export interface LevelSummary {
  readonly level: Level;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly comparisons: number;
}

/** What a run over a backend found. */
export interface ConformanceReport {
  /** Grows when a reader of an older report would misread a newer one. */
  readonly formatVersion: 1;
  readonly backend: string;
  readonly verdict: 'passed' | 'failed';
  readonly seconds: number;
  /** The version of TensorFlow whose vectors were used; null without any. */
  readonly tensorflow: string | null;
  /** Calls of ops that TensorFlow has for which no vector was found. */
  readonly unrecorded: number;
  readonly levels: readonly LevelSummary[];
  readonly results: readonly CheckResult[];
}

/** Adds results up. */
export function reportOf(
  bench: Workbench,
  results: readonly CheckResult[],
  seconds: number,
): ConformanceReport {
  const levels = [...new Set(results.map((result) => result.level))].sort();
  return {
    formatVersion: 1,
    backend: bench.backend.name,
    // A run that compared nothing proves nothing.
    verdict:
      results.some((result) => result.status === 'failed') ||
      !results.some((result) => result.comparisons > 0)
        ? 'failed'
        : 'passed',
    seconds: Math.round(seconds * 10) / 10,
    tensorflow: bench.golden.version ?? null,
    unrecorded: results.reduce((sum, result) => sum + result.unrecorded, 0),
    levels: levels.map((level) => summarize(level, results)),
    results,
  };
}

function summarize(level: Level, results: readonly CheckResult[]): LevelSummary {
  const ofLevel = results.filter((result) => result.level === level);
  const count = (status: CheckResult['status']) =>
    ofLevel.filter((result) => result.status === status).length;
  return {
    level,
    passed: count('passed'),
    failed: count('failed'),
    skipped: count('skipped'),
    comparisons: ofLevel.reduce((sum, result) => sum + result.comparisons, 0),
  };
}
