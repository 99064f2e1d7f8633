/**
 * @file Matrices that factorizations and solvers are sampled at: well conditioned, so that what a dtype loses is small.
 */

import type { Shape } from '@tenon/core/backend';
import type { SampleInput } from '../op-info.ts';
import { input, normal } from '../samples.ts';

/** Small normal elements, with `dominant` added: what it gives by row, column and number of columns. */
function dominated(
  shape: Shape,
  dominant: (row: number, column: number, columns: number) => number,
): SampleInput {
  const [rows, columns] = shape.slice(-2);
  const { values } = normal(shape);
  return input(shape, undefined, (_, random) => {
    const elements = values('float64', random) as readonly number[];
    return elements.map((element, position) => {
      const row = Math.floor(position / columns) % rows;
      return 0.3 * element + dominant(row, position % columns, columns);
    });
  });
}

/** Invertible matrices whose pivots lie off the diagonal: elimination must exchange rows. */
export const invertible = (shape: Shape) =>
  dominated(shape, (row, column, columns) => (row + column === columns - 1 ? 2 + row / 4 : 0));

/** Matrices whose singular values and eigenvalues are about one apart, and none near zero. */
export const separated = (shape: Shape) => dominated(shape, (row, column) => (row === column ? 2 + row : 0));

/** Triangular systems: the other triangle holds elements too, which nobody reads. */
export const triangular = (shape: Shape) =>
  dominated(shape, (row, column) => (row === column ? (row % 2 === 0 ? 2 : -2) : 0));
