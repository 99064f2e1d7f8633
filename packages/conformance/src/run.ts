/**
 * @file Running the kit over a backend: which checks there are, and what came of each.
 */

import type { DType } from '@tenon/core';
import { type Check, runCheck } from './checks/check.ts';
import type { CheckResult, Level } from './checks/check-result.ts';
import { type GoldenVectors, noGoldenVectors } from './golden/golden-vectors.ts';
import { gradientChecks } from './gradients/gradient-checks.ts';
import { kernelChecks } from './kernels/kernel-checks.ts';
import { opInfos } from './op-info/index.ts';
import { opChecks } from './ops/op-checks.ts';
import { type ConformanceReport, reportOf } from './report/report.ts';
import { storageChecks } from './storage/storage-checks.ts';
import { type BackendFactory, openWorkbench } from './subject/workbench.ts';

/** What to run; by default everything. */
export interface ConformanceOptions {
  /** The levels, by number. */
  readonly levels?: readonly Level[];
  /** Only checks of this op, kernel or behaviour. */
  readonly op?: string;
  /** Only checks in this dtype. */
  readonly dtype?: DType;
  /** What was recorded from TensorFlow; without it the float64 run is the only oracle. */
  readonly golden?: GoldenVectors;
  /** Told of every result as it comes. */
  readonly onResult?: (result: CheckResult, done: number, total: number) => void;
}

/** Every level. */
export const allLevels: readonly Level[] = [0, 1, 2, 3];

/** The checks that the options ask for, from the ground up. */
export function selectChecks({ levels = allLevels, op, dtype }: ConformanceOptions = {}): readonly Check[] {
  return checksByLevel
    .flatMap((checks, level) => (levels.includes(level as Level) ? checks() : []))
    .filter((check) => op === undefined || check.subject === op)
    .filter((check) => dtype === undefined || check.dtype === dtype);
}

const checksByLevel: readonly (() => readonly Check[])[] = [
  storageChecks,
  kernelChecks,
  () => opChecks(opInfos),
  () => gradientChecks(opInfos),
];

/**
 * Runs the kit over a backend.
 * @param makeBackend Makes a fresh backend; it is registered for the time of the run.
 * @example
 * import { runConformance } from '@tenon/conformance';
 * import { reference } from '@tenon/backend-reference';
 * const report = await runConformance(reference, { levels: [2], op: 'reduceSum', dtype: 'int8' });
 * report.verdict; // => 'passed'
 */
export async function runConformance(
  makeBackend: BackendFactory,
  options: ConformanceOptions = {},
): Promise<ConformanceReport> {
  const golden = options.golden ?? noGoldenVectors;
  const bench = await openWorkbench(makeBackend, golden);
  const started = performance.now();
  try {
    const checks = selectChecks(options);
    const results: CheckResult[] = [];
    for (const check of checks) {
      const result = await runCheck(check, bench);
      results.push(result);
      options.onResult?.(result, results.length, checks.length);
    }
    return reportOf(bench, results, (performance.now() - started) / 1000);
  } finally {
    bench.dispose();
  }
}
