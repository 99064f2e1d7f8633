/**
 * @file The errors of routines: which matrix of a batch is at fault, and what is wrong with it.
 *
 * A backend throws these, so that a matrix is refused in the same words wherever it lies. Core puts the op and its
 * operands before them.
 */

import { InvalidArgumentError } from '../errors/index.ts';
import type { Shape } from '../shape/index.ts';

/**
 * `cholesky` met a pivot that is not greater than 0.
 * @param batchShape The input's shape but for its last two axes.
 * @param matrix The position of the matrix in the batch, counted in row-major order.
 * @param order The order of the leading minor that is not positive: 1 + the row of the pivot.
 */
export function notPositiveDefinite(batchShape: Shape, matrix: number, order: number): InvalidArgumentError {
  return new InvalidArgumentError(
    `Cholesky decomposition was not successful: ${matrixAt(batchShape, matrix)} is not positive definite, as its ` +
      `leading minor of order ${order} is not positive.`,
  );
}

/**
 * `triangularSolve` met a zero on the diagonal.
 * @param row The first row whose diagonal element is zero.
 */
export function singularMatrix(batchShape: Shape, matrix: number, row: number): InvalidArgumentError {
  return new InvalidArgumentError(
    `Input matrix is not invertible: ${matrixAt(batchShape, matrix)} is singular, with a zero on the diagonal of its ` +
      `triangular factor in row ${row}.`,
  );
}

/** `eigh` or `svd` did not converge. */
export function notConverged(
  routine: 'eigh' | 'svd',
  batchShape: Shape,
  matrix: number,
): InvalidArgumentError {
  const what = routine === 'eigh' ? 'Self-adjoint eigen decomposition' : 'Singular value decomposition';
  return new InvalidArgumentError(
    `${what} was not successful: it did not converge for ${matrixAt(batchShape, matrix)}. Does it hold NaN or infinities?`,
  );
}

/** «the matrix», or «matrix [1, 0] of the batch». */
function matrixAt(batchShape: Shape, matrix: number): string {
  if (batchShape.length === 0) return 'the matrix';
  const coordinate = new Array<number>(batchShape.length);
  let rest = matrix;
  for (let axis = batchShape.length - 1; axis >= 0; axis--) {
    coordinate[axis] = rest % batchShape[axis];
    rest = Math.floor(rest / batchShape[axis]);
  }
  return `matrix [${coordinate.join(', ')}] of the batch`;
}
