/**
 * @file Gradients of slices: the upstream put into its place among zeros. And of that, the slice again.
 */

import { zeroBeside } from '../../ops/array/constant-beside.ts';
import { zeros } from '../../ops/array/creation.ts';
import * as indexing from '../../ops/array/indexing.ts';
import { concat, stack } from '../../ops/array/joining.ts';
import { broadcastTo, reshape } from '../../ops/array/layout.ts';
import { placeSlice } from '../../ops/array/place-slice.ts';
import { stridedSliceIndex } from '../../ops/array/strided-slice-index.ts';
import { type IndexSpec, resolveIndex, type Shape } from '../../shape/index.ts';
import { type Gradient, gradientOf } from '../rule.ts';

/** Zeros of `shape` with the upstream where `index` took it from. */
function placeAtIndex(upstream: Gradient, shape: Shape, index: readonly IndexSpec[], op: string): Gradient {
  const { begin, lengths, steps } = resolveIndex(index, shape, op);
  return placeSlice(reshape(upstream, lengths), zeroBeside(upstream, op), { shape, begin, steps });
}

export const atGradient = gradientOf(indexing.at, {
  rule: ({ tensor }, { index }, dy) => ({ tensor: () => placeAtIndex(dy, tensor.shape, index, 'at') }),
});

export const stridedSliceGradient = gradientOf(indexing.stridedSlice, {
  rule: ({ input }, { begin, end, strides, ...masks }, dy) => ({
    input: () => {
      const index = stridedSliceIndex(begin, end, strides, masks);
      return placeAtIndex(dy, input.shape, index, 'stridedSlice');
    },
  }),
});

export const sliceGradient = gradientOf(indexing.slice, {
  rule: ({ input }, { begin }, dy) => ({
    input: () => placeSlice(dy, zeroBeside(dy, 'slice'), { shape: input.shape, begin }),
  }),
});

export const splitGradient = gradientOf(indexing.split, {
  rule: (_inputs, { axis }, _dy, { upstreams }) => ({ value: () => concat(upstreams, axis) }),
});

export const unstackGradient = gradientOf(indexing.unstack, {
  rule: ({ value }, { axis }, _dy, { upstreams }) => ({
    // An empty axis has no parts to stack.
    value: () => (upstreams.length > 0 ? stack(upstreams, axis) : zeros(value.shape, value.dtype)),
  }),
});

export const placeSliceGradient = gradientOf(placeSlice, {
  rule: ({ value }, { begin, steps }, dy) => ({
    value: () => indexing.at(dy, ...placedIndex(value.shape, begin, steps)),
    background: () =>
      placeSlice(broadcastTo(zeroBeside(dy, 'placeSlice'), value.shape), dy, {
        shape: dy.shape,
        begin,
        steps,
      }),
  }),
});

/** The index that takes back what was placed. */
function placedIndex(shape: Shape, begin: readonly number[], steps: readonly number[] | null): IndexSpec[] {
  return shape.map((length, axis) => {
    const start = begin[axis];
    const step = steps?.[axis] ?? 1;
    if (length === 0) return { start: 0, stop: 0, step };
    const stop = start + length * step;
    // A negative stop would count from the end, where past the beginning is meant.
    return { start, stop: stop < 0 ? null : stop, step };
  });
}
