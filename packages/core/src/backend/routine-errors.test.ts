import { expect, test } from 'vitest';
import { notConverged, notPositiveDefinite, singularMatrix } from './routine-errors.ts';

test('a matrix of a batch is named by its coordinates', () => {
  expect(notPositiveDefinite([2, 3], 4, 2).message).toBe(
    'Cholesky decomposition was not successful: matrix [1, 1] of the batch is not positive definite, as its leading ' +
      'minor of order 2 is not positive.',
  );
  expect(singularMatrix([5], 3, 0).message).toContain('matrix [3] of the batch is singular');
});

test('a single matrix needs no coordinates', () => {
  expect(notConverged('eigh', [], 0).message).toContain('it did not converge for the matrix.');
});
