/**
 * @file Matrices in the kit's own loops, in float64: what residuals of routines are computed with.
 */

import { type Shape, sizeOf } from '@tenon/core/backend';
import type { TensorValues } from '../sample/tensor-values.ts';

/** One matrix, in row-major order. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly elements: Float64Array;
}

/** A matrix from its elements. */
export function matrix(
  rows: number,
  columns: number,
  element: (row: number, column: number) => number,
): Matrix {
  const elements = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) elements[i * columns + j] = element(i, j);
  return { rows, columns, elements };
}

export const at = ({ elements, columns }: Matrix, row: number, column: number): number =>
  elements[row * columns + column];

/** The matrices of a tensor: its last two axes. */
export function matricesOf({ shape, data }: TensorValues): readonly Matrix[] {
  const [rows, columns] = shape.slice(-2);
  return partsOf(data as Float64Array, shape.slice(0, -2), rows * columns).map((elements) => ({
    rows,
    columns,
    elements,
  }));
}

/** The vectors of a tensor: its last axis. */
export function vectorsOf({ shape, data }: TensorValues): readonly Float64Array[] {
  return partsOf(data as Float64Array, shape.slice(0, -1), shape[shape.length - 1]);
}

function partsOf(data: ArrayLike<number>, batchShape: Shape, length: number): readonly Float64Array[] {
  const elements = Float64Array.from(data);
  return Array.from({ length: sizeOf(batchShape) }, (_, i) =>
    elements.subarray(i * length, (i + 1) * length),
  );
}

export const identity = (n: number): Matrix => matrix(n, n, (i, j) => Number(i === j));

export const transposed = (a: Matrix): Matrix => matrix(a.columns, a.rows, (i, j) => at(a, j, i));

export const difference = (a: Matrix, b: Matrix): Matrix =>
  matrix(a.rows, a.columns, (i, j) => at(a, i, j) - at(b, i, j));

export function product(a: Matrix, b: Matrix): Matrix {
  return matrix(a.rows, b.columns, (i, j) => {
    let sum = 0;
    for (let k = 0; k < a.columns; k++) sum += at(a, i, k) * at(b, k, j);
    return sum;
  });
}

/** The greatest sum of the magnitudes of a column; NaN if an element is NaN. */
export function oneNorm(a: Matrix): number {
  let greatest = 0;
  for (let j = 0; j < a.columns; j++) {
    let sum = 0;
    for (let i = 0; i < a.rows; i++) sum += Math.abs(at(a, i, j));
    greatest = Math.max(greatest, sum);
  }
  return greatest;
}

/** Whether every element that must be zero is. */
export function isZeroWhere({ rows, columns, elements }: Matrix, zero: (i: number, j: number) => boolean) {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) if (zero(i, j) && elements[i * columns + j] !== 0) return false;
  }
  return true;
}
