/**
 * @file Determinants, by LU factorization: the product of U's diagonal, with the sign of the permutation.
 */

import type { Tensor, TensorLike, Values } from '../../tensor/index.ts';
import { cast } from '../array/cast.ts';
import { coordinateAlong } from '../array/coordinate.ts';
import { expandDims } from '../array/layout.ts';
import { composite, signature, type UnaryCall } from '../define/index.ts';
import { abs, add, floormod, multiply, sign } from '../math/arithmetic.ts';
import { greater, less } from '../math/comparison.ts';
import { log } from '../math/elementary.ts';
import { logicalAnd } from '../math/logical.ts';
import { reduceProd, reduceSum } from '../math/reduction.ts';
import { diagPart } from './diag.ts';
import { cholesky, lu } from './factorization.ts';
import { type MatrixDType, matrixFloats, squareShape } from './linear/matrices.ts';

/**
 * The determinants of square matrices, […, n, n] → […]. Of large matrices they leave the dtype: see `slogdet`.
 * @throws InvalidArgumentError if the input holds no square matrices; for the gradient, if one is singular.
 *   UnimplementedError where the device has no LU routine.
 * @example
 * tn.linalg.det([[1, 2], [3, 4]]).item().toFixed(3); // => -2.000
 */
export const det = composite('det', {
  inputs: ['input'],
  dtypes: matrixFloats,
  call: signature<UnaryCall<MatrixDType>>(),
  gradient: 'rule',
  lower: ({ input }) => {
    const { diagonal, parity } = pivots(input, 'det');
    return multiply(parity, reduceProd(diagonal, -1));
  },
});

/** A determinant as its sign and the logarithm of its magnitude. */
export interface SignedLogDeterminant<D extends MatrixDType> {
  /** 1, −1 or 0. */
  readonly sign: Tensor<D>;
  /** ln |det|; −∞ for a singular matrix. */
  readonly logAbsDeterminant: Tensor<D>;
}

export interface SlogdetCall {
  (input: Values): SignedLogDeterminant<'float32'>;
  <D extends MatrixDType>(input: TensorLike<D>): SignedLogDeterminant<D>;
}

/**
 * The signs of determinants, and the logarithms of their magnitudes, which stay in range however large the matrix.
 * @returns `sign` and `logAbsDeterminant`.
 * @throws InvalidArgumentError if the input holds no square matrices; for the gradient, if one is singular.
 *   UnimplementedError where the device has no LU routine.
 * @example
 * const { sign, logAbsDeterminant } = tn.linalg.slogdet([[0, 1], [1, 0]]);
 * console.log(sign.item(), logAbsDeterminant.item()); // => -1 0
 */
export const slogdet = composite('slogdet', {
  inputs: ['input'],
  dtypes: matrixFloats,
  call: signature<SlogdetCall>(),
  outputs: ['sign', 'logAbsDeterminant'],
  gradient: 'rule',
  lower: ({ input }) => {
    const { diagonal, parity } = pivots(input, 'slogdet');
    return {
      sign: multiply(parity, reduceProd(sign(diagonal), -1)),
      logAbsDeterminant: reduceSum(log(abs(diagonal)), -1),
    };
  },
});

/**
 * The logarithm of the determinants of symmetric positive-definite matrices, by Cholesky factorization. Only the lower
 * triangle is read.
 * @throws InvalidArgumentError if the input holds no square matrices, or one that is not positive definite, where
 *   TensorFlow gives NaN. UnimplementedError where the device has no Cholesky routine.
 * @example
 * tn.linalg.logdet([[1, 0], [0, 1]]).item(); // => 0
 */
export const logdet = composite('logdet', {
  inputs: ['matrix'],
  dtypes: matrixFloats,
  call: signature<UnaryCall<MatrixDType>>(),
  lower: ({ matrix }) => {
    squareShape(matrix.shape, 'logdet');
    return multiply(2, reduceSum(log(diagPart(cholesky(matrix))), -1));
  },
});

/** U's diagonal, and the sign of the permutation: 1 if it is even, −1 if it is odd. */
function pivots(input: Tensor<MatrixDType>, op: string) {
  const { rows } = squareShape(input.shape, op);
  const factors = lu(input);
  return {
    diagonal: diagPart(factors.lu),
    parity: permutationSign(factors.p, rows, input.dtype),
  };
}

/** A permutation is even if the number of its inversions is: of pairs in which the later element is smaller. */
function permutationSign<D extends MatrixDType>(p: Tensor<'int32'>, length: number, dtype: D): Tensor<D> {
  const earlier = less(
    coordinateAlong(0, [length, 1], 'int32', p),
    coordinateAlong(1, [1, length], 'int32', p),
  );
  const inverted = logicalAnd(greater(expandDims(p, -1), expandDims(p, -2)), earlier);
  const odd = cast(floormod(reduceSum(cast(inverted, 'int32'), [-2, -1]), 2), dtype);
  return add(multiply(odd, -2), 1) as Tensor<D>;
}
