/**
 * @file Gradients of running folds.
 */

import { where } from '../../ops/array/selection.ts';
import { multiply, subtract } from '../../ops/math/arithmetic.ts';
import { equal } from '../../ops/math/comparison.ts';
import { exp } from '../../ops/math/elementary.ts';
import { narrow, widen } from '../../ops/math/reducing/working-precision.ts';
import { cumprod, cumsum, cumulativeLogsumexp } from '../../ops/math/scan.ts';
import { normalizeAxis } from '../../shape/index.ts';
import { type Gradient, gradientOf } from '../rule.ts';
import { type Direction, neighbour, solveRecurrence } from './linear-recurrence.ts';

const directionOf = (reverse: boolean): Direction => (reverse ? -1 : 1);

export const cumsumGradient = gradientOf(cumsum, {
  linear: ['x'],
  rule: (_inputs, { axis, exclusive, reverse }, dy) => ({
    x: () => cumsum(dy, { axis, exclusive, reverse: !reverse }),
  }),
});

/**
 * With yⱼ = Π_{k ≤ j} xₖ the derivative is ∂L/∂xᵢ = (Π_{k < i} xₖ) · sᵢ where sᵢ = dyᵢ + xᵢ₊₁ · sᵢ₊₁. Nothing is divided
 * by xᵢ, so it is right at zeros; TensorFlow's, a quotient, gives 0 there.
 */
export const cumprodGradient = gradientOf(cumprod, {
  saves: ['x'],
  rule: ({ x }, { axis, exclusive, reverse }, dy) => ({
    x: () => {
      // Only floats have a gradient.
      const factors = widen(x as Gradient);
      const upstream = widen(dy);
      const along = normalizeAxis(axis, x.rank, 'gradient');
      const direction = directionOf(reverse);
      const next = neighbour(factors, along, direction, 0);
      // An exclusive product begins to depend on an element one place later.
      const terms = exclusive ? neighbour(upstream, along, direction, 0) : upstream;
      const before = cumprod(factors, { axis, exclusive: true, reverse });
      return narrow(multiply(before, solveRecurrence(next, terms, along, direction)), dy.dtype);
    },
  }),
});

/**
 * ∂L/∂xᵢ = Σ_{j ≥ i} dyⱼ · exp(xᵢ − yⱼ) = exp(xᵢ − yᵢ) · gᵢ where gᵢ = dyᵢ + exp(yᵢ − yᵢ₊₁) · gᵢ₊₁. No exponent is positive,
 * because y does not decrease.
 */
export const cumulativeLogsumexpGradient = gradientOf(cumulativeLogsumexp, {
  saves: ['x', 'output'],
  rule: ({ x }, { axis, exclusive, reverse }, dy, { outputs }) => ({
    x: () => {
      const y = widen(outputs[0] as Gradient);
      const along = normalizeAxis(axis, x.rank, 'gradient');
      const direction = directionOf(reverse);
      // Beyond the end y is +∞ and the factor exp(−∞) = 0.
      const following = neighbour(y, along, direction, Infinity);
      // Equal infinities differ by 0, so that they do not spoil the sums of elements that they do not reach.
      const rise = where(equal(y, following), 0, subtract(y, following));
      const sums = solveRecurrence(exp(rise), widen(dy), along, direction);
      const weights = exp(subtract(widen(x), exclusive ? following : y));
      const reached = exclusive ? neighbour(sums, along, direction, 0) : sums;
      return narrow(multiply(weights, reached), dy.dtype);
    },
  }),
});
