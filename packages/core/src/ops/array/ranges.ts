/**
 * @file Tensors whose elements follow from where they are: sequences, the identity matrix, one-hot rows.
 *
 * Each is one pass over the output: an elementwise program that reads its coordinate. What varies from call to call
 * (a start, a step) is a 0-d operand, not a constant of the program, so that no program is compiled per value.
 */

import {
  anyDType,
  type DType,
  type FloatingDType,
  floating,
  type IntegerDType,
  indexTypes,
  integers,
  isBigInt,
  type NumericDType,
  numeric,
} from '../../dtype/index.ts';
import { InvalidArgumentError } from '../../errors/index.ts';
import { broadcastShapes, checkShape, normalizeAxis, type Shape } from '../../shape/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { composite, elementwise, type Operand, required, signature } from '../define/index.ts';
import { constantBeside } from './constant-beside.ts';
import { constant, zeros } from './creation.ts';
import { broadcastTo, expandDims } from './layout.ts';
import { sequenceLength } from './sequence-length.ts';

const arithmeticSequence = elementwise('range.elements', {
  inputs: ['start', 'delta'],
  dtypes: numeric,
  call: signature<(start: Tensor, delta: Tensor) => Tensor>(),
  program: (s, { start, delta }) => s.add(start, s.mul(s.cast(s.index(0), start.dtype), delta)),
});

/** The calls of `range`: numbers give float32 and bigints int64, unless a dtype is given. */
export interface RangeCall {
  <D extends NumericDType = 'float32'>(
    limit: number,
    options?: { delta?: number; dtype?: D },
  ): Tensor<NoInfer<D>>;
  <D extends NumericDType = 'float32'>(
    start: number,
    limit: number,
    delta?: number | { delta?: number; dtype?: D },
    dtype?: D | { dtype?: D },
  ): Tensor<NoInfer<D>>;
  (limit: bigint): Tensor<'int64'>;
  (start: bigint, limit: bigint, delta?: bigint): Tensor<'int64'>;
}

/**
 * The numbers from `start` (0 by default) to before `limit`, `delta` (1) apart: start, start + delta, start + 2·delta …
 * @throws InvalidArgumentError if `delta` is 0 or leads away from `limit`, or the dtype cannot hold a bound.
 * @example
 * tn.range(3).arraySync(); // => [ 0, 1, 2 ]
 * tn.range(5, 0, -2, 'int32').arraySync(); // => [ 5, 3, 1 ]
 */
export const range = composite('range', {
  inputs: [],
  dtypes: anyDType,
  attrs: {
    start: required<number | bigint>(),
    limit: null as number | bigint | null,
    delta: 1 as number | bigint,
    dtype: null as NumericDType | null,
  },
  call: signature<RangeCall>(),
  notDifferentiable: 'it is constant',
  lower: (_inputs, { start, limit, delta, dtype }) => {
    const to = dtype ?? (typeof start === 'bigint' ? 'int64' : 'float32');
    if (!numeric.members.includes(to))
      throw new InvalidArgumentError(`range: '${to}' is not a numeric dtype.`);
    const [from, until] = limit === null ? [0, start] : [start, limit];
    const length = sequenceLength(from, until, delta, to);
    return arithmeticSequence(broadcastTo(constant(from, to), [length]), constant(delta, to));
  },
});

/** start + i·(stop − start) / steps at coordinate i, and `stop` itself at i = steps. */
const interpolate = elementwise('linspace.elements', {
  inputs: ['start', 'stop', 'steps'],
  dtypes: { start: floating, stop: 'start', steps: indexTypes },
  attrs: { axis: required<number>() },
  call: signature<
    <D extends FloatingDType>(
      start: Tensor<D>,
      stop: Tensor<D>,
      steps: Tensor<'int32'>,
      axis: number,
    ) => Tensor<D>
  >(),
  program: (s, { start, stop, steps }, { axis }) => {
    const position = s.index(axis);
    const delta = s.div(s.sub(stop, start), s.cast(steps, start.dtype));
    const between = s.add(start, s.mul(delta, s.cast(position, start.dtype)));
    // The ends are exact, whatever the step was rounded to.
    return s.select(
      s.equal(position, 0),
      start,
      s.select(s.equal(position, s.cast(steps, 'int32')), stop, between),
    );
  },
});

/**
 * `num` numbers from `start` to `stop`, both included, evenly apart, along a new axis. Differentiable in both ends,
 * which broadcast.
 * @throws InvalidArgumentError if `num` is negative or no integer.
 * @example
 * tn.linspace(0, 1, 5).arraySync(); // => [ 0, 0.25, 0.5, 0.75, 1 ]
 */
export const linspace = composite('linspace', {
  inputs: ['start', 'stop'],
  dtypes: floating,
  attrs: { num: required<number>(), axis: 0 },
  call: signature<
    <D extends FloatingDType = 'float32'>(
      start: Operand<D>,
      stop: Operand<NoInfer<D>>,
      num: number,
      axis?: number | { axis?: number },
    ) => Tensor<D>
  >(),
  lower: ({ start, stop }, { num, axis }) => {
    if (!Number.isInteger(num) || num < 0)
      throw new InvalidArgumentError(`linspace: num must be a non-negative integer, got ${num}.`);
    const ends = broadcastShapes([start.shape, stop.shape], 'linspace');
    const along = normalizeAxis(axis, ends.length + 1, 'linspace');
    const shape = ends.toSpliced(along, 0, num);
    const spread = (end: Tensor<FloatingDType>) =>
      broadcastTo(expandDims(broadcastTo(end, ends), along), shape);
    const steps = constantBeside(start, Math.max(num - 1, 1), 'int32', 'linspace');
    return interpolate(spread(start), spread(stop), steps, along);
  },
});

/** 1 where the coordinates along the last two axes are the same, else 0. The input gives only shape and dtype. */
const onDiagonal = elementwise('eye.elements', {
  inputs: ['like'],
  dtypes: anyDType,
  attrs: { row: required<number>() },
  call: signature<<D extends DType>(like: Tensor<D>, row: number) => Tensor<D>>(),
  program: (s, { like }, { row }) =>
    s.select(s.equal(s.index(row), s.index(row + 1)), s.constant(1, like.dtype), s.constant(0, like.dtype)),
});

/**
 * The identity matrix, or one of ones on the diagonal if it is not square, for each element of `batchShape`.
 * @throws InvalidArgumentError if a length is negative or no integer.
 * @example
 * tn.eye(2).arraySync(); // => [ [ 1, 0 ], [ 0, 1 ] ]
 */
export const eye = composite('eye', {
  inputs: [],
  dtypes: anyDType,
  attrs: {
    numRows: required<number>(),
    numColumns: null as number | null,
    batchShape: [] as Shape | null,
    dtype: 'float32' as DType,
  },
  call: signature<
    <D extends DType = 'float32'>(
      numRows: number,
      numColumns?: number | null | { numColumns?: number | null; batchShape?: Shape | null; dtype?: D },
      batchShape?: Shape | null | { batchShape?: Shape | null; dtype?: D },
      dtype?: D | { dtype?: D },
    ) => Tensor<NoInfer<D>>
  >(),
  notDifferentiable: 'it is constant',
  lower: (_inputs, { numRows, numColumns, batchShape, dtype }) => {
    const batch = batchShape ?? [];
    const shape = [...batch, numRows, numColumns ?? numRows];
    checkShape(shape, 'eye');
    return onDiagonal(broadcastTo(zeros([], dtype), shape), batch.length);
  },
});

/** `onValue` where the index is the coordinate along the axis, else `offValue`. */
const chosenCoordinate = elementwise('oneHot.elements', {
  inputs: ['indices', 'onValue', 'offValue'],
  dtypes: { indices: integers, onValue: anyDType, offValue: 'onValue' },
  attrs: { axis: required<number>() },
  call: signature<(indices: Tensor, onValue: Tensor, offValue: Tensor, axis: number) => Tensor>(),
  program: (s, { indices, onValue, offValue }, { axis }) => {
    // Widened, since a coordinate may not fit the dtype of the indices.
    const wide = isBigInt(indices.dtype) ? 'int64' : 'int32';
    return s.select(s.equal(s.cast(indices, wide), s.index(axis, wide)), onValue, offValue);
  },
});

/** What `oneHot` takes after the depth. */
export interface OneHotOptions<D extends DType> {
  readonly onValue?: number | bigint | boolean | null;
  readonly offValue?: number | bigint | boolean | null;
  readonly axis?: number;
  readonly dtype?: D;
}

/**
 * For each index a row of `depth` elements along a new `axis` (the last by default), with `onValue` (1) at the index and
 * `offValue` (0) elsewhere; everywhere if the index is outside of the row. The dtype is that of the values unless given.
 * @throws InvalidArgumentError if `depth` is negative, or the axis is neither −1 nor one of the result.
 * @example
 * tn.oneHot([0, 2], 3).arraySync(); // => [ [ 1, 0, 0 ], [ 0, 0, 1 ] ]
 */
export const oneHot = composite('oneHot', {
  inputs: ['indices'],
  dtypes: integers,
  attrs: {
    depth: required<number>(),
    onValue: null as number | bigint | boolean | null,
    offValue: null as number | bigint | boolean | null,
    axis: -1,
    dtype: null as DType | null,
  },
  call: signature<
    <D extends DType = 'float32'>(
      indices: Operand<IntegerDType>,
      depth: number,
      onValue?: number | bigint | boolean | null | OneHotOptions<D>,
      offValue?: number | bigint | boolean | null | OneHotOptions<D>,
      axis?: number | OneHotOptions<D>,
      dtype?: D | OneHotOptions<D>,
    ) => Tensor<NoInfer<D>>
  >(),
  notDifferentiable: 'it depends on integers only',
  lower: ({ indices }, { depth, onValue, offValue, axis, dtype }) => {
    const along = axis === -1 ? indices.rank : axis;
    if (!Number.isInteger(along) || along < 0 || along > indices.rank)
      throw new InvalidArgumentError(`oneHot: axis must be −1 or in [0, ${indices.rank}], got ${axis}.`);
    const shape = indices.shape.toSpliced(along, 0, depth);
    checkShape(shape, 'oneHot');
    const to = dtype ?? dtypeOf(onValue ?? offValue);
    const value = (given: number | bigint | boolean | null, byDefault: 0 | 1) =>
      constantBeside(indices, given ?? (to === 'bool' ? byDefault === 1 : byDefault), to, 'oneHot');
    const spread = broadcastTo(expandDims(indices, along), shape);
    return chosenCoordinate(spread, value(onValue, 1), value(offValue, 0), along);
  },
});

const dtypeOf = (value: number | bigint | boolean | null): DType =>
  typeof value === 'boolean' ? 'bool' : typeof value === 'bigint' ? 'int64' : 'float32';
