/**
 * @file Gradients of windows and of their maxima.
 */

import { expandDims } from '../../ops/array/layout.ts';
import { where } from '../../ops/array/selection.ts';
import { argmax } from '../../ops/math/arg-reduction.ts';
import { equal } from '../../ops/math/comparison.ts';
import { overlapAdd, slidingWindow } from '../../ops/nn/window/sliding-window.ts';
import { windowMax, windowSpecOf } from '../../ops/nn/window/window-max.ts';
import { gradientOf } from '../rule.ts';

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
  rule: ({ input }, window, dy) => ({
    input: () => {
      const spec = windowSpecOf(window);
      const position = argmax(slidingWindow(input, spec), { axis: -1, outputType: 'int32' });
      const places = Array.from({ length: window.size }, (_, place) => place);
      const isMaximum = equal(expandDims(position, -1), places);
      return overlapAdd(where(isMaximum, expandDims(dy, -1), 0), { shape: input.shape, ...spec });
    },
  }),
});
