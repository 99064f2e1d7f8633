/**
 * @file `cholesky`: row by row (Cholesky–Banachiewicz; Golub & Van Loan, 4th ed., § 4.2.5).
 */

import { notPositiveDefinite } from '@tenon/core/backend';
import type { ReferenceView } from '../buffer.ts';
import { readMatrices, writeAll } from './matrix-stack.ts';

export function cholesky(input: ReferenceView, output: ReferenceView): void {
  const { batchShape, rows, matrices } = readMatrices(input);
  const factors = matrices.map((matrix, position) => {
    const { factor, failedRow } = factorize(matrix, rows);
    if (failedRow !== -1) throw notPositiveDefinite(batchShape, position, failedRow + 1);
    return factor;
  });
  writeAll(output, factors);
}

/** The lower factor, and the first row whose pivot is not greater than 0; −1 if there is none. */
function factorize(a: Float64Array, n: number): { factor: Float64Array; failedRow: number } {
  const l = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = a[i * n + j];
      for (let k = 0; k < j; k++) rest -= l[i * n + k] * l[j * n + k];
      if (j < i) l[i * n + j] = rest / l[j * n + j];
      // NaN is not greater than 0 either.
      else if (rest > 0) l[i * n + i] = Math.sqrt(rest);
      else return { factor: l, failedRow: i };
    }
  }
  return { factor: l, failedRow: -1 };
}
