/**
 * @file Mean and variance in two passes, without a temporary of the operand's size.
 *
 * Two passes, because the difference of mean square and squared mean cancels: with a mean of 1,000 and a deviation of
 * 1 it has no digit left in float32.
 */

import type { FloatingDType } from '../../../dtype/index.ts';
import type { Axes } from '../../../shape/index.ts';
import type { Tensor } from '../../../tensor/index.ts';
import { divide } from '../arithmetic.ts';
import { reducedCount } from './reduction-op.ts';
import { sumOfSquaredDifferences, wideSum } from './term-sum.ts';
import { type WorkingDType, workingDType } from './working-precision.ts';

export interface MeanAndVariance {
  readonly mean: Tensor<WorkingDType>;
  /** The biased variance, Σ (x − mean)² / n. */
  readonly variance: Tensor<WorkingDType>;
}

/** Both over `axis`, in the working dtype; reduced axes stay, with length 1. NaN where there is nothing to average. */
export function meanAndVariance(op: string, x: Tensor<FloatingDType>, axis: Axes): MeanAndVariance {
  const sum = { dtype: workingDType(x.dtype), axis, keepdims: true };
  const count = reducedCount(op, x.shape, axis);
  const mean = divide(wideSum(x, sum), count);
  return { mean, variance: divide(sumOfSquaredDifferences(x, mean, sum), count) };
}
