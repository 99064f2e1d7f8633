/**
 * @file What is solved though it has no solution, or many: least squares, pseudo-inverses, ranks.
 */

import { finfo } from '../../dtype/index.ts';
import { InvalidArgumentError } from '../../errors/index.ts';
import { broadcastShapes, formatShape, type Shape } from '../../shape/index.ts';
import type { Tensor, TensorLike, Values } from '../../tensor/index.ts';
import { constantBeside, zeroBeside } from '../array/constant-beside.ts';
import { expandDims, matrixTranspose } from '../array/layout.ts';
import { where } from '../array/selection.ts';
import { composite, type Operand, signature } from '../define/index.ts';
import { add, divide, multiply } from '../math/arithmetic.ts';
import { greater } from '../math/comparison.ts';
import { countNonzero, reduceMax } from '../math/reduction.ts';
import { cholesky, svd } from './factorization.ts';
import {
  identityBeside,
  type MatrixDType,
  matrixFloats,
  type SystemCall,
  stackShape,
} from './linear/matrices.ts';
import { matmul } from './matmul.ts';
import { choleskySolve } from './solving.ts';

type CutoffArgument = number | null | { readonly rcond?: number | null };

export interface PinvCall {
  (a: Values, rcond?: CutoffArgument): Tensor<'float32'>;
  <D extends MatrixDType>(a: TensorLike<D>, rcond?: CutoffArgument): Tensor<D>;
}

/**
 * The Moore–Penrose pseudo-inverses of matrices, […, m, n] → […, n, m], by singular value decomposition.
 * @param rcond Singular values up to this fraction of the greatest count as zero; 10 · max(m, n) · ε by default.
 * @throws InvalidArgumentError if the input holds no matrices, NaN or infinities; UnimplementedError where the device
 *   has no SVD routine.
 * @example
 * tn.linalg.pinv([[2, 0], [0, 0]]).arraySync(); // => [ [ 0.5, 0 ], [ 0, 0 ] ]
 */
export const pinv = composite('pinv', {
  inputs: ['a'],
  dtypes: matrixFloats,
  attrs: { rcond: null as number | null },
  call: signature<PinvCall>(),
  gradient: 'rule',
  lower: ({ a }, { rcond }) => {
    const { rows, columns } = stackShape(a.shape, 'pinv');
    return pseudoInverse(a, rcond ?? 10 * Math.max(rows, columns) * finfo(a.dtype).eps);
  },
});

function pseudoInverse(a: Tensor<MatrixDType>, rcond: number): Tensor<MatrixDType> {
  const { s, u, v } = svd(a);
  const isKept = isAbove(s, rcond);
  const scales = where(isKept, divide(1, where(isKept, s, 1)), zeroBeside(s, 'pinv'));
  return matmul(multiply(v, expandDims(scales, -2)), u, { transposeB: true });
}

/** Which singular values are greater than a fraction of the greatest of their matrix. There may be none at all. */
function isAbove(s: Tensor<MatrixDType>, fraction: number): Tensor<'bool'> {
  const cutoff = s.shape.at(-1) === 0 ? zeroBeside(s, 'cutoff') : multiply(reduceMax(s, -1, true), fraction);
  return greater(s, cutoff);
}

type ToleranceArgument = number | null | { readonly tol?: number | null };

/**
 * The ranks of matrices, int32 […]: how many of their singular values are greater than a tolerance.
 * @param tol The tolerance; max(m, n) · ε times the greatest singular value by default.
 * @throws InvalidArgumentError if the input holds no matrices, NaN or infinities; UnimplementedError where the device
 *   has no SVD routine.
 * @example
 * tn.linalg.matrixRank([[1, 2], [2, 4]]).item(); // => 1
 */
export const matrixRank = composite('matrixRank', {
  inputs: ['a'],
  dtypes: matrixFloats,
  attrs: { tol: null as number | null },
  call: signature<(a: Operand<MatrixDType>, tol?: ToleranceArgument) => Tensor<'int32'>>(),
  notDifferentiable: 'it counts',
  lower: ({ a }, { tol }) => {
    const { rows, columns } = stackShape(a.shape, 'matrixRank');
    const s = svd(a, { computeUv: false });
    const counted = tol === null ? isAbove(s, Math.max(rows, columns) * finfo(a.dtype).eps) : greater(s, tol);
    return countNonzero(counted, -1, { dtype: 'int32' });
  },
});

/** How `lstsq` solves. */
export interface LeastSquaresOptions {
  /** λ of the penalty λ · ‖x‖². */
  readonly l2Regularizer?: number;
  /**
   * Whether to solve the normal equations, which is fast and squares the condition number; else by pseudo-inverse, which
   * takes matrices of any rank and, as in TensorFlow, no regularizer.
   */
  readonly fast?: boolean;
}

type LeastSquaresArguments =
  | readonly [options?: LeastSquaresOptions]
  | readonly [l2Regularizer: number, fast?: boolean | { readonly fast?: boolean }];

/**
 * The x […, n, k] that minimize ‖matrix · x − rhs‖² + λ · ‖x‖², for matrices […, m, n] and sides […, m, k]. Of many such
 * x, where there are fewer equations than unknowns, it is the one of least norm.
 * @throws InvalidArgumentError if the shapes do not fit, if λ is negative, or if fast and the matrix has no full rank
 *   while λ is 0: then the normal equations are singular. UnimplementedError where the device has no such routine.
 * @example
 * // The line through (0, 1), (1, 3) and (2, 5).
 * const x = tn.linalg.lstsq([[0, 1], [1, 1], [2, 1]], [[1], [3], [5]], { fast: false });
 * tn.round(x).arraySync(); // => [ [ 2 ], [ 1 ] ]
 */
export const lstsq = composite('lstsq', {
  inputs: ['matrix', 'rhs'],
  dtypes: matrixFloats,
  attrs: { l2Regularizer: 0, fast: true },
  call: signature<SystemCall<LeastSquaresArguments>>(),
  lower: ({ matrix, rhs }, { l2Regularizer, fast }) => {
    checkEquations(matrix.shape, rhs.shape, l2Regularizer);
    return fast ? fromNormalEquations(matrix, rhs, l2Regularizer) : matmul(pinv(matrix), rhs);
  },
});

/** x = (AᵀA + λI)⁻¹ · Aᵀ · b, or of a wide A, where AAᵀ is the smaller, the same x = Aᵀ · (AAᵀ + λI)⁻¹ · b. */
function fromNormalEquations(
  a: Tensor<MatrixDType>,
  b: Tensor<MatrixDType>,
  penalty: number,
): Tensor<MatrixDType> {
  const { rows, columns } = stackShape(a.shape, 'lstsq');
  const transposed = matrixTranspose(a);
  const wide = rows < columns;
  const gram = wide ? matmul(a, transposed) : matmul(transposed, a);
  const scale = constantBeside(a, penalty, a.dtype, 'lstsq');
  const regular =
    penalty === 0 ? gram : add(gram, multiply(scale, identityBeside(a, Math.min(rows, columns))));
  const chol = cholesky(regular);
  return wide ? matmul(transposed, choleskySolve(chol, b)) : choleskySolve(chol, matmul(transposed, b));
}

function checkEquations(matrix: Shape, rhs: Shape, penalty: number): void {
  const { batch, rows } = stackShape(matrix, 'lstsq');
  if (rhs.length < 2 || rhs[rhs.length - 2] !== rows) {
    throw new InvalidArgumentError(
      `lstsq: for matrices ${formatShape(matrix)} the right-hand sides are the columns of matrices […, ${rows}, k], ` +
        `got shape ${formatShape(rhs)}. A single vector b is tn.expandDims(b, -1).`,
    );
  }
  broadcastShapes([batch, rhs.slice(0, -2)], 'lstsq: the batch axes');
  if (!(penalty >= 0)) {
    throw new InvalidArgumentError(`lstsq: l2Regularizer must not be negative, got ${penalty}.`);
  }
}
