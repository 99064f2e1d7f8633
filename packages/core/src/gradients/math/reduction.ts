/**
 * @file Gradients of reductions.
 */

import type { FloatingDType } from '../../dtype/index.ts';
import { cast } from '../../ops/array/cast.ts';
import { reshape, transpose } from '../../ops/array/layout.ts';
import { divide, multiply, subtract } from '../../ops/math/arithmetic.ts';
import { equal } from '../../ops/math/comparison.ts';
import { exp } from '../../ops/math/elementary.ts';
import { reducedCount } from '../../ops/math/reducing/reduction-op.ts';
import { narrow, widen } from '../../ops/math/reducing/working-precision.ts';
import * as reduction from '../../ops/math/reduction.ts';
import { cumprod } from '../../ops/math/scan.ts';
import {
  type Axes,
  inversePermutation,
  normalizeAxes,
  reducedShape,
  type Shape,
  sizeOf,
} from '../../shape/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { type Gradient, gradientOf } from '../rule.ts';
import { spreadOver } from '../spread.ts';

export const reduceSumGradient = gradientOf(reduction.reduceSum, {
  linear: ['inputTensor'],
  rule: ({ inputTensor }, { axis }, dy) => ({ inputTensor: () => spreadOver(dy, inputTensor.shape, axis) }),
});

export const reduceMeanGradient = gradientOf(reduction.reduceMean, {
  linear: ['inputTensor'],
  rule: ({ inputTensor }, { axis }, dy) => ({
    inputTensor: () => spreadOver(shareOf(dy, inputTensor.shape, axis), inputTensor.shape, axis),
  }),
});

/** dy / n, for n reduced elements. In the working dtype, since a great n is no float16. */
function shareOf(dy: Gradient, shape: Shape, axis: Axes): Gradient {
  return narrow(divide(widen(dy), reducedCount('gradient', shape, axis)), dy.dtype);
}

/** The gradient of an extremum, shared equally among the elements that attain it. */
function sharedAmongTies(x: Tensor, y: Tensor, axis: Axes, dy: Gradient): Gradient {
  const attains = equal(x, spreadOver(y as Gradient, x.shape, axis));
  const wide = widen(dy);
  const kept = reducedShape(x.shape, normalizeAxes(axis, x.rank, 'gradient'), true);
  const count = reduction.reduceSum(cast(attains, wide.dtype), axis, true);
  const share = narrow(divide(reshape(wide, kept), count), dy.dtype);
  return multiply(cast(attains, dy.dtype), share);
}

export const reduceMaxGradient = gradientOf(reduction.reduceMax, {
  saves: ['inputTensor', 'output'],
  rule: ({ inputTensor }, { axis }, dy, { outputs: [y] }) => ({
    inputTensor: () => sharedAmongTies(inputTensor, y as Tensor, axis, dy),
  }),
});

export const reduceMinGradient = gradientOf(reduction.reduceMin, {
  saves: ['inputTensor', 'output'],
  rule: ({ inputTensor }, { axis }, dy, { outputs: [y] }) => ({
    inputTensor: () => sharedAmongTies(inputTensor, y as Tensor, axis, dy),
  }),
});

/**
 * The derivative by each factor is the product of the others: of those before it and those after it, so that it is
 * right where factors are 0. The reduced axes are laid end to end behind the others for that.
 */
export const reduceProdGradient = gradientOf(reduction.reduceProd, {
  saves: ['inputTensor'],
  rule: ({ inputTensor: x }, { axis }, dy) => ({
    inputTensor: () => {
      const axes = normalizeAxes(axis, x.rank, 'gradient');
      const others = x.shape.map((_, i) => i).filter((i) => !axes.includes(i));
      const reducedLast = [...others, ...axes];
      const shape = reducedLast.map((i) => x.shape[i] as number);
      const outer = sizeOf(shape.slice(0, others.length));
      const factors = reshape(transpose(x, reducedLast), [outer, sizeOf(shape.slice(others.length))]);
      const before = cumprod(factors, { axis: 1, exclusive: true });
      const after = cumprod(factors, { axis: 1, exclusive: true, reverse: true });
      const product = transpose(reshape(multiply(before, after), shape), inversePermutation(reducedLast));
      return multiply(product as Gradient, spreadOver(dy, x.shape, axis));
    },
  }),
});

export const reduceLogsumexpGradient = gradientOf(reduction.reduceLogsumexp, {
  saves: ['inputTensor', 'output'],
  rule: ({ inputTensor: x }, { axis }, dy, { outputs: [y] }) => ({
    inputTensor: () => {
      const weights = exp(subtract(x, spreadOver(y as Gradient, x.shape, axis)));
      return multiply(weights, spreadOver(dy, x.shape, axis));
    },
  }),
});

export const reduceEuclideanNormGradient = gradientOf(reduction.reduceEuclideanNorm, {
  saves: ['inputTensor', 'output'],
  // x / (y / dy), not dy · (x / y): where dy is 0 the gradient is 0, though the slope at the origin is NaN.
  rule: ({ inputTensor: x }, { axis }, dy, { outputs: [y] }) => ({
    inputTensor: () =>
      divide(x as Tensor<FloatingDType>, spreadOver(divide(y as Gradient, dy), x.shape, axis)),
  }),
});

/** x − mean(x). */
function centered(x: Tensor<FloatingDType>, axis: Axes): Tensor<FloatingDType> {
  return subtract(x, reduction.reduceMean(x, axis, true));
}

export const reduceVarianceGradient = gradientOf(reduction.reduceVariance, {
  saves: ['inputTensor'],
  rule: ({ inputTensor: x }, { axis }, dy) => ({
    inputTensor: () => {
      const slope = multiply(spreadOver(shareOf(dy, x.shape, axis), x.shape, axis), 2);
      return multiply(centered(x, axis), slope);
    },
  }),
});

export const reduceStdGradient = gradientOf(reduction.reduceStd, {
  saves: ['inputTensor', 'output'],
  rule: ({ inputTensor: x }, { axis }, dy, { outputs: [y] }) => ({
    inputTensor: () => {
      const slope = spreadOver(shareOf(divide(dy, y as Gradient), x.shape, axis), x.shape, axis);
      return multiply(centered(x, axis), slope);
    },
  }),
});
