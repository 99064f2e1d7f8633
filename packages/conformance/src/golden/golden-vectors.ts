/**
 * @file What TensorFlow answered: vectors by op, dtype and the content of the call.
 *
 * Keys are made of the content of a call, so a changed sample finds no vector instead of a wrong one, and is reported
 * as not recorded.
 */

import type { DType } from '@tenon/core';
import type { TensorValues } from '../sample/tensor-values.ts';

/** TensorFlow's answer to one call. */
export interface GoldenVector {
  /** The outputs, in the order of the op's; undefined if it refused the call. */
  readonly outputs?: readonly GoldenTensor[];
  /** By flat input: the gradient under the upstream gradient of `upstreamFor`; null where it has none. */
  readonly gradients?: readonly (GoldenTensor | null)[];
  /** Why it refused. */
  readonly refused?: string;
}

/** A recorded tensor. Of a large one only some elements are kept. */
export interface GoldenTensor extends TensorValues {
  /** Every how many elements one was kept: 1 is all. */
  readonly step: number;
}

/** Finds what was recorded. */
export interface GoldenVectors {
  /** The version of TensorFlow; undefined where nothing is recorded. */
  readonly version: string | undefined;
  find(op: string, dtype: DType, key: string): GoldenVector | undefined;
  /** How many calls are recorded of an op. */
  count(op: string): number;
}

/** No vectors at all: the float64 run is the only oracle. */
export const noGoldenVectors: GoldenVectors = {
  version: undefined,
  find: () => undefined,
  count: () => 0,
};
