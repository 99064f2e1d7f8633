/**
 * @file Gradients of the normalizations by statistics of x itself.
 */

import { multiply, subtract } from '../../ops/math/arithmetic.ts';
import { narrow, widen } from '../../ops/math/reducing/working-precision.ts';
import { reduceSum } from '../../ops/math/reduction.ts';
import { fusedBatchNorm, layerNormalization } from '../../ops/nn/normalization.ts';
import { batchNormAxes } from '../../ops/nn/normalizing/batch-norm-axes.ts';
import { layerNormalizationPullback } from '../../ops/nn/normalizing/layer-normalization-pullback.ts';
import {
  type Standardized,
  standardize,
  throughStandardization,
} from '../../ops/nn/normalizing/standardization.ts';
import { alongAxes, inverseDeviation } from '../../ops/nn/normalizing/standardize.ts';
import type { TensorSpec } from '../../runtime/index.ts';
import { normalizeAxes } from '../../shape/index.ts';
import { type Gradient, gradientOf } from '../rule.ts';

/** A value computed when it is first asked for. */
function lazily<T>(compute: () => T): () => T {
  let value: T | undefined;
  return () => {
    value ??= compute();
    return value;
  };
}

export const layerNormalizationGradient = gradientOf(layerNormalization, {
  saves: ['x', 'scale'],
  rule: ({ x, scale, offset }, { axis, epsilon }, dy) => {
    const axes = normalizeAxes(axis, x.rank, 'gradient');
    const others = x.shape.map((_, i) => i).filter((i) => !axes.includes(i));
    const upstream = widen(dy);
    return {
      x: () => layerNormalizationPullback(x, dy, scale ?? null, { axis, epsilon }),
      // Asked for only where they were given.
      scale: () => {
        const { normalized } = standardize(widen(x), axes, epsilon);
        return narrow(reduceSum(multiply(upstream, normalized), others), (scale as Gradient).dtype);
      },
      offset: () => narrow(reduceSum(upstream, others), (offset as TensorSpec).dtype),
    };
  },
});

export const fusedBatchNormGradient = gradientOf(fusedBatchNorm, {
  saves: ['x', 'scale', 'mean', 'variance'],
  rule: ({ x, scale, offset, mean, variance }, { epsilon, dataFormat, isTraining }, dy) => {
    const { channel, reduced } = batchNormAxes(x.shape, dataFormat, []);
    const upstream = widen(dy);
    const perChannel = (parameters: Gradient) =>
      narrow(alongAxes(parameters, [channel], x.shape), upstream.dtype);
    const standardized = lazily((): Standardized => {
      if (isTraining) return standardize(widen(x), reduced, epsilon);
      // Statistics are required in inference.
      const inverse = inverseDeviation(widen(perChannel(variance as Gradient)), epsilon);
      return { inverse, normalized: multiply(subtract(widen(x), perChannel(mean as Gradient)), inverse) };
    });
    return {
      x: () => {
        const scaled = multiply(upstream, perChannel(scale));
        const byX = isTraining
          ? throughStandardization(scaled, standardized(), reduced)
          : multiply(scaled, standardized().inverse);
        return narrow(byX, x.dtype);
      },
      scale: () => narrow(reduceSum(multiply(upstream, standardized().normalized), reduced), scale.dtype),
      offset: () => narrow(reduceSum(upstream, reduced), offset.dtype),
    };
  },
});
