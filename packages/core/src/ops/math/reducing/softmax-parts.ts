/**
 * @file What softmax and cross entropy share: the greatest logit of each row, and the sum of exponentials relative to
 * it, which cannot overflow.
 */

import type { FloatingDType } from '../../../dtype/index.ts';
import type { Tensor } from '../../../tensor/index.ts';
import { reduceMax } from '../reduction.ts';
import { sumOfExponentials } from './term-sum.ts';
import { type WorkingDType, workingDType } from './working-precision.ts';

export interface SoftmaxParts {
  /** The greatest logit; the reduced axis stays, with length 1. */
  readonly max: Tensor<FloatingDType>;
  /** Σ exp(logits − max), in the working dtype. */
  readonly sum: Tensor<WorkingDType>;
}

export function softmaxParts(logits: Tensor<FloatingDType>, axis: number): SoftmaxParts {
  const max = reduceMax(logits, axis, true);
  return {
    max,
    sum: sumOfExponentials(logits, max, { dtype: workingDType(logits.dtype), axis, keepdims: true }),
  };
}
