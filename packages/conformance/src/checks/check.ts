/**
 * @file What a check is, and what comes of it: one cell of the report.
 */

import type { DType } from '@tenon/core';
import type { Workbench } from '../subject/workbench.ts';
import { Findings } from './findings.ts';

/** The levels of the kit, from the ground up. */
export const levelNames = ['storage', 'kernels', 'ops', 'gradients'] as const;

/** 0 storage, 1 kernels, 2 ops, 3 gradients. */
export type Level = 0 | 1 | 2 | 3;

/** One thing to try on a backend: a behaviour of its memory, or a kernel, op or gradient in one dtype. */
export interface Check {
  readonly level: Level;
  /** The behaviour, kernel or op. */
  readonly subject: string;
  /** The dtype, where the check has one. */
  readonly dtype: DType | null;
  run(bench: Workbench, findings: Findings): void | Promise<void>;
}

/** Something that is not as it must be. */
export interface Failure {
  /** Which call: its shapes and attributes. */
  readonly sample: string;
  /** What is wrong. */
  readonly problem: string;
  readonly expected?: string;
  readonly actual?: string;
  /** How far off, in ULP of the dtype. */
  readonly ulp?: number;
}

/** What came of a check. */
export interface CheckResult {
  readonly level: Level;
  readonly subject: string;
  readonly dtype: DType | null;
  readonly status: 'passed' | 'failed' | 'skipped';
  /** How many results were held against what they must be. */
  readonly comparisons: number;
  readonly failures: readonly Failure[];
  /** Why it was skipped: what the backend declares it cannot do. */
  readonly skipped?: string;
  /** How many calls no vector of TensorFlow was found for, though the op names one. */
  readonly unrecorded: number;
  /** The greatest error that was within the tolerance, in ULP. */
  readonly worstUlp: number;
}

/** Runs a check; what it throws is a failure of its own. */
export async function runCheck(check: Check, bench: Workbench): Promise<CheckResult> {
  const findings = new Findings();
  bench.watch.undeclaredGap = undefined;
  bench.watch.offersOverrides = true;
  try {
    await check.run(bench, findings);
  } catch (error) {
    findings.fail({ sample: '', problem: `the check itself threw: ${describeError(error)}` });
  }
  return { level: check.level, subject: check.subject, dtype: check.dtype, ...findings.result() };
}

/** An error as one line, with the place it came from if it is none that is thrown on purpose. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isDeliberate = 'name' in error && /Error$/.test(error.name) && error.name !== 'TypeError';
  const place = isDeliberate ? '' : ` ${error.stack?.split('\n')[1]?.trim() ?? ''}`;
  return `${error.name}: ${error.message}${place}`;
}
