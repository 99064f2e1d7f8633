/**
 * @file One call of one kernel as data: what goes in, what must come out, found by loops of the kit's own.
 */

import { type DType, floating, numeric } from '@tenon/core';
import {
  type KernelName,
  type Kernels,
  roundToStored,
  type Shape,
  sizeOf,
  type View,
} from '@tenon/core/backend';
import type { RandomSource } from '../op-info/op-info.ts';
import { randomSource } from '../sample/random-source.ts';
import { type TensorValues, tensorValues } from '../sample/tensor-values.ts';

/** An element as the kit's loops compute with it: bigint for 64-bit integers, else number. */
export type LoopElement = number | bigint;

/** A call of a kernel. */
export interface KernelCase {
  readonly label: string;
  readonly inputs: readonly TensorValues[];
  /** What the outputs must be; floats in float64, unrounded. */
  readonly expected: readonly TensorValues[];
  /** The dtypes of the outputs, where `expected` is in float64. */
  readonly outputDTypes: readonly DType[];
  run(kernels: Kernels, inputs: readonly View[], outputs: readonly View[]): void;
  /** ULP that an output may be off; 0 where the kernel only moves elements. */
  readonly ulp: number;
  /** Whether the ULP are those of the greatest element involved, as for sums whose terms cancel. */
  readonly terms?: true;
  /** Whether the output may be a view with gaps (only `map` must write one). */
  readonly stridedOutput?: true;
}

/** What the kit tries of one kernel. */
export interface KernelSpec {
  readonly kernel: KernelName;
  /** The dtypes that the contract has the kernel take. */
  readonly dtypes: readonly DType[];
  cases(dtype: DType): readonly KernelCase[];
}

export const numericDTypes: readonly DType[] = numeric.members;
export const floatingDTypes: readonly DType[] = floating.members;

/** The dtype that the kit's loops compute a dtype in. */
export function loopDType(dtype: DType): DType {
  return dtype.includes('float') ? 'float64' : dtype;
}

/** A dtype's conversion of a raw result of the loops: integers wrap, floats stay as they are. */
export function settle(dtype: DType, element: LoopElement): LoopElement {
  if (dtype.includes('float') || dtype === 'bool') return element;
  const wrap = roundToStored[dtype] as (element: LoopElement) => LoopElement;
  return wrap(element);
}

/** The product of two elements of one dtype; that of two 32-bit integers does not fit a float64. */
export function multiplied(dtype: DType, a: LoopElement, b: LoopElement): LoopElement {
  const is32 = dtype === 'int32' || dtype === 'uint32';
  return settle(
    dtype,
    is32 ? Math.imul(Number(a), Number(b)) : (((a as number) * (b as number)) as LoopElement),
  );
}

/** The sum of two elements of one dtype. */
export function added(dtype: DType, a: LoopElement, b: LoopElement): LoopElement {
  return settle(dtype, ((a as number) + (b as number)) as LoopElement);
}

/** An input of random values, small enough for integers of 8 bits to be told apart. */
export function drawn(
  seed: string,
  dtype: DType,
  shape: Shape,
  element: (random: RandomSource) => number = (random) => (random() - 0.5) * 8,
): TensorValues {
  const random = randomSource(`${seed}/${shape.join('x')}`);
  return tensorValues(
    dtype,
    shape,
    Array.from({ length: sizeOf(shape) }, () => element(random)),
  );
}

/** What a loop gave, as the expected output of a dtype. */
export function expectedValues(dtype: DType, shape: Shape, elements: readonly LoopElement[]): TensorValues {
  return tensorValues(loopDType(dtype), shape, elements);
}

/** The elements of an input as the loops take them. */
export function elementsOf({ data }: TensorValues): readonly LoopElement[] {
  return Array.from<LoopElement>(data as Float64Array);
}

/** Every coordinate of a shape, in row-major order. */
export function* coordinates(shape: Shape): Generator<readonly number[]> {
  const size = sizeOf(shape);
  for (let position = 0; position < size; position++) yield coordinateOf(position, shape);
}

/** The coordinate at a row-major position. */
export function coordinateOf(position: number, shape: Shape): readonly number[] {
  const coordinate = new Array<number>(shape.length);
  let rest = position;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    coordinate[axis] = rest % shape[axis];
    rest = Math.floor(rest / shape[axis]);
  }
  return coordinate;
}

/** The row-major position of a coordinate. */
export function positionOf(coordinate: readonly number[], shape: Shape): number {
  return coordinate.reduce((position, index, axis) => position * shape[axis] + index, 0);
}
