/**
 * @file `lu`: Gaussian elimination with partial pivoting (Golub & Van Loan, 4th ed., algorithm 3.4.1), in place.
 */

import type { ReferenceView } from '../buffer.ts';
import { readMatrices, writeAll } from './matrix-stack.ts';

export function lu(input: ReferenceView, output: ReferenceView, permutation: ReferenceView): void {
  const { rows, matrices } = readMatrices(input);
  const permutations = matrices.map((matrix) => eliminate(matrix, rows));
  writeAll(output, matrices);
  writeAll(permutation, permutations);
}

/** Overwrites a matrix with its factors; gives the permutation of its rows. */
function eliminate(a: Float64Array, n: number): Float64Array {
  const permutation = Float64Array.from({ length: n }, (_, i) => i);
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) {
      if (Math.abs(a[i * n + k]) > Math.abs(a[pivot * n + k])) pivot = i;
    }
    if (pivot !== k) {
      swap(permutation, k, pivot);
      for (let j = 0; j < n; j++) swap(a, k * n + j, pivot * n + j);
    }
    // A column of zeros leaves its zero on the diagonal, and nothing to eliminate.
    if (a[k * n + k] === 0) continue;
    for (let i = k + 1; i < n; i++) {
      a[i * n + k] /= a[k * n + k];
      const factor = a[i * n + k];
      for (let j = k + 1; j < n; j++) a[i * n + j] -= factor * a[k * n + j];
    }
  }
  return permutation;
}

function swap(elements: Float64Array, i: number, j: number): void {
  [elements[i], elements[j]] = [elements[j], elements[i]];
}
