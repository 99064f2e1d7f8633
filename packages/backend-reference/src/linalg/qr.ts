/**
 * @file `qr`: Householder reflections (Golub & Van Loan, 4th ed., § 5.2), with LAPACK's signs: a reflection takes a
 * column to −sign(its first element) · its norm, and a column that is zero below the diagonal stays as it is.
 */

import type { ReferenceView } from '../buffer.ts';
import { identity, readMatrices, writeAll } from './matrix-stack.ts';

export function qr(input: ReferenceView, q: ReferenceView, r: ReferenceView): void {
  const { rows, columns, matrices } = readMatrices(input);
  const kept = q.shape[q.shape.length - 1];
  const orthogonal = matrices.map((matrix) => {
    const reflections = triangularize(matrix, rows, columns);
    // Q is the product of the reflections, the last of which acts first.
    const product = identity(rows, kept);
    for (let k = reflections.length - 1; k >= 0; k--) reflect(reflections[k], k, product, rows, kept);
    return product;
  });
  writeAll(q, orthogonal);
  writeAll(
    r,
    matrices.map((matrix) => matrix.subarray(0, kept * columns)),
  );
}

/** I − scale · v · vᵀ on the rows from some row on. */
interface Reflection {
  readonly v: Float64Array;
  readonly scale: number;
}

/** Overwrites a matrix with R; gives the reflections that did it, one for each column. */
function triangularize(a: Float64Array, m: number, n: number): readonly Reflection[] {
  return Array.from({ length: Math.min(m, n) }, (_, k) => {
    const v = Float64Array.from({ length: m - k }, (_element, i) => a[(k + i) * n + k]);
    const reflection = reflectionOf(v);
    reflect(reflection, k, a, m, n);
    for (let i = k + 1; i < m; i++) a[i * n + k] = 0;
    return reflection;
  });
}

/** The reflection that takes a column to a multiple of the first unit vector; overwrites the column. */
function reflectionOf(column: Float64Array): Reflection {
  const [first] = column;
  let below = 0;
  // One by one: no square overflows.
  for (let i = 1; i < column.length; i++) below = Math.hypot(below, column[i]);
  if (below === 0) return { v: column, scale: 0 };
  const image = first >= 0 ? -Math.hypot(first, below) : Math.hypot(first, below);
  for (let i = 1; i < column.length; i++) column[i] /= first - image;
  column[0] = 1;
  return { v: column, scale: (image - first) / image };
}

/** Applies a reflection to the rows of a matrix from row `start` on. */
function reflect({ v, scale }: Reflection, start: number, a: Float64Array, m: number, n: number): void {
  if (scale === 0) return;
  for (let j = 0; j < n; j++) {
    let product = 0;
    for (let i = start; i < m; i++) product += v[i - start] * a[i * n + j];
    for (let i = start; i < m; i++) a[i * n + j] -= scale * product * v[i - start];
  }
}
