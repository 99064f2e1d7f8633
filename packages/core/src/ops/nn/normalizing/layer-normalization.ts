/**
 * @file Normalization of each example by its own statistics: over some of its axes, or over groups of its channels.
 */

import { type FloatingDType, floating } from '../../../dtype/index.ts';
import { InvalidArgumentError } from '../../../errors/index.ts';
import {
  type Axes,
  formatShape,
  normalizeAxes,
  normalizeAxis,
  type Shape,
  sameShape,
} from '../../../shape/index.ts';
import type { Tensor } from '../../../tensor/index.ts';
import { reshape } from '../../array/layout.ts';
import { composite, type Operand, signature } from '../../define/index.ts';
import { withNamedInputs } from '../../define/with-named-inputs.ts';
import { add, multiply } from '../../math/arithmetic.ts';
import { meanAndVariance } from '../../math/reducing/mean-and-variance.ts';
import { narrow, widen } from '../../math/reducing/working-precision.ts';
import { alongAxes, inverseDeviation, standardized } from './standardize.ts';

/** What `layerNormalization` takes after x. */
export interface LayerNormalizationOptions {
  /** γ, with the lengths of the normalized axes. */
  readonly scale?: Operand<FloatingDType> | null;
  /** β, with the lengths of the normalized axes. */
  readonly offset?: Operand<FloatingDType> | null;
  /** The normalized axis or axes; the last by default. */
  readonly axis?: number | readonly number[];
  /** Added to the variance, so that nothing is divided by 0; 0.001 by default, as in Keras. */
  readonly epsilon?: number;
}

/**
 * γ (x − mean) / √(variance + ε) + β, with mean and variance over `axis` of each example (Ba, Kiros & Hinton, Layer
 * Normalization, 2016). It computes what Keras' `LayerNormalization` does; `tf.nn` has no such op.
 * @throws InvalidArgumentError if an axis is out of range, or the parameters have not the lengths of the axes.
 * @example
 * tn.layerNormalization([[1, 3], [2, 8]], { epsilon: 0 }).arraySync(); // => [ [ -1, 1 ], [ -1, 1 ] ]
 * tn.layerNormalization([1, 3], { scale: [1, 2], offset: [0, 5], epsilon: 0 }).arraySync(); // => [ -1, 7 ]
 */
export const layerNormalization = withNamedInputs(
  composite('layerNormalization', {
    inputs: ['x', 'scale?', 'offset?'],
    dtypes: { x: floating, scale: floating, offset: 'scale' },
    attrs: { axis: -1 as number | readonly number[], epsilon: 1e-3 },
    call: signature<
      <D extends FloatingDType>(
        x: Operand<D>,
        scale?: Operand<FloatingDType> | null | LayerNormalizationOptions,
        offset?: Operand<FloatingDType> | null | LayerNormalizationOptions,
        axis?: number | readonly number[] | LayerNormalizationOptions,
        epsilon?: number,
      ) => Tensor<D>
    >(),
    gradient: 'rule',
    infer: ({ x, scale, offset }, { axis }) => {
      parameterAxes('layerNormalization', x.shape, axis, [scale, offset]);
      return { dtype: x.dtype, shape: x.shape };
    },
    lower: ({ x, scale, offset }, { axis, epsilon }) => {
      const axes = parameterAxes('layerNormalization', x.shape, axis, [scale, offset]);
      const { mean, variance } = meanAndVariance('layerNormalization', x, axes);
      const inverse = inverseDeviation(variance, epsilon);
      const parameter = (given: Tensor<FloatingDType> | undefined, absent: number) =>
        given ? alongAxes(given, axes, x.shape) : absent;
      return standardized(x, mean, inverse, parameter(scale, 1), parameter(offset, 0));
    },
  }),
);

/** The normalized axes. @throws InvalidArgumentError unless the parameters, where present, have their lengths. */
function parameterAxes(
  op: string,
  shape: Shape,
  axis: Axes,
  parameters: readonly ({ readonly shape: Shape } | undefined)[],
): readonly number[] {
  const axes = normalizeAxes(axis, shape.length, op);
  const lengths = axes.map((normalized) => shape[normalized] as number);
  for (const parameter of parameters) {
    if (parameter && !sameShape(parameter.shape, lengths)) {
      throw new InvalidArgumentError(
        `${op}: scale and offset must have the shape ${formatShape(lengths)} of axes [${axes.join(', ')}] of x ` +
          `${formatShape(shape)}, got ${formatShape(parameter.shape)}.`,
      );
    }
  }
  return axes;
}

/** What `groupNormalization` takes after x. */
export interface GroupNormalizationOptions {
  /** γ, one for each channel. */
  readonly scale?: Operand<FloatingDType> | null;
  /** β, one for each channel. */
  readonly offset?: Operand<FloatingDType> | null;
  /** How many groups the channels form; 32 by default. */
  readonly groups?: number;
  /** The axis of the channels; the last by default. */
  readonly axis?: number;
  /** Added to the variance, so that nothing is divided by 0; 0.001 by default, as in Keras. */
  readonly epsilon?: number;
}

/**
 * γ (x − mean) / √(variance + ε) + β, with mean and variance of each example over a group of channels and all axes but
 * the first (Wu & He, Group Normalization, 2018). It computes what Keras' `GroupNormalization` does.
 * @throws InvalidArgumentError if the channels do not divide into the groups, or the parameters are not one per channel.
 * @example
 * tn.groupNormalization([[1, 3, 2, 8]], { groups: 2, epsilon: 0 }).arraySync(); // => [ [ -1, 1, -1, 1 ] ]
 */
export const groupNormalization = withNamedInputs(
  composite('groupNormalization', {
    inputs: ['x', 'scale?', 'offset?'],
    dtypes: { x: floating, scale: floating, offset: 'scale' },
    attrs: { groups: 32, axis: -1, epsilon: 1e-3 },
    call: signature<
      <D extends FloatingDType>(
        x: Operand<D>,
        scale?: Operand<FloatingDType> | null | GroupNormalizationOptions,
        offset?: Operand<FloatingDType> | null | GroupNormalizationOptions,
        groups?: number | GroupNormalizationOptions,
        axis?: number,
        epsilon?: number,
      ) => Tensor<D>
    >(),
    lower: ({ x, scale, offset }, { groups, axis, epsilon }) => {
      const channelAxis = normalizeAxis(axis, x.rank, 'groupNormalization');
      parameterAxes('groupNormalization', x.shape, channelAxis, [scale, offset]);
      const channels = x.shape[channelAxis] as number;
      if (channelAxis === 0 || !Number.isInteger(groups) || groups < 1 || channels % groups !== 0) {
        throw new InvalidArgumentError(
          `groupNormalization: axis ${channelAxis} of ${formatShape(x.shape)} must not be the first, and divide ` +
            `into ${groups} groups.`,
        );
      }
      const grouped = [
        ...x.shape.slice(0, channelAxis),
        groups,
        channels / groups,
        ...x.shape.slice(channelAxis + 1),
      ];
      const axes = grouped.map((_, i) => i).filter((i) => i !== 0 && i !== channelAxis);
      const wide = widen(x);
      const normalized = reshape(
        layerNormalization(reshape(wide, grouped), { axis: axes, epsilon }),
        x.shape,
      );
      const perChannel = (parameters: Tensor<FloatingDType>) =>
        narrow(alongAxes(parameters, [channelAxis], x.shape), wide.dtype);
      const scaled = scale ? multiply(normalized, perChannel(scale)) : normalized;
      return narrow(offset ? add(scaled, perChannel(offset)) : scaled, x.dtype);
    },
  }),
);
