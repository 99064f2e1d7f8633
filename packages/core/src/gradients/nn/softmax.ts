/**
 * @file Gradients of softmax and its logarithm, from their results.
 */

import { multiply, subtract } from '../../ops/math/arithmetic.ts';
import { exp } from '../../ops/math/elementary.ts';
import { narrow, widen } from '../../ops/math/reducing/working-precision.ts';
import { reduceSum } from '../../ops/math/reduction.ts';
import { logSoftmax, softmax } from '../../ops/nn/softmax.ts';
import { type Gradient, gradientOf } from '../rule.ts';

export const softmaxGradient = gradientOf(softmax, {
  saves: ['output'],
  rule: (_inputs, { axis }, dy, { outputs }) => ({
    logits: () => {
      const y = widen(outputs[0] as Gradient);
      const upstream = widen(dy);
      const projected = reduceSum(multiply(upstream, y), axis, true);
      return narrow(multiply(subtract(upstream, projected), y), dy.dtype);
    },
  }),
});

export const logSoftmaxGradient = gradientOf(logSoftmax, {
  saves: ['output'],
  rule: (_inputs, { axis }, dy, { outputs }) => ({
    logits: () => {
      const upstream = widen(dy);
      const probabilities = exp(widen(outputs[0] as Gradient));
      const expected = multiply(probabilities, reduceSum(upstream, axis, true));
      return narrow(subtract(upstream, expected), dy.dtype);
    },
  }),
});
