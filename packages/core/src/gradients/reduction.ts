/**
 * @file Gradients of reductions.
 */

import { reduceSum } from '../ops/reduction.ts';
import { gradientOf } from './rule.ts';
import { spreadOver } from './spread.ts';

export const reduceSumGradient = gradientOf(reduceSum, {
  rule: ({ inputTensor }, { axis }, dy) => ({ inputTensor: () => spreadOver(dy, inputTensor.shape, axis) }),
});
