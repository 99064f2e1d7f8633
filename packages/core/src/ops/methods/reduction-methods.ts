/**
 * @file Methods that fold along axes.
 */

import type { FloatingDType, IndexDType, NumericDType } from '../../dtype/index.ts';
import type { Tensor, TensorLike } from '../../tensor/index.ts';
import { type NormArguments, norm } from '../linalg/matrix.ts';
import { type ArgReductionOptions, argmax, argmin } from '../math/arg-reduction.ts';
import * as reductions from '../math/reduction.ts';
import { cumprod, cumsum, type ScanOptions } from '../math/scan.ts';
import { type ReductionMethod, reduction } from './method.ts';

type ArgReductionMethod = <T extends IndexDType = 'int64'>(
  this: TensorLike,
  axis?: number | null | ArgReductionOptions<T>,
  outputType?: T | ArgReductionOptions<T>,
) => Tensor<T>;

type ScanMethod = <D extends NumericDType>(
  this: TensorLike<D>,
  axis?: number | ScanOptions,
  exclusive?: boolean | ScanOptions,
  reverse?: boolean | ScanOptions,
) => Tensor<D>;

/** Methods for folds. Each takes the axes to fold, all by default, and whether they stay with length 1. */
export interface ReductionMethods {
  /** The sum; of nothing 0. Integers wrap. */
  readonly sum: ReductionMethod<NumericDType>;
  /** The mean; of integers truncated toward 0. */
  readonly mean: ReductionMethod<NumericDType>;
  /** The product; of nothing 1. Integers wrap. */
  readonly prod: ReductionMethod<NumericDType>;
  /** The greatest element; NaN if there is one. */
  readonly max: ReductionMethod<NumericDType>;
  /** The least element; NaN if there is one. */
  readonly min: ReductionMethod<NumericDType>;
  /** ln Σ exp(x), without overflow. */
  readonly logsumexp: ReductionMethod<FloatingDType>;
  /** The mean squared distance from the mean. */
  readonly variance: ReductionMethod<FloatingDType>;
  /** The square root of the variance. */
  readonly std: ReductionMethod<FloatingDType>;
  /** Whether any element is true. */
  readonly any: ReductionMethod<'bool'>;
  /** Whether all elements are true. */
  readonly all: ReductionMethod<'bool'>;
  /** The position of the greatest element along one axis, the first by default; the lowest among ties. */
  readonly argmax: ArgReductionMethod;
  /** The position of the least element along one axis, the first by default; the lowest among ties. */
  readonly argmin: ArgReductionMethod;
  /** The running sum along one axis, the first by default. */
  readonly cumsum: ScanMethod;
  /** The running product along one axis, the first by default. */
  readonly cumprod: ScanMethod;
  /** The norm of the vector, or of the vectors or matrices along `axis`; Euclidean by default. */
  readonly norm: <D extends FloatingDType>(this: TensorLike<D>, ...rest: NormArguments) => Tensor<D>;
}

export const reductionMethods: ReductionMethods = {
  sum: reduction<NumericDType>(reductions.reduceSum),
  mean: reduction<NumericDType>(reductions.reduceMean),
  prod: reduction<NumericDType>(reductions.reduceProd),
  max: reduction<NumericDType>(reductions.reduceMax),
  min: reduction<NumericDType>(reductions.reduceMin),
  logsumexp: reduction<FloatingDType>(reductions.reduceLogsumexp),
  variance: reduction<FloatingDType>(reductions.reduceVariance),
  std: reduction<FloatingDType>(reductions.reduceStd),
  any: reduction<'bool'>(reductions.reduceAny),
  all: reduction<'bool'>(reductions.reduceAll),
  argmax(...args) {
    return argmax(this, ...args);
  },
  argmin(...args) {
    return argmin(this, ...args);
  },
  cumsum(...args) {
    return cumsum(this, ...args);
  },
  cumprod(...args) {
    return cumprod(this, ...args);
  },
  norm(...rest) {
    return norm(this, ...rest);
  },
};
