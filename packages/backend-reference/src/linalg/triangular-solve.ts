/**
 * @file `triangularSolve`: forward or back substitution (Golub & Van Loan, 4th ed., § 3.1).
 */

import { singularMatrix, type TriangularForm } from '@tenon/core/backend';
import type { ReferenceView } from '../buffer.ts';
import { readMatrices, writeAll } from './matrix-stack.ts';

export function triangularSolve(
  matrix: ReferenceView,
  rhs: ReferenceView,
  form: TriangularForm,
  output: ReferenceView,
): void {
  const { batchShape, rows, matrices } = readMatrices(matrix);
  const { columns, matrices: sides } = readMatrices(rhs);
  matrices.forEach((triangle, position) => {
    for (let i = 0; i < rows && !form.unitDiagonal; i++) {
      if (triangle[i * rows + i] === 0) throw singularMatrix(batchShape, position, i);
    }
    substitute(triangle, sides[position], rows, columns, form);
  });
  writeAll(output, sides);
}

/** Overwrites the right-hand side with the solution. */
function substitute(
  a: Float64Array,
  x: Float64Array,
  n: number,
  columns: number,
  { lower, transpose, unitDiagonal }: TriangularForm,
): void {
  const element = (i: number, j: number) => (transpose ? a[j * n + i] : a[i * n + j]);
  // The transpose of an upper triangle is a lower one.
  const forward = lower !== transpose;
  for (let step = 0; step < n; step++) {
    const i = forward ? step : n - 1 - step;
    for (let c = 0; c < columns; c++) {
      let rest = x[i * columns + c];
      for (let done = 0; done < step; done++) {
        const j = forward ? done : n - 1 - done;
        rest -= element(i, j) * x[j * columns + c];
      }
      x[i * columns + c] = unitDiagonal ? rest : rest / element(i, i);
    }
  }
}
