/**
 * @file What came of a check: one cell of the report.
 */

import type { DType } from '@tenon/core';

/** The levels of the kit, from the ground up. */
export const levelNames = ['storage', 'kernels', 'ops', 'gradients'] as const;

/** 0 storage, 1 kernels, 2 ops, 3 gradients. */
export type Level = 0 | 1 | 2 | 3;

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
