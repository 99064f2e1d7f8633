/**
 * @file Reading and writing the elements of strided views in row-major order, a block at a time.
 *
 * A kernel here does not care how its operands lie in memory: it walks each of them with a cursor of its own, which
 * yields values in the form scalar programs use (`Block`: numbers, or bigints for 64-bit integers) and takes them
 * back, rounding to what the dtype stores. Merging neighbouring axes (`collapseLayouts`) makes a contiguous view one
 * run, whatever its shape.
 */

import {
  type Block,
  bfloat16ToNumber,
  collapseLayouts,
  type DType,
  float16ToNumber,
  isBigInt,
  numberToBfloat16,
  numberToFloat16,
  type Shape,
  sizeOf,
} from '@tenon/core/backend';
import type { ReferenceView, StorageArray } from './buffer.ts';

/** Below this many elements a plain loop is faster than the engine's bulk copy. */
const BULK_COPY = 32;

/** Where a walk over a view stands: its next element, in row-major order. */
export class Cursor {
  readonly #array: StorageArray;
  readonly #dtype: DType;
  readonly #shape: readonly number[];
  readonly #strides: readonly number[];
  /** Coordinates of the next element in all axes but the last. */
  readonly #outer: number[];
  /** Coordinate of the next element in the last axis, its length and its stride. */
  #inner = 0;
  readonly #innerLength: number;
  readonly #innerStride: number;
  /** Position in the array of the next element. */
  #position: number;

  constructor(view: ReferenceView) {
    const { shape, strides } = collapseLayouts(view.shape, [view.strides]);
    this.#array = view.buffer.as(view.dtype);
    this.#dtype = view.dtype;
    this.#shape = shape;
    this.#strides = strides[0];
    const last = shape.length - 1;
    this.#outer = last > 0 ? new Array<number>(last).fill(0) : [];
    this.#innerLength = last < 0 ? 1 : shape[last];
    this.#innerStride = last < 0 ? 0 : strides[0][last];
    this.#position = view.offset;
  }

  /** Reads the next `count` elements into `block`, from its position `start` on. */
  read(block: Block, start: number, count: number): void {
    for (let done = 0; done < count; ) {
      const run = Math.min(count - done, this.#innerLength - this.#inner);
      readRun(this.#dtype, this.#array, this.#position, this.#innerStride, block, start + done, run);
      this.#advance(run);
      done += run;
    }
  }

  /** Writes `count` elements of `block`, from its position `start` on, to the next elements of the view. */
  write(block: Block, start: number, count: number): void {
    for (let done = 0; done < count; ) {
      const run = Math.min(count - done, this.#innerLength - this.#inner);
      writeRun(this.#dtype, this.#array, this.#position, this.#innerStride, block, start + done, run);
      this.#advance(run);
      done += run;
    }
  }

  /** Passes over `run` elements, which do not reach beyond the last axis. */
  #advance(run: number): void {
    this.#inner += run;
    this.#position += run * this.#innerStride;
    if (this.#inner < this.#innerLength) return;
    this.#inner = 0;
    this.#position -= this.#innerLength * this.#innerStride;
    for (let axis = this.#outer.length - 1; axis >= 0; axis--) {
      this.#position += this.#strides[axis];
      if (++this.#outer[axis] < this.#shape[axis]) return;
      this.#position -= this.#shape[axis] * this.#strides[axis];
      this.#outer[axis] = 0;
    }
  }
}

/** Reads a run of elements, `stride` apart. */
function readRun(
  dtype: DType,
  array: StorageArray,
  position: number,
  stride: number,
  block: Block,
  start: number,
  count: number,
): void {
  if (dtype === 'float16' || dtype === 'bfloat16') {
    const toNumber = dtype === 'float16' ? float16ToNumber : bfloat16ToNumber;
    for (let i = 0; i < count; i++) block[start + i] = toNumber(array[position + i * stride] as number);
  } else if (stride === 1 && count >= BULK_COPY && block instanceof Float64Array) {
    // A block of numbers belongs to a dtype of numbers.
    block.set(array.subarray(position, position + count) as Float64Array, start);
  } else {
    for (let i = 0; i < count; i++) block[start + i] = array[position + i * stride];
  }
}

/** Writes a run of elements, `stride` apart; storage arrays of float32 round as they are assigned to. */
function writeRun(
  dtype: DType,
  array: StorageArray,
  position: number,
  stride: number,
  block: Block,
  start: number,
  count: number,
): void {
  if (dtype === 'float16' || dtype === 'bfloat16') {
    const toBits = dtype === 'float16' ? numberToFloat16 : numberToBfloat16;
    for (let i = 0; i < count; i++) array[position + i * stride] = toBits(block[start + i] as number);
  } else if (stride === 1 && count >= BULK_COPY && block instanceof Float64Array) {
    // A block of numbers belongs to a dtype of numbers.
    (array as Float64Array).set(block.subarray(start, start + count), position);
  } else {
    for (let i = 0; i < count; i++) array[position + i * stride] = block[start + i];
  }
}

/** A block of `count` elements of a dtype, all zero. */
export function newBlock(dtype: DType, count: number): Block {
  return isBigInt(dtype) ? new Array<bigint>(count).fill(0n) : new Float64Array(count);
}

/** All elements of a view, in row-major order. */
export function readAll(view: ReferenceView): Block {
  const size = sizeOf(view.shape);
  const block = newBlock(view.dtype, size);
  new Cursor(view).read(block, 0, size);
  return block;
}

/** The position in the storage of every element, in row-major order. Strides beyond the shape's rank are ignored. */
export function elementPositions(shape: Shape, strides: readonly number[], offset: number): Float64Array {
  let positions = Float64Array.of(offset);
  for (let axis = 0; axis < shape.length; axis++) {
    const length = shape[axis];
    const finer = new Float64Array(positions.length * length);
    for (let i = 0; i < finer.length; i++) {
      finer[i] = positions[Math.floor(i / length)] + (i % length) * strides[axis];
    }
    positions = finer;
  }
  return positions;
}
