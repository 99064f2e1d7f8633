/**
 * @file Ordered values: sorting, the greatest few, searching, and the distinct ones.
 *
 * Sorting is stable, in either direction. NaN comes last in either direction, where TensorFlow leaves its place open.
 */

import {
  type FloatingDType,
  floating,
  type IndexDType,
  indexTypes,
  type NumericDType,
  numeric,
} from '../../dtype/index.ts';
import { InvalidArgumentError } from '../../errors/index.ts';
import { formatShape, normalizeAxis, type Shape, sameShape } from '../../shape/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { gather } from '../array/gather.ts';
import { slice } from '../array/indexing.ts';
import { expandDims } from '../array/layout.ts';
import { where } from '../array/selection.ts';
import { composite, type Operand, required, signature } from '../define/index.ts';
import { greater, greaterEqual, less } from './comparison.ts';
import { isFinite } from './elementary.ts';
import { logicalAnd } from './logical.ts';
import { sortWithPermutation } from './ordering/sort-with-permutation.ts';
import { narrow } from './reducing/working-precision.ts';
import { countNonzero, reduceAll } from './reduction.ts';

export * from './ordering/searchsorted.ts';
export * from './ordering/unique.ts';

/** From the least to the greatest, or the other way round. */
export type SortDirection = 'ASCENDING' | 'DESCENDING';

export interface SortOptions {
  /** The axis to sort along; the last by default. */
  readonly axis?: number;
  readonly direction?: SortDirection;
}

/** The attributes of the kernel. @throws InvalidArgumentError for another direction, or no such axis. */
function sortAttrs(op: string, rank: number, axis: number, direction: SortDirection) {
  if (direction !== 'ASCENDING' && direction !== 'DESCENDING') {
    throw new InvalidArgumentError(`${op}: direction is 'ASCENDING' or 'DESCENDING', got '${direction}'.`);
  }
  return { axis: normalizeAxis(axis, rank, op), descending: direction === 'DESCENDING' };
}

/**
 * The elements in order along `axis`. Differentiable: each gradient goes back to where its element came from.
 * @throws InvalidArgumentError if there is no such axis.
 * @example
 * tn.sort([3, 1, 2]).arraySync(); // => [ 1, 2, 3 ]
 * tn.sort([[3, 1], [2, 4]], { axis: 0, direction: 'DESCENDING' }).arraySync(); // => [ [ 3, 4 ], [ 2, 1 ] ]
 */
export const sort = composite('sort', {
  inputs: ['values'],
  dtypes: numeric,
  attrs: { axis: -1, direction: 'ASCENDING' as SortDirection },
  call: signature<
    <D extends NumericDType>(
      values: Operand<D>,
      axis?: number | SortOptions,
      direction?: SortDirection,
    ) => Tensor<D>
  >(),
  infer: ({ values }, { axis, direction }) => {
    sortAttrs('sort', values.shape.length, axis, direction);
    return { dtype: values.dtype, shape: values.shape };
  },
  lower: ({ values }, { axis, direction }) =>
    sortWithPermutation(values, sortAttrs('sort', values.rank, axis, direction)).values,
});

/**
 * The positions, int32, that put the elements in order along `axis`; equal elements keep their order.
 * @throws InvalidArgumentError if there is no such axis.
 * @example
 * tn.argsort([3, 1, 2]).arraySync(); // => [ 1, 2, 0 ]
 */
export const argsort = composite('argsort', {
  inputs: ['values'],
  dtypes: numeric,
  attrs: { axis: -1, direction: 'ASCENDING' as SortDirection, stable: false },
  call: signature<
    (
      values: Operand<NumericDType>,
      axis?: number | (SortOptions & { readonly stable?: boolean }),
      direction?: SortDirection,
      stable?: boolean,
    ) => Tensor<'int32'>
  >(),
  notDifferentiable: 'a position does not change with the elements',
  infer: ({ values }, { axis, direction }) => {
    sortAttrs('argsort', values.shape.length, axis, direction);
    return { dtype: 'int32', shape: values.shape };
  },
  lower: ({ values }, { axis, direction }) =>
    sortWithPermutation(values, sortAttrs('argsort', values.rank, axis, direction)).permutation,
});

/** What `topK` takes after its operand. */
export interface TopKOptions<I extends IndexDType> {
  /** How many; 1 by default. */
  readonly k?: number;
  /** Accepted as in TensorFlow; the elements are always in descending order. */
  readonly sorted?: boolean;
  /** The dtype of the positions; int32 by default. */
  readonly indexType?: I;
}

type TopKCall = <D extends NumericDType, I extends IndexDType = 'int32'>(
  input: Operand<D>,
  k?: number | TopKOptions<I>,
  sorted?: boolean | TopKOptions<I>,
  indexType?: I,
) => { readonly values: Tensor<D>; readonly indices: Tensor<I> };

/**
 * The `k` greatest elements of each row (the last axis), in descending order, and their positions; among equal ones the
 * lower position comes first. Differentiable in the values.
 * @throws InvalidArgumentError if the input is a scalar, or rows have fewer than `k` elements.
 * @example
 * const { values, indices } = tn.topK([1, 5, 3, 5], 3);
 * console.log(values.arraySync(), indices.arraySync()); // => [ 5, 5, 3 ] [ 1, 3, 2 ]
 */
export const topK = composite('topK', {
  inputs: ['input'],
  dtypes: numeric,
  attrs: { k: 1, sorted: true, indexType: 'int32' as IndexDType },
  call: signature<TopKCall>(),
  outputs: ['values', 'indices'],
  infer: ({ input: { dtype, shape } }, { k, indexType }) => {
    const top = topShape(shape, k);
    return [
      { dtype, shape: top },
      { dtype: indexType, shape: top },
    ];
  },
  lower: ({ input }, { k, indexType }) => {
    const shape = topShape(input.shape, k);
    const { values, permutation } = sortWithPermutation(input, { axis: input.rank - 1, descending: true });
    const origin = shape.map(() => 0);
    return [slice(values, origin, shape), narrow(slice(permutation, origin, shape), indexType)];
  },
});

function topShape(shape: Shape, k: number): Shape {
  const length = shape[shape.length - 1];
  if (length !== undefined && Number.isInteger(k) && k >= 0 && k <= length) return [...shape.slice(0, -1), k];
  throw new InvalidArgumentError(
    `topK: k must be an integer from 0 to the length of the last axis of ${formatShape(shape)}, got ${k}.`,
  );
}

/**
 * Whether each target class is among the `k` of greatest prediction: whether fewer than `k` classes are predicted
 * higher, so classes tied with the last are in. False for a target that is no class, and where a prediction is not
 * finite. `predictions` is [batch, classes], `targets` [batch].
 * @throws InvalidArgumentError if the shapes do not fit.
 * @example
 * tn.inTopK([0, 1], [[0.1, 0.9], [0.1, 0.9]], 1).arraySync(); // => [ false, true ]
 */
export const inTopK = composite('inTopK', {
  inputs: ['targets', 'predictions'],
  dtypes: { targets: indexTypes, predictions: floating },
  attrs: { k: required<number>() },
  call: signature<
    (
      targets: Operand<IndexDType>,
      predictions: Operand<FloatingDType>,
      k: number | { readonly k: number },
    ) => Tensor<'bool'>
  >(),
  notDifferentiable: 'bool has no gradient',
  lower: ({ targets, predictions }, { k }) => {
    const [batch, classes] = predictions.shape;
    if (predictions.rank !== 2 || !sameShape(targets.shape, [batch as number])) {
      throw new InvalidArgumentError(
        `inTopK: predictions must be [batch, classes] and targets [batch], got ${formatShape(predictions.shape)} and ` +
          `${formatShape(targets.shape)}.`,
      );
    }
    const isClass = logicalAnd(greaterEqual(targets, 0), less(targets, classes as number));
    const prediction = gather(predictions, where(isClass, targets, 0), { axis: 1, batchDims: 1 });
    const higher = countNonzero(greater(predictions, expandDims(prediction, 1)), 1, { dtype: 'int32' });
    const isTop = logicalAnd(less(higher, k), reduceAll(isFinite(predictions), 1));
    return logicalAnd(isTop, isClass);
  },
});
