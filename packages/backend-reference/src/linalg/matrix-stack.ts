/**
 * @file Stacks of matrices in float64, in row-major order: what routines read, compute on and write.
 */

import { type Shape, sizeOf } from '@tenon/core/backend';
import type { ReferenceView } from '../buffer.ts';
import { Cursor, readAll } from '../element-access.ts';

/** Matrices of one shape. */
export interface MatrixStack {
  readonly batchShape: Shape;
  readonly rows: number;
  readonly columns: number;
  /** One for each matrix of the batch, `rows · columns` elements long; they are the caller's to overwrite. */
  readonly matrices: readonly Float64Array[];
}

/** The matrices of a view: its last two axes. Routines take no other dtypes than floats. */
export function readMatrices(view: ReferenceView): MatrixStack {
  const [rows, columns] = view.shape.slice(-2);
  const batchShape = view.shape.slice(0, -2);
  const elements = readAll(view) as Float64Array;
  const size = rows * columns;
  const matrices = Array.from({ length: sizeOf(batchShape) }, (_, i) =>
    elements.subarray(i * size, (i + 1) * size),
  );
  return { batchShape, rows, columns, matrices };
}

/** Fills a view with the elements of each matrix, or vector, of its batch in turn, rounding them once. */
export function writeAll(view: ReferenceView, parts: readonly Float64Array[]): void {
  const cursor = new Cursor(view);
  for (const part of parts) cursor.write(part, 0, part.length);
}

/** The identity, of `rows × columns`. */
export function identity(rows: number, columns = rows): Float64Array {
  const matrix = new Float64Array(rows * columns);
  for (let i = 0; i < Math.min(rows, columns); i++) matrix[i * columns + i] = 1;
  return matrix;
}

/**
 * A power of two near the greatest magnitude, which elements can be divided by so that their squares neither overflow
 * nor vanish; 1 if all are zero, NaN if one is not finite.
 */
export function magnitudeScale(elements: Float64Array): number {
  let greatest = 0;
  for (const element of elements) {
    if (!Number.isFinite(element)) return Number.NaN;
    greatest = Math.max(greatest, Math.abs(element));
  }
  return greatest === 0 ? 1 : 2 ** Math.floor(Math.log2(greatest));
}
