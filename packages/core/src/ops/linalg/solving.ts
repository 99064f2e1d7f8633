/**
 * @file Systems of linear equations: triangular ones, factorized ones, and those of any square matrix.
 */

import { type IndexDType, indexTypes } from '../../dtype/index.ts';
import { InvalidArgumentError } from '../../errors/index.ts';
import { broadcastView } from '../../runtime/index.ts';
import { formatShape, sameShape } from '../../shape/index.ts';
import type { Tensor, TensorLike } from '../../tensor/index.ts';
import { composite, type Operand, routineOp, signature, type UnaryCall } from '../define/index.ts';
import { argsort } from '../math/sorting.ts';
import { lu } from './factorization.ts';
import {
  identityBeside,
  type MatrixDType,
  matrixFloats,
  type SystemCall,
  solutionShape,
  squareShape,
} from './linear/matrices.ts';
import { rowsAt } from './linear/rows-at.ts';

/** How `triangularSolve` reads its matrix. */
export interface TriangularOptions {
  /** Which triangle is read; the other one may hold anything. The lower one by default. */
  readonly lower?: boolean;
  /** Whether the systems are those of the transposed matrices. */
  readonly adjoint?: boolean;
  /** Whether the diagonal is ones, whatever stands there. TensorFlow has no such option. */
  readonly unitDiagonal?: boolean;
}

type TriangularArguments =
  | readonly [options?: TriangularOptions]
  | readonly [lower: boolean, adjoint?: boolean | Omit<TriangularOptions, 'lower'>, unitDiagonal?: boolean];

/**
 * Solves matrix · x = rhs for triangular matrices by substitution, […, n, n] and […, n, k] → […, n, k]. Batch axes
 * broadcast.
 * @throws InvalidArgumentError if the shapes do not fit, or if a matrix is singular: has a zero on its diagonal, where
 *   TensorFlow gives infinities and NaN. UnimplementedError where the device has no such routine.
 * @example
 * tn.linalg.triangularSolve([[2, 0], [1, 4]], [[2], [9]]).arraySync(); // => [ [ 1 ], [ 2 ] ]
 */
export const triangularSolve = routineOp('triangularSolve', {
  inputs: ['matrix', 'rhs'],
  dtypes: matrixFloats,
  attrs: { lower: true, adjoint: false, unitDiagonal: false },
  call: signature<SystemCall<TriangularArguments>>(),
  routine: 'triangularSolve',
  infer: ({ matrix, rhs }) => ({
    dtype: rhs.dtype,
    shape: solutionShape(matrix.shape, rhs.shape, 'triangularSolve'),
  }),
  run: (routines, { matrix, rhs }, [output], { lower, adjoint, unitDiagonal }) => {
    const batch = output.shape.slice(0, -2);
    const form = { lower, transpose: adjoint, unitDiagonal };
    const repeated = (stack: Tensor) =>
      broadcastView(stack, [...batch, ...stack.shape.slice(-2)], 'triangularSolve');
    routines.triangularSolve(repeated(matrix), repeated(rhs), form, output);
  },
});

/**
 * Solves A · x = rhs where `chol` is the Cholesky factor of A, as `cholesky` gives it. Batch axes broadcast.
 * @throws InvalidArgumentError if the shapes do not fit, or if a factor is singular.
 * @example
 * const chol = tn.linalg.cholesky([[4, 2], [2, 5]]);
 * tn.linalg.choleskySolve(chol, [[8], [8]]).arraySync(); // => [ [ 1.5 ], [ 1 ] ]
 */
export const choleskySolve = composite('choleskySolve', {
  inputs: ['chol', 'rhs'],
  dtypes: matrixFloats,
  call: signature<SystemCall<readonly []>>(),
  lower: ({ chol, rhs }) => {
    solutionShape(chol.shape, rhs.shape, 'choleskySolve');
    return triangularSolve(chol, triangularSolve(chol, rhs), { adjoint: true });
  },
});

/**
 * Solves A · x = rhs where `lowerUpper` and `perm` are the factors of A, as `lu` gives them: many systems with one
 * matrix cost one factorization. Batch axes broadcast.
 * @throws InvalidArgumentError if the shapes do not fit, or if a matrix is singular.
 * @example
 * const { lu, p } = tn.linalg.lu([[1, 2], [4, 4]]);
 * tn.linalg.luSolve(lu, p, [[5], [12]]).arraySync(); // => [ [ 1 ], [ 2 ] ]
 */
export const luSolve = composite('luSolve', {
  inputs: ['lowerUpper', 'perm', 'rhs'],
  dtypes: { lowerUpper: matrixFloats, perm: indexTypes, rhs: 'lowerUpper' },
  call: signature<
    <D extends MatrixDType>(
      lowerUpper: TensorLike<D>,
      perm: Operand<IndexDType>,
      rhs: Operand<NoInfer<D>>,
    ) => Tensor<D>
  >(),
  lower: ({ lowerUpper, perm, rhs }) => {
    solutionShape(lowerUpper.shape, rhs.shape, 'luSolve');
    if (!sameShape(perm.shape, lowerUpper.shape.slice(0, -1))) {
      throw new InvalidArgumentError(
        `luSolve: the permutation of factors ${formatShape(lowerUpper.shape)} has shape ` +
          `${formatShape(lowerUpper.shape.slice(0, -1))}, got ${formatShape(perm.shape)}.`,
      );
    }
    return solveFactorized(lowerUpper, perm, rhs, false);
  },
});

/** Whether `solve` and `inv` take the transposed matrices. */
type AdjointArgument = readonly [adjoint?: boolean | { readonly adjoint?: boolean }];

/**
 * Solves matrix · x = rhs for square matrices, […, n, n] and […, n, k] → […, n, k], by LU factorization with partial
 * pivoting. With `adjoint` the systems are those of the transposed matrices. Batch axes broadcast.
 * @throws InvalidArgumentError if the shapes do not fit, or if a matrix is singular; the message says which.
 *   UnimplementedError where the device has no such routine.
 * @example
 * tn.linalg.solve([[1, 2], [4, 4]], [[5], [12]]).arraySync(); // => [ [ 1 ], [ 2 ] ]
 */
export const solve = composite('solve', {
  inputs: ['matrix', 'rhs'],
  dtypes: matrixFloats,
  attrs: { adjoint: false },
  call: signature<SystemCall<AdjointArgument>>(),
  gradient: 'rule',
  infer: ({ matrix, rhs }) => ({
    dtype: rhs.dtype,
    shape: solutionShape(matrix.shape, rhs.shape, 'solve'),
  }),
  lower: ({ matrix, rhs }, { adjoint }) => {
    solutionShape(matrix.shape, rhs.shape, 'solve');
    const factors = lu(matrix);
    return solveFactorized(factors.lu, factors.p, rhs, adjoint);
  },
});

export interface InvCall extends UnaryCall<MatrixDType> {
  (input: Operand<'float32'>, ...adjoint: AdjointArgument): Tensor<'float32'>;
  <D extends MatrixDType>(input: TensorLike<D>, ...adjoint: AdjointArgument): Tensor<D>;
}

/**
 * The inverses of square matrices; with `adjoint` transposed. To solve a system, `tn.linalg.solve` is faster and more
 * exact than multiplying with the inverse.
 * @throws InvalidArgumentError if the input holds no square matrices, or if one is singular; the message says which.
 *   UnimplementedError where the device has no such routine.
 * @example
 * tn.linalg.inv([[2, 0], [0, 4]]).arraySync(); // => [ [ 0.5, 0 ], [ 0, 0.25 ] ]
 */
export const inv = composite('inv', {
  inputs: ['input'],
  dtypes: matrixFloats,
  attrs: { adjoint: false },
  call: signature<InvCall>(),
  gradient: 'rule',
  infer: ({ input: { dtype, shape } }) => {
    squareShape(shape, 'inv');
    return { dtype, shape };
  },
  lower: ({ input }, { adjoint }) => {
    const { rows } = squareShape(input.shape, 'inv');
    const factors = lu(input);
    return solveFactorized(factors.lu, factors.p, identityBeside(input, rows), adjoint);
  },
});

/**
 * Solves A · x = rhs, or Aᵀ · x = rhs, from the factors of A. With the rows of A permuted by p it is L · U: so
 * x = U⁻¹ · L⁻¹ · rhs[p]; and of the transpose, x[p] = L⁻ᵀ · U⁻ᵀ · rhs.
 */
function solveFactorized(
  factors: Tensor<MatrixDType>,
  permutation: Tensor<IndexDType>,
  rhs: Tensor<MatrixDType>,
  adjoint: boolean,
): Tensor<MatrixDType> {
  const unit = { lower: true, unitDiagonal: true };
  if (!adjoint) {
    const z = triangularSolve(factors, rowsAt(rhs, permutation), unit);
    return triangularSolve(factors, z, { lower: false });
  }
  const z = triangularSolve(factors, rhs, { lower: false, adjoint });
  return rowsAt(triangularSolve(factors, z, { ...unit, adjoint }), argsort(permutation));
}
