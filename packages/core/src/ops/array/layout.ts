/**
 * @file Ops that look at the same elements in another layout. None of them does backend work.
 */

import { anyDType, type DType, type IndexDType } from '../../dtype/index.ts';
import { InvalidArgumentError } from '../../errors/index.ts';
import {
  broadcastLayout,
  broadcastShapes,
  checkShape,
  expandLayout,
  formatShape,
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
} from '../../shape/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { composite, type Operand, required, signature, view } from '../define/index.ts';
import { constantBeside } from './constant-beside.ts';

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
  layout: (input, { shape }) => reshapeLayout(input, reshapedShape(input.shape, shape)),
});

/**
 * The target with −1 filled in. Where the target has lengths of 0 too, they say nothing of what −1 is, so that is
 * found from the other lengths, as TensorFlow does: [0, 3] as [-1, 0] is [3, 0].
 */
function reshapedShape(source: Shape, target: Shape): Shape {
  const ambiguous = Array.isArray(target) && target.includes(-1) && target.includes(0);
  if (!ambiguous) return resolveShape(target, sizeOf(source), 'reshape');
  const present = source.filter((length) => length !== 0);
  if (present.length === source.length) return resolveShape(target, sizeOf(source), 'reshape');
  const known = target.filter((length) => length !== 0);
  const resolved = resolveShape(known, sizeOf(present), 'reshape');
  let next = 0;
  return target.map((length) => (length === 0 ? 0 : resolved[next++]));
}

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
 * Swaps the last two axes.
 * @throws InvalidArgumentError if the rank is below 2.
 * @example
 * tn.matrixTranspose([[[1, 2, 3]]]).shape; // => [ 1, 3, 1 ]
 */
export const matrixTranspose = view('matrixTranspose', {
  inputs: ['a'],
  dtypes: anyDType,
  call: signature<<D extends DType>(a: Operand<D>) => Tensor<D>>(),
  layout: (input) => {
    const rank = input.shape.length;
    if (rank < 2) {
      throw new InvalidArgumentError(
        `matrixTranspose: only a tensor of rank 2 or more holds matrices, got shape ${formatShape(input.shape)}.`,
      );
    }
    const leading = Array.from({ length: rank - 2 }, (_, axis) => axis);
    return transposeLayout(input, [...leading, rank - 1, rank - 2]);
  },
});

/**
 * Repeats axes of length 1, and new leading axes, to `shape`.
 * @throws InvalidArgumentError if the shape does not broadcast to it.
 * @example
 * tn.broadcastTo([1, 2], [2, 2]).arraySync(); // => [ [ 1, 2 ], [ 1, 2 ] ]
 */
export const broadcastTo = view('broadcastTo', {
  inputs: ['input'],
  dtypes: anyDType,
  attrs: { shape: required<Shape>() },
  call: signature<<D extends DType>(input: Operand<D>, shape: Shape) => Tensor<D>>(),
  layout: (input, { shape }) => {
    checkShape(shape, 'broadcastTo');
    return broadcastLayout(input, shape, 'broadcastTo');
  },
});

/**
 * Inserts an axis of length 1 at `axis` of the result; negative axes count from its end.
 * @throws InvalidArgumentError if the result has no such axis.
 * @example
 * tn.expandDims([1, 2], -1).arraySync(); // => [ [ 1 ], [ 2 ] ]
 */
export const expandDims = view('expandDims', {
  inputs: ['input'],
  dtypes: anyDType,
  attrs: { axis: required<number>() },
  call: signature<<D extends DType>(input: Operand<D>, axis: number) => Tensor<D>>(),
  layout: (input, { axis }) =>
    expandLayout(input, [normalizeAxis(axis, input.shape.length + 1, 'expandDims')]),
});

/**
 * Removes axes of length 1: all of them, or those given; an empty list is all too.
 * @throws InvalidArgumentError if a given axis has another length.
 * @example
 * tn.squeeze([[[1], [2]]], 0).shape; // => [ 2, 1 ]
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
  const given = typeof axis === 'number' ? [axis] : (axis ?? []);
  if (given.length === 0) return shape.flatMap((length, i) => (length === 1 ? [i] : []));
  // Unlike a reduction, TensorFlow takes an axis named twice here.
  const axes = [...new Set(given.map((one) => normalizeAxis(one, shape.length, 'squeeze')))];
  for (const squeezed of axes) {
    if (shape[squeezed] !== 1) {
      throw new InvalidArgumentError(
        `squeeze: axis ${squeezed} has length ${shape[squeezed]}, and only axes of length 1 can be removed.`,
      );
    }
  }
  return axes;
}

/**
 * Reverses the order of the elements along the given axes.
 * @throws InvalidArgumentError if an axis is out of range or given twice.
 * @example
 * tn.reverse([[1, 2], [3, 4]], [1]).arraySync(); // => [ [ 2, 1 ], [ 4, 3 ] ]
 */
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

/**
 * The same tensor, if its shape is as expected; `null` stands for any length, or for any shape at all.
 * @throws InvalidArgumentError if rank or a length differ.
 * @example
 * tn.ensureShape([[1, 2]], [null, 2]).shape; // => [ 1, 2 ]
 */
export const ensureShape = view('ensureShape', {
  inputs: ['x'],
  dtypes: anyDType,
  attrs: { shape: required<readonly (number | null)[] | null>() },
  call: signature<<D extends DType>(x: Operand<D>, shape: readonly (number | null)[] | null) => Tensor<D>>(),
  layout: (input, { shape }) => {
    const fits =
      shape === null ||
      (shape.length === input.shape.length &&
        shape.every((length, axis) => length === null || length === input.shape[axis]));
    if (fits) return input;
    throw new InvalidArgumentError(
      `ensureShape: the tensor has shape ${formatShape(input.shape)}, expected (${shape.map((length) => length ?? 'any').join(', ')}).`,
    );
  },
});

const knownShape = 'it is what is known of a tensor before it is computed';

/** The shape of a tensor as a tensor of one axis, in int32 unless `outType` says int64. `x.shape` is the plain list. */
export const shape = composite('shape', {
  inputs: ['input'],
  dtypes: anyDType,
  attrs: { outType: 'int32' as IndexDType },
  call: signature<
    <D extends IndexDType = 'int32'>(input: Operand, outType?: D | { outType?: D }) => Tensor<NoInfer<D>>
  >(),
  notDifferentiable: knownShape,
  lower: ({ input }, { outType }) => constantBeside(input, [...input.shape], outType, 'shape'),
});

/** The number of elements as a 0-d tensor, in int32 unless `outType` says int64. `x.size` is the plain number. */
export const size = composite('size', {
  inputs: ['input'],
  dtypes: anyDType,
  attrs: { outType: 'int32' as IndexDType },
  call: signature<
    <D extends IndexDType = 'int32'>(input: Operand, outType?: D | { outType?: D }) => Tensor<NoInfer<D>>
  >(),
  notDifferentiable: knownShape,
  lower: ({ input }, { outType }) => constantBeside(input, input.size, outType, 'size'),
});

/** The number of axes as a 0-d int32 tensor. `x.rank` is the plain number. */
export const rank = composite('rank', {
  inputs: ['input'],
  dtypes: anyDType,
  call: signature<(input: Operand) => Tensor<'int32'>>(),
  notDifferentiable: knownShape,
  lower: ({ input }) => constantBeside(input, input.rank, 'int32', 'rank'),
});

/**
 * The shape that two shapes broadcast to.
 * @throws InvalidArgumentError if they do not.
 * @example
 * tn.broadcastStaticShape([5, 1], [3]); // => [ 5, 3 ]
 */
export function broadcastStaticShape(shapeX: Shape, shapeY: Shape): Shape {
  return broadcastShapes([shapeX, shapeY], 'broadcastStaticShape');
}
