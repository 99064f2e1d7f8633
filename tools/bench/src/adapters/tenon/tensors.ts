/**
 * @file Random tensors.
 */

import * as tn from '@tenon/core';
import { randomFloats, randomIntegers } from '../../cpu/library/inputs.ts';
import type { ElementType, Shape } from '../../cpu/rows/workload.ts';

/** Elements from [−scale, scale). */
export const floats = (shape: Shape, options?: { seed?: number; scale?: number }): tn.Tensor<'float32'> =>
  tn.constant(randomFloats(shape, options), { shape, dtype: 'float32' });

/** Integers from [0, below). */
export const integers = (shape: Shape, below: number): tn.Tensor<'int32'> =>
  tn.constant(randomIntegers(shape, below), { shape, dtype: 'int32' });

/** A tensor of any dtype; integers are below 100. */
export function elements<D extends ElementType>(shape: Shape, dtype: D, seed: number): tn.Tensor<D> {
  if (dtype.startsWith('int')) {
    return tn.tidy(() =>
      tn.cast(tn.constant(randomIntegers(shape, 100, { seed }), { shape, dtype: 'int32' }), dtype),
    );
  }
  return tn.tidy(() => tn.cast(floats(shape, { seed }), dtype));
}
