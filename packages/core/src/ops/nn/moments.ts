/**
 * @file Mean and variance together, and the statistics they come from.
 */

import { type FloatingDType, floating } from '../../dtype/index.ts';
import { type Axes, normalizeAxes, reducedShape } from '../../shape/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { constantBeside } from '../array/constant-beside.ts';
import { broadcastTo, reshape } from '../array/layout.ts';
import { isOptions } from '../define/attributes.ts';
import { composite, type Operand, required, signature } from '../define/index.ts';
import { republish } from '../define/republish.ts';
import { withNamedInputs } from '../define/with-named-inputs.ts';
import { add, multiply, reciprocal, square, squaredDifference, subtract } from '../math/arithmetic.ts';
import { meanAndVariance } from '../math/reducing/mean-and-variance.ts';
import { reducedCount } from '../math/reducing/reduction-op.ts';
import { narrow, widen } from '../math/reducing/working-precision.ts';
import { reduceSum } from '../math/reduction.ts';

/** A mean and a variance. */
export interface Moments<D extends FloatingDType> {
  readonly mean: Tensor<D>;
  readonly variance: Tensor<D>;
}

export interface MomentsOptions {
  /** Accepted as in TensorFlow, and not used: the variance is computed about the mean itself. */
  readonly shift?: unknown;
  /** Whether reduced axes stay, with length 1. */
  readonly keepdims?: boolean;
}

/**
 * The mean and the biased variance, Σ (x − mean)² / n, over `axes` (`null`: all).
 * @throws InvalidArgumentError if an axis is out of range or given twice.
 * @example
 * const { mean, variance } = tn.moments([[1, 3], [2, 8]], [1]);
 * console.log(mean.arraySync(), variance.arraySync()); // => [ 2, 5 ] [ 1, 9 ]
 */
export const moments = composite('moments', {
  inputs: ['x'],
  dtypes: floating,
  attrs: { axes: required<Axes>(), shift: null as unknown, keepdims: false },
  call: signature<
    <D extends FloatingDType>(
      x: Operand<D>,
      axes: Axes | (MomentsOptions & { readonly axes: Axes }),
      shift?: Operand | null | MomentsOptions,
      keepdims?: boolean,
    ) => Moments<D>
  >(),
  outputs: ['mean', 'variance'],
  gradient: 'rule',
  infer: ({ x: { dtype, shape } }, { axes, keepdims }) => {
    const reduced = {
      dtype,
      shape: reducedShape(shape, normalizeAxes(axes, shape.length, 'moments'), keepdims),
    };
    return [reduced, reduced];
  },
  lower: ({ x }, { axes, keepdims }) => {
    const { mean, variance } = meanAndVariance('moments', x, axes);
    const shape = reducedShape(x.shape, normalizeAxes(axes, x.rank, 'moments'), keepdims);
    return [reshape(narrow(mean, x.dtype), shape), reshape(narrow(variance, x.dtype), shape)];
  },
});

const weightedMomentsOf = composite('weightedMoments', {
  inputs: ['x', 'frequencyWeights'],
  dtypes: floating,
  attrs: { axes: required<Axes>(), keepdims: false },
  call: signature<
    (
      x: Operand,
      frequencyWeights: Operand,
      attrs: { readonly axes: Axes; readonly keepdims?: boolean },
    ) => Moments<FloatingDType>
  >(),
  outputs: ['mean', 'variance'],
  lower: ({ x, frequencyWeights }, { axes, keepdims }) => {
    const wide = widen(x);
    const weights = widen(frequencyWeights);
    const weighted = multiply(weights, wide);
    const along = normalizeAxes(axes, weighted.rank, 'weightedMoments');
    // The weights of all elements, also of those that one weight stands for.
    const total = reduceSum(broadcastTo(weights, weighted.shape), along, true);
    const share = reciprocal(total);
    const mean = multiply(reduceSum(weighted, along, true), share);
    const distances = multiply(weights, squaredDifference(wide, mean));
    const variance = multiply(reduceSum(distances, along, true), share);
    const shape = reducedShape(weighted.shape, along, keepdims);
    return [reshape(narrow(mean, x.dtype), shape), reshape(narrow(variance, x.dtype), shape)];
  },
});

type WeightedMomentsCall = {
  <D extends FloatingDType>(
    x: Operand<D>,
    axes: Axes,
    frequencyWeights: Operand<NoInfer<D>>,
    keepdims?: boolean | { readonly keepdims?: boolean },
  ): Moments<D>;
  /** The standard form: tensors, then attributes. */
  <D extends FloatingDType>(
    x: Operand<D>,
    frequencyWeights: Operand<NoInfer<D>>,
    attrs: { readonly axes: Axes; readonly keepdims?: boolean },
  ): Moments<D>;
};

/**
 * The mean and the biased variance over `axes`, every element counted as often as `frequencyWeights`, which broadcast
 * with x, says.
 * @throws InvalidArgumentError if the shapes do not broadcast, or an axis is out of range or given twice.
 * @example
 * const { mean, variance } = tn.weightedMoments([1, 3], [0], [3, 1]);
 * console.log(mean.item(), variance.item()); // => 1.5 0.75
 */
export const weightedMoments = republish(weightedMomentsOf, ((
  x: Operand,
  second: Operand | Axes,
  third: unknown,
  keepdims?: unknown,
) =>
  isOptions(third)
    ? weightedMomentsOf(x, second as Operand, third as { readonly axes: Axes })
    : weightedMomentsOf(x, third as Operand, {
        axes: second as Axes,
        ...(isOptions(keepdims) ? keepdims : { keepdims: keepdims as boolean | undefined }),
      })) as WeightedMomentsCall);

/** What `sufficientStatistics` gives. TensorFlow gives `shift` back, too. */
export interface SufficientStatistics<D extends FloatingDType> {
  /** The number of elements reduced, 0-d. */
  readonly counts: Tensor<D>;
  /** Σ x, or Σ (x − shift). */
  readonly meanSs: Tensor<D>;
  /** Σ x², or Σ (x − shift)². */
  readonly varianceSs: Tensor<D>;
}

const sufficientStatisticsOf = composite('sufficientStatistics', {
  inputs: ['x', 'shift?'],
  dtypes: floating,
  attrs: { axes: required<Axes>(), keepdims: false },
  call: signature<
    (
      x: Operand,
      shift: Operand | null | undefined,
      attrs: { readonly axes: Axes; readonly keepdims?: boolean },
    ) => SufficientStatistics<FloatingDType>
  >(),
  outputs: ['counts', 'meanSs', 'varianceSs'],
  lower: ({ x, shift }, { axes, keepdims }) => {
    const count = reducedCount('sufficientStatistics', x.shape, axes);
    const shifted = shift ? subtract(widen(x), widen(shift)) : widen(x);
    return [
      constantBeside(x, count, x.dtype, 'sufficientStatistics'),
      narrow(reduceSum(shifted, axes, keepdims), x.dtype),
      narrow(reduceSum(square(shifted), axes, keepdims), x.dtype),
    ];
  },
});

type SufficientStatisticsCall = {
  <D extends FloatingDType>(
    x: Operand<D>,
    axes: Axes,
    shift?: Operand<NoInfer<D>> | null | { readonly keepdims?: boolean },
    keepdims?: boolean,
  ): SufficientStatistics<D>;
  /** The standard form: tensors, then attributes. */
  <D extends FloatingDType>(
    x: Operand<D>,
    shift: Operand<NoInfer<D>> | null,
    attrs: { readonly axes: Axes; readonly keepdims?: boolean },
  ): SufficientStatistics<D>;
};

/**
 * What mean and variance over `axes` can be computed from by `normalizeMoments`, also from several parts of the data
 * whose statistics are added up. A `shift` near the mean keeps the sums from cancelling.
 * @throws InvalidArgumentError if an axis is out of range or given twice.
 * @example
 * const { counts, meanSs, varianceSs } = tn.sufficientStatistics([1, 2, 3], [0]);
 * console.log(counts.item(), meanSs.item(), varianceSs.item()); // => 3 6 14
 */
export const sufficientStatistics = republish(sufficientStatisticsOf, ((
  x: Operand,
  second: Operand | Axes,
  third?: unknown,
  keepdims?: boolean,
) => {
  if (isOptions(third)) {
    return 'axes' in third
      ? sufficientStatisticsOf(x, second as Operand | null, third as { axes: Axes })
      : sufficientStatisticsOf(x, null, { axes: second as Axes, ...third });
  }
  return sufficientStatisticsOf(x, third as Operand | undefined, { axes: second as Axes, keepdims });
}) as SufficientStatisticsCall);

/**
 * Mean and variance from the sums that `sufficientStatistics` gives.
 * @throws InvalidArgumentError if the shapes do not broadcast.
 * @example
 * const { mean, variance } = tn.normalizeMoments(3, [6], [14], null);
 * console.log(mean.arraySync(), variance.arraySync()[0].toFixed(4)); // => [ 2 ] 0.6667
 */
export const normalizeMoments = withNamedInputs(
  composite('normalizeMoments', {
    inputs: ['counts', 'meanSs', 'varianceSs', 'shift?'],
    dtypes: floating,
    call: signature<
      <D extends FloatingDType>(
        counts: Operand<D>,
        meanSs: Operand<D>,
        varianceSs: Operand<D>,
        shift?: Operand<NoInfer<D>> | null | { readonly shift?: Operand<NoInfer<D>> | null },
      ) => Moments<D>
    >(),
    outputs: ['mean', 'variance'],
    lower: ({ counts, meanSs, varianceSs, shift }) => {
      const share = reciprocal(counts);
      const shiftedMean = multiply(meanSs, share);
      const variance = subtract(multiply(varianceSs, share), square(shiftedMean));
      return [shift ? add(shiftedMean, shift) : shiftedMean, variance];
    },
  }),
);
