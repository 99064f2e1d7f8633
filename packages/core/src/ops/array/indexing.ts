/**
 * @file Parts of a tensor by position: indices, slices, and splitting along an axis. Every part is a view.
 */

import { anyDType, type DType } from '../../dtype/index.ts';
import { InvalidArgumentError } from '../../errors/index.ts';
import {
  formatShape,
  type IndexSpec,
  type Layout,
  normalizeAxis,
  reshapeLayout,
  resolveIndex,
  type Shape,
  type Slice,
  sliceLayout,
} from '../../shape/index.ts';
import type { Tensor, TensorLike, Values } from '../../tensor/index.ts';
import { composite, type Operand, required, signature, view } from '../define/index.ts';
import { withCall } from '../define/with-call.ts';
import { type StridedSliceMasks, stridedSliceIndex } from './strided-slice-index.ts';

export type { IndexSpec, Slice } from '../../shape/index.ts';
export type { StridedSliceMasks } from './strided-slice-index.ts';

const wholeAxis: Slice = { start: null, stop: null, step: 1 };

function indexLayout(input: Layout, index: readonly IndexSpec[], context: string): Layout | undefined {
  const { begin, lengths, steps, shape } = resolveIndex(index, input.shape, context);
  return reshapeLayout(sliceLayout(input, begin, lengths, steps), shape);
}

const indexView = view('at', {
  inputs: ['tensor'],
  dtypes: anyDType,
  attrs: { index: required<readonly IndexSpec[]>() },
  call: signature<<D extends DType>(tensor: Operand<D>, index: readonly IndexSpec[]) => Tensor<D>>(),
  layout: (input, { index }) => indexLayout(input, index, 'at'),
});

/**
 * Part of a tensor by Python's basic indexing: Python's `m[0, 1:3]` is `at(m, 0, '1:3')`, or `m.at(0, '1:3')`.
 *
 * An index is an integer, which drops its axis; a slice as text (`':2'`, `'::-1'`) or from `tn.slice(start, stop)`;
 * `tn.newaxis`, which inserts an axis of length 1; or `'...'`, which stands for the axes not named. Negative numbers
 * count from the end, and bounds of slices are clamped, as in Python.
 * @throws InvalidArgumentError if an integer is outside its axis, or there are more indices than axes.
 * @example
 * const m = tn.constant([[1, 2, 3], [4, 5, 6]]);
 * tn.at(m, 1).arraySync(); // => [ 4, 5, 6 ]
 * tn.at(m, '...', -1).arraySync(); // => [ 3, 6 ]
 * tn.at(m, tn.newaxis, 0, '::2').arraySync(); // => [ [ 1, 3 ] ]
 */
export const at = withCall(
  indexView,
  <D extends DType>(tensor: Operand<D>, ...index: readonly IndexSpec[]): Tensor<D> =>
    indexView(tensor, index),
);

/**
 * Part of a tensor by begin, end and stride of each axis, as `tf.strided_slice`: the explicit form of `at`.
 * @throws InvalidArgumentError if the lists differ in length, a stride is 0, or an entry is outside its axis.
 * @example
 * const x = tn.constant([[1, 2, 3], [4, 5, 6]]);
 * tn.stridedSlice(x, [0, 2], [2, 0], [1, -1]).arraySync(); // => [ [ 3, 2 ], [ 6, 5 ] ]
 */
export const stridedSlice = view('stridedSlice', {
  inputs: ['input'],
  dtypes: anyDType,
  attrs: {
    begin: required<readonly number[]>(),
    end: required<readonly number[]>(),
    strides: null as readonly number[] | null,
    beginMask: 0,
    endMask: 0,
    ellipsisMask: 0,
    newAxisMask: 0,
    shrinkAxisMask: 0,
  },
  call: signature<
    <D extends DType>(
      input: Operand<D>,
      begin: readonly number[],
      end: readonly number[],
      strides?: readonly number[] | StridedSliceMasks | null,
      masks?: StridedSliceMasks,
    ) => Tensor<D>
  >(),
  layout: (input, { begin, end, strides, ...masks }) =>
    indexLayout(input, stridedSliceIndex(begin, end, strides, masks), 'stridedSlice'),
});

const sliceView = view('slice', {
  inputs: ['input'],
  dtypes: anyDType,
  attrs: { begin: required<readonly number[]>(), size: required<readonly number[]>() },
  call: signature<
    <D extends DType>(input: Operand<D>, begin: readonly number[], size: readonly number[]) => Tensor<D>
  >(),
  layout: (input, { begin, size }) => sliceLayout(input, begin, sliceLengths(input.shape, begin, size)),
});

/** The lengths that `slice` takes: −1 is the rest of the axis. */
function sliceLengths(shape: Shape, begin: readonly number[], size: readonly number[]): Shape {
  if (begin.length !== shape.length || size.length !== shape.length) {
    throw new InvalidArgumentError(
      `slice: begin and size need one entry for each axis of ${formatShape(shape)}, got [${begin.join(', ')}] and [${size.join(', ')}].`,
    );
  }
  return shape.map((length, axis) => {
    const from = begin[axis];
    const count = size[axis] === -1 ? length - from : size[axis];
    if (
      Number.isInteger(from) &&
      Number.isInteger(count) &&
      from >= 0 &&
      count >= 0 &&
      from + count <= length
    ) {
      return count;
    }
    throw new InvalidArgumentError(
      `slice: ${size[axis]} elements from ${from} on are not within axis ${axis} of length ${length}, in shape ${formatShape(shape)}.`,
    );
  });
}

/** The two calls of `slice`. */
export interface SliceCall {
  (start: number | null, stop: number | null, step?: number | null): Slice;
  (input: Values, begin: readonly number[], size: readonly number[]): Tensor;
  <D extends DType>(input: TensorLike<D>, begin: readonly number[], size: readonly number[]): Tensor<D>;
}

// The two meanings cannot be confused: a slice of a tensor has lists beside it, a range has bounds.
const sliceOrRange = (
  first: Operand | null,
  second: readonly number[] | number | null,
  third?: readonly number[] | number | null,
): Tensor | Slice =>
  isBound(first) && isBound(second)
    ? { start: first, stop: second, step: (third as number | null | undefined) ?? 1 }
    : sliceView(first as Operand, second as readonly number[], third as readonly number[]);

const isBound = (value: unknown): value is number | null => value === null || typeof value === 'number';

/**
 * `slice(input, begin, size)`: the box of `size` that starts at `begin`, as `tf.slice`; a size of −1 is the rest of
 * the axis.
 *
 * `slice(start, stop, step)`: no tensor but a range for `at`, as Python's `slice`; `null` is an open end.
 * @throws InvalidArgumentError if the box is not within the tensor.
 * @example
 * const x = tn.constant([[1, 2, 3], [4, 5, 6]]);
 * tn.slice(x, [0, 1], [-1, 2]).arraySync(); // => [ [ 2, 3 ], [ 5, 6 ] ]
 * tn.at(x, 0, tn.slice(1, null)).arraySync(); // => [ 2, 3 ]
 */
export const slice = withCall(sliceView, sliceOrRange as SliceCall);

/**
 * Cuts an axis into equal parts, or into parts of given sizes, of which one may be −1 and takes what the others leave.
 * @throws InvalidArgumentError if the parts do not add up to the axis.
 * @example
 * tn.split([1, 2, 3, 4], 2).map((part) => part.arraySync()); // => [ [ 1, 2 ], [ 3, 4 ] ]
 * tn.split([1, 2, 3, 4], [1, -1]).map((part) => part.arraySync()); // => [ [ 1 ], [ 2, 3, 4 ] ]
 */
export const split = composite('split', {
  inputs: ['value'],
  dtypes: anyDType,
  attrs: { numOrSizeSplits: required<number | readonly number[]>(), axis: 0 },
  call: signature<
    <D extends DType>(
      value: Operand<D>,
      numOrSizeSplits: number | readonly number[],
      axis?: number | { axis?: number },
    ) => Tensor<D>[]
  >(),
  outputs: 'list',
  // The parts' gradients joined: the lowering's own would be a padded copy of each part, summed.
  gradient: 'rule',
  lower: ({ value }, { numOrSizeSplits, axis }) => {
    const along = normalizeAxis(axis, value.rank, 'split');
    let start = 0;
    return splitSizes(numOrSizeSplits, value.shape, along).map((length) => {
      const begin = value.shape.map((_, i) => (i === along ? start : 0));
      start += length;
      return sliceView(
        value,
        begin,
        value.shape.map((whole, i) => (i === along ? length : whole)),
      );
    });
  },
});

function splitSizes(numOrSizes: number | readonly number[], shape: Shape, axis: number): readonly number[] {
  const length = shape[axis];
  if (typeof numOrSizes === 'number') {
    if (Number.isInteger(numOrSizes) && numOrSizes > 0 && length % numOrSizes === 0)
      return new Array(numOrSizes).fill(length / numOrSizes);
    throw new InvalidArgumentError(
      `split: axis ${axis} of length ${length} cannot be cut into ${numOrSizes} equal parts. Give a list of sizes.`,
    );
  }
  const known = numOrSizes.filter((size) => size !== -1);
  const sum = known.reduce((total, size) => total + size, 0);
  const open = numOrSizes.length - known.length;
  if (
    known.every((size) => Number.isInteger(size) && size >= 0) &&
    (open === 0 ? sum === length : open === 1 && sum <= length)
  ) {
    return numOrSizes.map((size) => (size === -1 ? length - sum : size));
  }
  throw new InvalidArgumentError(
    `split: sizes [${numOrSizes.join(', ')}] do not add up to axis ${axis} of length ${length}, in shape ${formatShape(shape)}.`,
  );
}

/**
 * The parts of a tensor along an axis, each of length 1 there and without that axis: the inverse of `stack`.
 * @throws InvalidArgumentError if `num` is given and is not the length of the axis.
 * @example
 * tn.unstack([[1, 2], [3, 4]], { axis: 1 }).map((part) => part.arraySync()); // => [ [ 1, 3 ], [ 2, 4 ] ]
 */
export const unstack = composite('unstack', {
  inputs: ['value'],
  dtypes: anyDType,
  attrs: { num: null as number | null, axis: 0 },
  call: signature<
    <D extends DType>(
      value: Operand<D>,
      num?: number | null | { num?: number | null; axis?: number },
      axis?: number | { axis?: number },
    ) => Tensor<D>[]
  >(),
  outputs: 'list',
  gradient: 'rule',
  lower: ({ value }, { num, axis }) => {
    const along = normalizeAxis(axis, value.rank, 'unstack');
    const length = value.shape[along];
    if (num !== null && num !== length) {
      throw new InvalidArgumentError(
        `unstack: axis ${along} of ${formatShape(value.shape)} has length ${length}, not ${num}.`,
      );
    }
    const before = new Array<IndexSpec>(along).fill(wholeAxis);
    return Array.from({ length }, (_, position) => at(value, ...before, position));
  },
});
