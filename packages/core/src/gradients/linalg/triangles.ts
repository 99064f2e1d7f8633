/**
 * @file The parts of matrices that gradients of factorizations are made of: triangles, symmetric halves, solutions from
 * the right.
 */

import { zerosLike } from '../../ops/array/creation.ts';
import { slice } from '../../ops/array/indexing.ts';
import { matrixTranspose } from '../../ops/array/layout.ts';
import { diagPart, setDiag } from '../../ops/linalg/diag.ts';
import type { MatrixDType } from '../../ops/linalg/factorization.ts';
import { bandPart } from '../../ops/linalg/matrix.ts';
import { type TriangularOptions, triangularSolve } from '../../ops/linalg/solving.ts';
import { add, multiply } from '../../ops/math/arithmetic.ts';
import type { Tensor } from '../../tensor/index.ts';
import type { Gradient } from '../rule.ts';

/** Matrices that a routine takes. */
export type Matrices = Tensor<MatrixDType>;

/** What flows through the rule of a routine has a dtype of routines. */
export const asMatrices = (gradient: Gradient | Tensor) => gradient as Matrices;

/** The lower triangle with its diagonal. */
export const lowerTriangle = (a: Matrices) => asMatrices(bandPart(a, -1, 0));

/** The upper triangle with its diagonal. */
export const upperTriangle = (a: Matrices) => asMatrices(bandPart(a, 0, -1));

/** The lower triangle with the diagonal halved: Murray's Φ. */
export const halvedLowerTriangle = (a: Matrices) =>
  asMatrices(setDiag(lowerTriangle(a), multiply(diagPart(a), 0.5)));

/** The lower triangle without its diagonal. */
export const strictLowerTriangle = (a: Matrices) =>
  asMatrices(setDiag(lowerTriangle(a), zerosLike(diagPart(a))));

/** The upper triangle without its diagonal. */
export const strictUpperTriangle = (a: Matrices) =>
  asMatrices(setDiag(upperTriangle(a), zerosLike(diagPart(a))));

/** The columns from `start` up to `end`. */
export function columnsOf(a: Matrices, start: number, end: number): Matrices {
  const begin = a.shape.map((_, axis) => (axis === a.rank - 1 ? start : 0));
  return asMatrices(slice(a, begin, [...a.shape.slice(0, -1), end - start]));
}

/** a + aᵀ. */
export const withTranspose = (a: Matrices) => asMatrices(add(a, matrixTranspose(a)));

/** x · a⁻ᵀ for a triangle a: the transpose of a⁻¹ · xᵀ. With `adjoint` it is x · a⁻¹. */
export const solvedFromRight = (a: Matrices, x: Matrices, options: TriangularOptions): Matrices =>
  asMatrices(matrixTranspose(triangularSolve(a, matrixTranspose(x) as Matrices, options)));
