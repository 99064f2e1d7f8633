/**
 * @file `sort`: a stable sort along the last axis, with the permutation.
 *
 * Positions are sorted, by the values they stand for: JavaScript's sort is stable, and the permutation is then what
 * was sorted. NaN comes last in either direction, and two NaN are equal, as are −0 and 0.
 */

import { type Block, sizeOf } from '@tenon/core/backend';
import type { ReferenceView } from './buffer.ts';
import { Cursor, newBlock } from './element-access.ts';

export function sort(
  input: ReferenceView,
  descending: boolean,
  values: ReferenceView,
  permutation: ReferenceView,
): void {
  const length = input.shape[input.shape.length - 1];
  const size = sizeOf(input.shape);
  const source = new Cursor(input);
  const sortedValues = new Cursor(values);
  const sortedPositions = new Cursor(permutation);
  const line = newBlock(input.dtype, length);
  const sortedLine = newBlock(input.dtype, length);
  const positions = newBlock(permutation.dtype, length) as Float64Array;
  for (let done = 0; done < size; done += length) {
    source.read(line, 0, length);
    for (let i = 0; i < length; i++) positions[i] = i;
    positions.sort(comparison(line, descending));
    for (let i = 0; i < length; i++) sortedLine[i] = line[positions[i]];
    sortedValues.write(sortedLine, 0, length);
    sortedPositions.write(positions, 0, length);
  }
}

/** Compares positions by the values of a line. */
function comparison(line: Block, descending: boolean): (a: number, b: number) => number {
  const whenLess = descending ? 1 : -1;
  return (a, b) => {
    const x = line[a];
    const y = line[b];
    if (x < y) return whenLess;
    if (x > y) return -whenLess;
    return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
  };
}
