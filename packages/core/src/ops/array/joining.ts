/**
 * @file Tensors put together: side by side, on top of each other, repeated, rotated.
 */

import { anyDType, type DType } from '../../dtype/index.ts';
import { InvalidArgumentError } from '../../errors/index.ts';
import { identityProgram } from '../../scalar/index.ts';
import { formatShape, normalizeAxis, type Shape, sameShape, sizeOf, sliceLayout } from '../../shape/index.ts';
import { isTensorLike, type Tensor, type TensorLike } from '../../tensor/index.ts';
import {
  composite,
  type DTypeOfList,
  isOptions,
  kernelOp,
  type OneDType,
  type Operand,
  required,
  signature,
} from '../define/index.ts';
import { republish } from '../define/republish.ts';
import { constantBeside } from './constant-beside.ts';
import { gather } from './gather.ts';
import { slice } from './indexing.ts';
import { alias, broadcastTo, expandDims, reshape } from './layout.ts';

/**
 * Tensors side by side along an axis that they have; every other length must be the same.
 * @throws InvalidArgumentError if there is none, they are scalars, or their shapes differ elsewhere.
 * @example
 * tn.concat([[[1, 2]], [[3, 4]]], 0).arraySync(); // => [ [ 1, 2 ], [ 3, 4 ] ]
 */
export const concat = kernelOp('concat', {
  inputs: ['...values'],
  dtypes: anyDType,
  attrs: { axis: required<number>() },
  call: signature<
    <const List extends readonly Operand[]>(
      values: List & OneDType<List>,
      axis: number | { axis: number },
    ) => Tensor<DTypeOfList<List>>
  >(),
  kernel: 'map',
  infer: ({ values }, { axis }) => {
    const shapes = values.map((value) => value.shape);
    const [first] = values;
    if (!first) throw new InvalidArgumentError('concat: needs at least one tensor, got none.');
    if (first.shape.length === 0)
      throw new InvalidArgumentError('concat: scalars have no axis to lie along. Use tn.stack.');
    const along = normalizeAxis(axis, first.shape.length, 'concat');
    const across = (shape: Shape) => shape.filter((_, i) => i !== along);
    for (const shape of shapes) {
      if (shape.length === first.shape.length && sameShape(across(shape), across(first.shape))) continue;
      throw new InvalidArgumentError(
        `concat: shapes ${shapes.map(formatShape).join(', ')} differ elsewhere than along axis ${along}.`,
      );
    }
    const length = shapes.reduce((sum, shape) => sum + shape[along], 0);
    return { dtype: first.dtype, shape: first.shape.map((other, i) => (i === along ? length : other)) };
  },
  run: (kernels, { values }, [output], { axis }) => {
    const along = normalizeAxis(axis, output.rank, 'concat');
    const { buffer, dtype } = output;
    let start = 0;
    for (const value of values) {
      const begin = output.shape.map((_, i) => (i === along ? start : 0));
      if (value.size > 0) {
        const target = { buffer, dtype, ...sliceLayout(output, begin, value.shape) };
        kernels.map(identityProgram(dtype), [value], [target]);
      }
      start += value.shape[along];
    }
  },
});

/**
 * Tensors of one shape, stacked along a new axis.
 * @throws InvalidArgumentError if there is none or their shapes differ.
 * @example
 * tn.stack([[1, 2], [3, 4]], 1).arraySync(); // => [ [ 1, 3 ], [ 2, 4 ] ]
 */
export const stack = composite('stack', {
  inputs: ['...values'],
  dtypes: anyDType,
  attrs: { axis: 0 },
  call: signature<
    <const List extends readonly Operand[]>(
      values: List & OneDType<List>,
      axis?: number | { axis?: number },
    ) => Tensor<DTypeOfList<List>>
  >(),
  lower: ({ values }, { axis }) => {
    const [first] = values;
    if (!first) throw new InvalidArgumentError('stack: needs at least one tensor, got none.');
    const along = normalizeAxis(axis, first.rank + 1, 'stack');
    if (values.some((value) => !sameShape(value.shape, first.shape))) {
      const shapes = values.map((value) => formatShape(value.shape)).join(', ');
      throw new InvalidArgumentError(`stack: all tensors must have one shape, got ${shapes}.`);
    }
    return concat(
      values.map((value) => expandDims(value, along)),
      along,
    );
  },
});

/**
 * A tensor laid side by side with itself, `multiples[i]` times along axis i.
 * @throws InvalidArgumentError if there is not one multiple per axis, or one is negative.
 * @example
 * tn.tile([[1, 2]], [2, 2]).arraySync(); // => [ [ 1, 2, 1, 2 ], [ 1, 2, 1, 2 ] ]
 */
export const tile = composite('tile', {
  inputs: ['input'],
  dtypes: anyDType,
  attrs: { multiples: required<readonly number[]>() },
  call: signature<<D extends DType>(input: Operand<D>, multiples: readonly number[]) => Tensor<D>>(),
  lower: ({ input }, { multiples }) => {
    if (multiples.length !== input.rank || !multiples.every(isCount)) {
      throw new InvalidArgumentError(
        `tile: multiples must be one non-negative integer for each axis of ${formatShape(input.shape)}, got [${multiples.join(', ')}].`,
      );
    }
    const interleaved = (counts: readonly number[]) =>
      input.shape.flatMap((length, axis) => [counts[axis], length]);
    const repeated = broadcastTo(reshape(input, interleaved(multiples.map(() => 1))), interleaved(multiples));
    return reshape(
      repeated,
      input.shape.map((length, axis) => length * multiples[axis]),
    );
  },
});

const isCount = (count: number) => Number.isInteger(count) && count >= 0;

/**
 * Each element (or slice along `axis`) repeated in place: `repeats` times, or `repeats[i]` times the i-th. Without an
 * axis the input is flattened first.
 * @throws InvalidArgumentError if `repeats` has neither one entry nor one for each position, or one is negative.
 * @example
 * tn.repeat([1, 2], 2).arraySync(); // => [ 1, 1, 2, 2 ]
 * tn.repeat([[1, 2], [3, 4]], [1, 2], { axis: 0 }).arraySync(); // => [ [ 1, 2 ], [ 3, 4 ], [ 3, 4 ] ]
 */
export const repeat = composite('repeat', {
  inputs: ['input'],
  dtypes: anyDType,
  attrs: { repeats: required<number | readonly number[]>(), axis: null as number | null },
  call: signature<
    <D extends DType>(
      input: Operand<D>,
      repeats: number | readonly number[],
      axis?: number | null | { axis?: number | null },
    ) => Tensor<D>
  >(),
  lower: ({ input }, { repeats, axis }) => {
    const source = axis === null ? reshape(input, [input.size]) : input;
    const along = axis === null ? 0 : normalizeAxis(axis, input.rank, 'repeat');
    const length = source.shape[along];
    const counts = typeof repeats === 'number' ? [repeats] : repeats;
    if (!counts.every(isCount) || (counts.length !== 1 && counts.length !== length)) {
      throw new InvalidArgumentError(
        `repeat: repeats must be non-negative integers, one or ${length} of them, got [${counts.join(', ')}].`,
      );
    }
    if (counts.length === 1) return repeatEach(source, counts[0], along);
    const positions = counts.flatMap((count, position) => new Array<number>(count).fill(position));
    return gather(source, constantBeside(source, new Int32Array(positions), 'int32', 'repeat'), along);
  },
});

/** Every slice along an axis repeated equally often. */
function repeatEach(source: Tensor, count: number, axis: number): Tensor {
  const repeated = [...source.shape];
  repeated.splice(axis + 1, 0, count);
  const merged = source.shape.map((length, i) => (i === axis ? length * count : length));
  return reshape(broadcastTo(expandDims(source, axis + 1), repeated), merged);
}

/**
 * Moves elements along axes by `shift` places; what falls off one end comes back at the other.
 * @throws InvalidArgumentError for a scalar, or if shifts and axes are not equally many.
 * @example
 * tn.roll([1, 2, 3, 4], 1, 0).arraySync(); // => [ 4, 1, 2, 3 ]
 */
export const roll = composite('roll', {
  inputs: ['input'],
  dtypes: anyDType,
  attrs: {
    shift: required<number | readonly number[]>(),
    axis: required<number | readonly number[]>(),
  },
  call: signature<
    <D extends DType>(
      input: Operand<D>,
      shift: number | readonly number[],
      axis: number | readonly number[],
    ) => Tensor<D>
  >(),
  lower: ({ input }, { shift, axis }) => {
    const shifts = typeof shift === 'number' ? [shift] : shift;
    const axes = (typeof axis === 'number' ? [axis] : axis).map((one) =>
      normalizeAxis(one, input.rank, 'roll'),
    );
    if (shifts.length !== axes.length || !shifts.every(Number.isInteger)) {
      throw new InvalidArgumentError(
        `roll: needs one integer shift for each axis, got shifts [${shifts.join(', ')}] for axes [${axes.join(', ')}].`,
      );
    }
    // Shifts along one axis add up.
    const total = new Map<number, number>();
    for (const [i, one] of axes.entries()) total.set(one, (total.get(one) ?? 0) + shifts[i]);
    let rolled = input;
    for (const [along, places] of total) rolled = rollAxis(rolled, places, along);
    return rolled === input ? alias(input) : rolled;
  },
});

function rollAxis(input: Tensor, places: number, axis: number): Tensor {
  const length = input.shape[axis];
  const cut = length === 0 ? 0 : ((-places % length) + length) % length;
  if (cut === 0) return input;
  const part = (start: number, end: number) =>
    slice(
      input,
      input.shape.map((_, i) => (i === axis ? start : 0)),
      input.shape.map((other, i) => (i === axis ? end - start : other)),
    );
  return concat([part(cut, length), part(0, cut)], axis);
}

const gridOf = composite('meshgrid', {
  inputs: ['...args'],
  dtypes: anyDType,
  attrs: { indexing: 'xy' as GridIndexing },
  call: signature<(args: readonly Operand[], indexing?: GridIndexing | MeshgridOptions) => Tensor[]>(),
  outputs: 'list',
  lower: ({ args }, { indexing }) => {
    if (indexing !== 'xy' && indexing !== 'ij')
      throw new InvalidArgumentError(`meshgrid: indexing must be 'xy' or 'ij', got '${indexing}'.`);
    const swapped = indexing === 'xy' && args.length > 1;
    const axisOf = (position: number) => (swapped && position < 2 ? 1 - position : position);
    const shape = new Array<number>(args.length);
    args.forEach((arg, position) => {
      shape[axisOf(position)] = sizeOf(arg.shape);
    });
    return args.map((arg, position) => {
      const column = shape.map((length, axis) => (axis === axisOf(position) ? length : 1));
      return broadcastTo(reshape(arg, column), shape);
    });
  },
});

/** Which axis of a grid the first operand lies along: the second, as in a picture, or the first. */
export type GridIndexing = 'xy' | 'ij';

/** What `meshgrid` takes after its operands. */
export interface MeshgridOptions {
  readonly indexing?: GridIndexing;
}

/** The calls of `meshgrid`: operands one by one, or in an array. */
export interface MeshgridCall {
  <D extends DType>(x: TensorLike<D>, ...rest: readonly (Operand<D> | MeshgridOptions)[]): Tensor<D>[];
  <D extends DType>(args: readonly Operand<D>[], indexing?: GridIndexing | MeshgridOptions): Tensor<D>[];
}

/**
 * The coordinates of a grid, from those along each of its axes: one tensor per axis, each of the grid's shape. Operands
 * are flattened; they are given one by one, or in an array.
 * @throws InvalidArgumentError if `indexing` is neither `'xy'` nor `'ij'`.
 * @example
 * const [x, y] = tn.meshgrid(tn.constant([1, 2, 3]), tn.constant([4, 5]));
 * x.arraySync(); // => [ [ 1, 2, 3 ], [ 1, 2, 3 ] ]
 * y.arraySync(); // => [ [ 4, 4, 4 ], [ 5, 5, 5 ] ]
 */
export const meshgrid = republish(gridOf, ((...args: unknown[]) => {
  // Values one by one are told from an array of operands by what follows: only an operand is an array or a tensor.
  const oneByOne = isTensorLike(args[0]) || isTensorLike(args[1]) || Array.isArray(args[1]);
  if (!oneByOne) return gridOf(...(args as Parameters<typeof gridOf>));
  const last = args[args.length - 1];
  const options = !isTensorLike(last) && isOptions(last) ? (last as MeshgridOptions) : {};
  return gridOf(args.filter((arg) => arg !== options) as Operand[], options);
}) as MeshgridCall);
