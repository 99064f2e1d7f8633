/**
 * @file Slices of a tensor by tensors of indices.
 *
 * `gatherNd` is the kernel. `gather` along any axis is the same between two transpositions, which are views. Negative
 * indices do not count from the end. One out of range throws where the device can, and gives 0 where it cannot.
 */

import { anyDType, type DType, type IndexDType, indexTypes } from '../../dtype/index.ts';
import { InvalidArgumentError } from '../../errors/index.ts';
import {
  broadcastShapes,
  formatShape,
  inversePermutation,
  normalizeAxis,
  type Shape,
  sameShape,
} from '../../shape/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { composite, elementwise, kernelOp, type Operand, required, signature } from '../define/index.ts';
import { constantBeside } from './constant-beside.ts';
import { broadcastTo, expandDims, reshape, transpose } from './layout.ts';

/**
 * Slices of `params`, each addressed by a row of `indices` (its last axis): the result has the shape of `indices`
 * without that axis, then that of a slice. The first `batchDims` axes of both correspond.
 * @throws InvalidArgumentError if rows are longer than `params` has axes, or batch axes differ.
 * @example
 * tn.gatherNd([[1, 2], [3, 4]], [[1, 0], [0, 1]]).arraySync(); // => [ 3, 2 ]
 * tn.gatherNd([[1, 2], [3, 4]], [[1]]).arraySync(); // => [ [ 3, 4 ] ]
 */
export const gatherNd = kernelOp('gatherNd', {
  inputs: ['params', 'indices'],
  dtypes: { params: anyDType, indices: indexTypes },
  attrs: { batchDims: 0 },
  call: signature<
    <D extends DType>(
      params: Operand<D>,
      indices: Operand<IndexDType>,
      batchDims?: number | { batchDims?: number },
    ) => Tensor<D>
  >(),
  kernel: 'gather',
  infer: ({ params, indices }, { batchDims }) => {
    const shape = gatheredShape(params.shape, indices.shape, batchDims);
    return { dtype: params.dtype, shape };
  },
  run: (kernels, { params, indices }, [output], { batchDims }) => {
    if (output.size > 0) kernels.gather(params, indices, batchDims, output);
  },
});

function gatheredShape(params: Shape, indices: Shape, batchDims: number): Shape {
  const shapes = `params of shape ${formatShape(params)} and indices of shape ${formatShape(indices)}`;
  if (indices.length === 0)
    throw new InvalidArgumentError(`gatherNd: indices need at least one axis, their last; got ${shapes}.`);
  const depth = indices[indices.length - 1];
  if (!Number.isInteger(batchDims) || batchDims < 0 || batchDims >= indices.length) {
    throw new InvalidArgumentError(
      `gatherNd: batchDims must be in [0, ${indices.length}), less than the rank of the indices, got ${batchDims} for ${shapes}.`,
    );
  }
  if (batchDims + depth > params.length) {
    throw new InvalidArgumentError(
      `gatherNd: rows of ${depth} indices address more than the ${params.length - batchDims} axes there are after ${batchDims} ` +
        `batch axes, in ${shapes}.`,
    );
  }
  if (!sameShape(params.slice(0, batchDims), indices.slice(0, batchDims)))
    throw new InvalidArgumentError(`gatherNd: the first ${batchDims} axes must be the same, got ${shapes}.`);
  return [...indices.slice(0, -1), ...params.slice(batchDims + depth)];
}

/**
 * Slices of `params` along `axis`, in the order and shape of `indices`, which replaces that axis in the result. The
 * first `batchDims` axes of both correspond. The default axis is the first that is no batch axis.
 * @throws InvalidArgumentError if batch axes differ or reach beyond the axis.
 * @example
 * tn.gather([[1, 2], [3, 4], [5, 6]], [2, 0]).arraySync(); // => [ [ 5, 6 ], [ 1, 2 ] ]
 * tn.gather([[1, 2], [3, 4]], [1, 0], { batchDims: 1 }).arraySync(); // => [ 2, 3 ]
 */
export const gather = composite('gather', {
  inputs: ['params', 'indices'],
  dtypes: { params: anyDType, indices: indexTypes },
  attrs: { axis: null as number | null, batchDims: 0 },
  call: signature<
    <D extends DType>(
      params: Operand<D>,
      indices: Operand<IndexDType>,
      axis?: number | null | { axis?: number | null; batchDims?: number },
      batchDims?: number | { batchDims?: number },
    ) => Tensor<D>
  >(),
  lower: ({ params, indices }, { axis, batchDims }) => {
    if (params.rank === 0)
      throw new InvalidArgumentError('gather: params is a scalar and has no axis to gather along.');
    const batch = batchDims < 0 ? batchDims + indices.rank : batchDims;
    // As in TensorFlow, batchDims stands for the axis as it was given: −1 is the last of params then.
    const along = normalizeAxis(axis ?? batchDims, params.rank, 'gather');
    checkBatch(params.shape, indices.shape, batch, along);
    const front = moved(params.rank, along, batch);
    const rows = gatherNd(permuted(params, front), expandDims(indices, -1), batch);
    // The result has the axes of the indices where `along` stood at the front; they move back together.
    const count = indices.rank - batch;
    const rest = Array.from({ length: rows.rank }, (_, i) => i);
    const picked = rest.splice(batch, count);
    rest.splice(along, 0, ...picked);
    return permuted(rows, rest);
  },
});

function checkBatch(params: Shape, indices: Shape, batch: number, axis: number): void {
  const isBatch = Number.isInteger(batch) && batch >= 0 && batch <= indices.length && batch <= axis;
  if (isBatch && sameShape(params.slice(0, batch), indices.slice(0, batch))) return;
  throw new InvalidArgumentError(
    `gather: ${batch} batch axes must be the same in params ${formatShape(params)} and indices ${formatShape(indices)}, ` +
      `and come before axis ${axis}.`,
  );
}

/** The permutation that moves one axis to another place. */
function moved(rank: number, from: number, to: number): readonly number[] {
  const axes = Array.from({ length: rank }, (_, axis) => axis);
  axes.splice(from, 1);
  axes.splice(to, 0, from);
  return axes;
}

/** A transposition, but for the identity. */
function permuted<D extends DType>(tensor: Tensor<D>, permutation: readonly number[]): Tensor<D> {
  return permutation.every((axis, i) => axis === i) ? tensor : transpose(tensor, permutation);
}

/** Negative indices counted from the end of an axis of `length`. */
const fromStart = elementwise('takeAlongAxis.indices', {
  inputs: ['index', 'length'],
  dtypes: indexTypes,
  call: signature<<D extends IndexDType>(index: Tensor<D>, length: Tensor<D>) => Tensor<D>>(),
  program: (s, { index, length }) => s.select(s.less(index, 0), s.add(index, length), index),
});

/**
 * The elements of `arr` at `indices` along `axis`, every other coordinate being the same: what `argsort` and the like
 * give, applied. The other axes broadcast; without an axis `arr` is flattened. Here negative indices count from the
 * end, as in NumPy, whose function this is.
 * @throws InvalidArgumentError if ranks differ, or other axes do not broadcast.
 * @example
 * tn.takeAlongAxis([[3, 1, 2]], [[1, 2, 0]], 1).arraySync(); // => [ [ 1, 2, 3 ] ]
 */
export const takeAlongAxis = composite('takeAlongAxis', {
  inputs: ['arr', 'indices'],
  dtypes: { arr: anyDType, indices: indexTypes },
  attrs: { axis: required<number | null>() },
  call: signature<
    <D extends DType>(arr: Operand<D>, indices: Operand<IndexDType>, axis: number | null) => Tensor<D>
  >(),
  lower: ({ arr, indices }, { axis }) => {
    const source = axis === null ? reshape(arr, [arr.size]) : arr;
    if (source.rank !== indices.rank) {
      throw new InvalidArgumentError(
        `takeAlongAxis: the indices must have rank ${source.rank}, got shape ${formatShape(indices.shape)} ` +
          `for ${axis === null ? 'the flattened arr' : 'arr'} of shape ${formatShape(source.shape)}.`,
      );
    }
    const along = normalizeAxis(axis ?? 0, source.rank, 'takeAlongAxis');
    const others = broadcastShapes(
      [source.shape, indices.shape].map((shape) => shape.with(along, 1)),
      'takeAlongAxis',
    );
    const last = moved(source.rank, along, source.rank - 1);
    const rows = (tensor: Tensor) => {
      const shape = others.with(along, tensor.shape[along]);
      return permuted(broadcastTo(tensor, shape), last);
    };
    const length = constantBeside(indices, source.shape[along], indices.dtype, 'takeAlongAxis');
    const positions = fromStart(rows(indices) as typeof indices, length);
    const batch = source.rank - 1;
    return permuted(gather(rows(source), positions, batch, batch), inversePermutation(last));
  },
});
