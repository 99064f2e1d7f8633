/**
 * @file `map`: a scalar program at every coordinate.
 */

import {
  BLOCK_LENGTH,
  type Block,
  blockProgram,
  type ScalarProgram,
  sizeOf,
  transposeLayout,
} from '@tenon/core/backend';
import type { ReferenceView } from './buffer.ts';
import { Cursor } from './element-access.ts';

/** Evaluates a program over its inputs at consecutive coordinates, a block at a time. */
export class ProgramWalk {
  readonly #program: ReturnType<typeof blockProgram>;
  /** Where the program's inputs are read from, and the blocks they go to. */
  readonly #sources: { readonly cursor: Cursor; readonly block: Block }[] = [];
  readonly #coordinates: CoordinateWalk[];

  /**
   * @param inputs Views of one shape.
   * @param axisOrder The order in which the axes are walked, outermost first; their own order if left out.
   */
  constructor(
    program: ScalarProgram,
    inputs: readonly ReferenceView[],
    shape: readonly number[],
    axisOrder?: readonly number[],
  ) {
    this.#program = blockProgram(program);
    this.#program.inputs.forEach((block, input) => {
      if (!block) return;
      const view = inputs[input];
      const cursor = new Cursor(axisOrder ? { ...view, ...transposeLayout(view, axisOrder) } : view);
      this.#sources.push({ cursor, block });
    });
    const walkedShape = axisOrder ? axisOrder.map((axis) => shape[axis]) : shape;
    this.#coordinates = this.#program.coordinates.map(
      ({ axis, block }) => new CoordinateWalk(walkedShape, axisOrder ? axisOrder.indexOf(axis) : axis, block),
    );
  }

  /** Evaluates the next `count` ≤ BLOCK_LENGTH coordinates and gives the block of each output. */
  next(count: number): readonly Block[] {
    for (const { cursor, block } of this.#sources) cursor.read(block, 0, count);
    for (const coordinate of this.#coordinates) coordinate.next(count);
    this.#program.run(count);
    return this.#program.outputs;
  }
}

/** The coordinate along one axis, at consecutive elements of a shape in row-major order. */
class CoordinateWalk {
  readonly #block: Block;
  readonly #length: number;
  /** Elements per step of the coordinate: the sizes of the axes after it. */
  readonly #repeats: number;
  #element = 0;

  constructor(shape: readonly number[], axis: number, block: Block) {
    this.#block = block;
    this.#length = shape[axis];
    this.#repeats = sizeOf(shape.slice(axis + 1));
  }

  next(count: number): void {
    const block = this.#block;
    for (let i = 0; i < count; i++) {
      const coordinate = Math.floor((this.#element + i) / this.#repeats) % this.#length;
      if (block instanceof Float64Array) block[i] = coordinate;
      else block[i] = BigInt(coordinate);
    }
    this.#element += count;
  }
}

export function map(
  program: ScalarProgram,
  inputs: readonly ReferenceView[],
  outputs: readonly ReferenceView[],
): void {
  const { shape } = outputs[0];
  const size = sizeOf(shape);
  if (size === 0) return;
  const walk = new ProgramWalk(program, inputs, shape);
  const targets = outputs.map((output) => new Cursor(output));
  for (let done = 0; done < size; done += BLOCK_LENGTH) {
    const count = Math.min(BLOCK_LENGTH, size - done);
    const results = walk.next(count);
    for (let i = 0; i < targets.length; i++) targets[i].write(results[i], 0, count);
  }
}
