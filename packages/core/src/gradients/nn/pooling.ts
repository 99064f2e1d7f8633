/**
 * @file Gradients of windows and of their maxima.
 */

import { overlapAdd, slidingWindow } from '../../ops/nn/window/sliding-window.ts';
import { windowMax, windowMaxPullback } from '../../ops/nn/window/window-max.ts';
import { type Gradient, gradientOf } from '../rule.ts';

export const slidingWindowGradient = gradientOf(slidingWindow, {
  linear: ['input'],
  rule: ({ input }, spec, dy) => ({ input: () => overlapAdd(dy, { shape: input.shape, ...spec }) }),
});

export const overlapAddGradient = gradientOf(overlapAdd, {
  linear: ['windows'],
  rule: (_inputs, { shape: _shape, ...spec }, dy) => ({ windows: () => slidingWindow(dy, spec) }),
});

export const windowMaxGradient = gradientOf(windowMax, {
  saves: ['input'],
  rule: ({ input }, plan, dy) => ({
    // What has a gradient is floating.
    input: () => windowMaxPullback(input as Gradient, dy, plan),
  }),
});
