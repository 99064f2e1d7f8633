/**
 * @file Ops that look at the same elements in another layout. None of them does backend work.
 */

import { anyDType, type DType } from '../dtype/index.ts';
import { InvalidArgumentError } from '../errors/index.ts';
import {
  broadcastLayout,
  expandLayout,
  normalizeAxes,
  normalizeAxis,
  normalizePermutation,
  reshapeLayout,
  resolveShape,
  reverseLayout,
  type Shape,
  sizeOf,
  squeezeLayout,
  transposeLayout,
} from '../shape/index.ts';
import type { Tensor } from '../tensor/index.ts';
import { type Operand, required, signature, view } from './define/index.ts';

/**
 * The same elements in another shape, in row-major order; one length may be −1 and takes what the others leave.
 * @throws InvalidArgumentError if the sizes differ.
 * @example
 * tn.reshape([1, 2, 3, 4], [2, -1]).arraySync(); // => [ [ 1, 2 ], [ 3, 4 ] ]
 */
export const reshape = view('reshape', {
  inputs: ['tensor'],
  dtypes: anyDType,
  attrs: { shape: required<Shape>() },
  call: signature<<D extends DType>(tensor: Operand<D>, shape: Shape) => Tensor<D>>(),
  layout: (input, { shape }) => reshapeLayout(input, resolveShape(shape, sizeOf(input.shape), 'reshape')),
});

/**
 * Permutes the axes: axis i of the result is axis `perm[i]` of `a`; all reversed without `perm`.
 * @throws InvalidArgumentError if `perm` is no permutation of the axes.
 * @example
 * tn.transpose([[1, 2, 3]]).shape; // => [ 3, 1 ]
 */
export const transpose = view('transpose', {
  inputs: ['a'],
  dtypes: anyDType,
  attrs: { perm: null as readonly number[] | null },
  call: signature<<D extends DType>(a: Operand<D>, perm?: readonly number[]) => Tensor<D>>(),
  layout: (input, { perm }) =>
    transposeLayout(input, normalizePermutation(perm, input.shape.length, 'transpose')),
});

/**
 * Repeats axes of length 1, and new leading axes, to `shape`.
 * @throws InvalidArgumentError if the shape does not broadcast to it.
 */
export const broadcastTo = view('broadcastTo', {
  inputs: ['input'],
  dtypes: anyDType,
  attrs: { shape: required<Shape>() },
  call: signature<<D extends DType>(input: Operand<D>, shape: Shape) => Tensor<D>>(),
  layout: (input, { shape }) => broadcastLayout(input, shape, 'broadcastTo'),
});

/** Inserts an axis of length 1 at `axis` of the result; negative axes count from its end. */
export const expandDims = view('expandDims', {
  inputs: ['input'],
  dtypes: anyDType,
  attrs: { axis: required<number>() },
  call: signature<<D extends DType>(input: Operand<D>, axis: number) => Tensor<D>>(),
  layout: (input, { axis }) =>
    expandLayout(input, [normalizeAxis(axis, input.shape.length + 1, 'expandDims')]),
});

/**
 * Removes axes of length 1: all of them, or those given.
 * @throws InvalidArgumentError if a given axis has another length.
 */
export const squeeze = view('squeeze', {
  inputs: ['input'],
  dtypes: anyDType,
  attrs: { axis: null as number | readonly number[] | null },
  call: signature<<D extends DType>(input: Operand<D>, axis?: number | readonly number[]) => Tensor<D>>(),
  layout: (input, { axis }) => squeezeLayout(input, squeezedAxes(input.shape, axis)),
});

/** The axes that `squeeze` removes. */
function squeezedAxes(shape: Shape, axis: number | readonly number[] | null): readonly number[] {
  if (axis === null) return shape.flatMap((length, i) => (length === 1 ? [i] : []));
  const axes = normalizeAxes(axis, shape.length, 'squeeze');
  for (const squeezed of axes) {
    if (shape[squeezed] !== 1) {
      throw new InvalidArgumentError(
        `squeeze: axis ${squeezed} has length ${shape[squeezed]}, and only axes of length 1 can be removed.`,
      );
    }
  }
  return axes;
}

/** Reverses the order of the elements along the given axes. */
export const reverse = view('reverse', {
  inputs: ['tensor'],
  dtypes: anyDType,
  attrs: { axis: required<number | readonly number[]>() },
  call: signature<<D extends DType>(tensor: Operand<D>, axis: number | readonly number[]) => Tensor<D>>(),
  layout: (input, { axis }) => reverseLayout(input, normalizeAxes(axis, input.shape.length, 'reverse')),
});

/** A distinct tensor of the same elements, on the same device. */
export const alias = view('alias', {
  inputs: ['input'],
  dtypes: anyDType,
  call: signature<<D extends DType>(input: Operand<D>) => Tensor<D>>(),
  layout: (input) => input,
});
