/**
 * @file Factorizations of matrices: each is one routine of the backend, over a stack of them.
 *
 * A backend need not have a routine; where it has not, the op says which registered devices have.
 */

import type { Shape } from '../../shape/index.ts';
import type { Tensor, TensorLike, Values } from '../../tensor/index.ts';
import { routineOp, signature, type UnaryCall } from '../define/index.ts';
import { republish } from '../define/republish.ts';
import { type MatrixDType, matrixFloats, squareShape, stackShape } from './linear/matrices.ts';

export type { MatrixDType } from './linear/matrices.ts';

/**
 * The Cholesky factor of symmetric positive-definite matrices: the lower triangle L with input = L · Lᵀ. Only the lower
 * triangle of the input is read.
 * @throws InvalidArgumentError if the input holds no square matrices, or if one of them is not positive definite; the
 *   message says which, and at which leading minor. UnimplementedError where the device has no such routine.
 * @example
 * tn.linalg.cholesky([[4, 2], [2, 5]]).arraySync(); // => [ [ 2, 0 ], [ 1, 2 ] ]
 */
export const cholesky = routineOp('cholesky', {
  inputs: ['input'],
  dtypes: matrixFloats,
  call: signature<UnaryCall<MatrixDType>>(),
  routine: 'cholesky',
  infer: ({ input: { dtype, shape } }) => {
    squareShape(shape, 'cholesky');
    return { dtype, shape };
  },
  run: (routines, { input }, [output]) => routines.cholesky(input, output),
});

/** The LU factors of matrices, packed, and the permutation of their rows. */
export interface LuFactors<D extends MatrixDType> {
  /** U on and above the diagonal; L below, whose own diagonal is ones. */
  readonly lu: Tensor<D>;
  /** Row i of L · U is row p[i] of the input. */
  readonly p: Tensor<'int32'>;
}

export interface LuCall {
  (input: Values): LuFactors<'float32'>;
  <D extends MatrixDType>(input: TensorLike<D>): LuFactors<D>;
}

/**
 * LU factorization of square matrices with partial pivoting. A singular matrix is no error here: it leaves a zero on U's
 * diagonal.
 * @returns `lu`, both factors in one matrix, and `p`, the permutation of rows; `tn.linalg.luSolve` takes them.
 * @throws InvalidArgumentError if the input holds no square matrices; UnimplementedError where the device has no such
 *   routine.
 * @example
 * const { lu, p } = tn.linalg.lu([[1, 2], [4, 4]]);
 * console.log(lu.arraySync(), p.arraySync()); // => [ [ 4, 4 ], [ 0.25, 1 ] ] [ 1, 0 ]
 */
export const lu = routineOp('lu', {
  inputs: ['input'],
  dtypes: matrixFloats,
  call: signature<LuCall>(),
  outputs: ['lu', 'p'],
  routine: 'lu',
  infer: ({ input: { dtype, shape } }) => {
    const { batch, rows } = squareShape(shape, 'lu');
    return [
      { dtype, shape },
      { dtype: 'int32', shape: [...batch, rows] },
    ];
  },
  run: (routines, { input }, [factors, permutation]) => routines.lu(input, factors, permutation),
});

/** The factors of a QR factorization. */
export interface QrFactors<D extends MatrixDType> {
  /** Orthonormal columns. */
  readonly q: Tensor<D>;
  /** An upper triangle. */
  readonly r: Tensor<D>;
}

/** How far a decomposition goes: `fullMatrices` has square orthogonal factors, not only the columns that are needed. */
type FullMatrices = boolean | { readonly fullMatrices?: boolean };

export interface QrCall {
  (input: Values, fullMatrices?: FullMatrices): QrFactors<'float32'>;
  <D extends MatrixDType>(input: TensorLike<D>, fullMatrices?: FullMatrices): QrFactors<D>;
}

/**
 * QR factorization by Householder reflections: input = q · r for […, m, n], with q of p orthonormal columns and r of p
 * rows, zero below its diagonal; p is min(m, n), or m with `fullMatrices`. The diagonal of r may be negative.
 * @throws InvalidArgumentError if the input holds no matrices; UnimplementedError where the device has no such routine.
 * @example
 * const { q, r } = tn.linalg.qr([[3, 1], [4, 2]]);
 * tn.round(tn.matmul(q, r)).arraySync(); // => [ [ 3, 1 ], [ 4, 2 ] ]
 */
export const qr = routineOp('qr', {
  inputs: ['input'],
  dtypes: matrixFloats,
  attrs: { fullMatrices: false },
  call: signature<QrCall>(),
  outputs: ['q', 'r'],
  routine: 'qr',
  infer: ({ input: { dtype, shape } }, { fullMatrices }) => {
    const { batch, rows, columns } = stackShape(shape, 'qr');
    const kept = fullMatrices ? rows : Math.min(rows, columns);
    return [
      { dtype, shape: [...batch, rows, kept] },
      { dtype, shape: [...batch, kept, columns] },
    ];
  },
  run: (routines, { input }, [q, r]) => routines.qr(input, q, r),
});

/** Eigenvalues and eigenvectors. */
export interface Eigenpairs<D extends MatrixDType> {
  /** The eigenvalues, ascending. */
  readonly e: Tensor<D>;
  /** The eigenvectors, as columns in the order of the values. */
  readonly v: Tensor<D>;
}

export interface EighCall {
  (tensor: Values): Eigenpairs<'float32'>;
  <D extends MatrixDType>(tensor: TensorLike<D>): Eigenpairs<D>;
}

/**
 * Eigenvalues and orthonormal eigenvectors of symmetric matrices: tensor · v = v · diag(e). Only the lower triangle is
 * read. A vector's sign is not determined. Gradients through vectors of equal eigenvalues are not defined; here, as in
 * TensorFlow, equal ones contribute nothing.
 * @returns `e`, ascending, and `v`, whose columns are the vectors.
 * @throws InvalidArgumentError if the input holds no square matrices, NaN or infinities; UnimplementedError where the
 *   device has no such routine.
 * @example
 * tn.linalg.eigh([[2, 0], [0, 1]]).e.arraySync(); // => [ 1, 2 ]
 */
export const eigh = routineOp('eigh', {
  inputs: ['tensor'],
  dtypes: matrixFloats,
  call: signature<EighCall>(),
  outputs: ['e', 'v'],
  routine: 'eigh',
  infer: ({ tensor: { dtype, shape } }) => {
    const { batch, rows } = squareShape(shape, 'eigh');
    return [
      { dtype, shape: [...batch, rows] },
      { dtype, shape },
    ];
  },
  run: (routines, { tensor }, [values, vectors]) => routines.eigh(tensor, values, vectors),
});

/**
 * The eigenvalues of symmetric matrices alone, ascending. Only the lower triangle is read.
 * @throws InvalidArgumentError if the input holds no square matrices, NaN or infinities; UnimplementedError where the
 *   device has no such routine.
 * @example
 * tn.linalg.eigvalsh([[2, 0], [0, 1]]).arraySync(); // => [ 1, 2 ]
 */
export const eigvalsh = routineOp('eigvalsh', {
  inputs: ['tensor'],
  dtypes: matrixFloats,
  call: signature<UnaryCall<MatrixDType>>(),
  routine: 'eigh',
  infer: ({ tensor: { dtype, shape } }) => {
    const { batch, rows } = squareShape(shape, 'eigvalsh');
    return { dtype, shape: [...batch, rows] };
  },
  run: (routines, { tensor }, [values]) => routines.eigh(tensor, values, null),
});

/** The options of `svd`. */
export interface SvdOptions<Vectors extends boolean = boolean> {
  /** Whether u and v are square; by default they have as many columns as there are singular values. */
  readonly fullMatrices?: boolean;
  /** Whether singular vectors are computed; without them the singular values are the result. */
  readonly computeUv?: Vectors;
}

/** A singular value decomposition, in TensorFlow's order. */
export interface SingularTriplets<D extends MatrixDType> {
  /** The singular values, descending. */
  readonly s: Tensor<D>;
  /** The left singular vectors, as columns. */
  readonly u: Tensor<D>;
  /** The right singular vectors, as columns: not transposed. */
  readonly v: Tensor<D>;
}

export interface SvdCall {
  (tensor: Values, options: SvdOptions & { readonly computeUv: false }): Tensor<'float32'>;
  <D extends MatrixDType>(
    tensor: TensorLike<D>,
    options: SvdOptions & { readonly computeUv: false },
  ): Tensor<D>;
  (tensor: Values, fullMatrices: boolean, computeUv: false): Tensor<'float32'>;
  <D extends MatrixDType>(tensor: TensorLike<D>, fullMatrices: boolean, computeUv: false): Tensor<D>;
  (tensor: Values, fullMatrices?: boolean | SvdOptions<true>, computeUv?: true): SingularTriplets<'float32'>;
  <D extends MatrixDType>(
    tensor: TensorLike<D>,
    fullMatrices?: boolean | SvdOptions<true>,
    computeUv?: true,
  ): SingularTriplets<D>;
}

const decomposition = routineOp('svd', {
  inputs: ['tensor'],
  dtypes: matrixFloats,
  attrs: { fullMatrices: false, computeUv: true },
  call: signature<(...args: readonly unknown[]) => { readonly [output: string]: Tensor | undefined }>(),
  outputs: ['s', 'u', 'v'],
  routine: 'svd',
  infer: ({ tensor: { dtype, shape } }, { fullMatrices, computeUv }) => {
    const { batch, rows, columns } = stackShape(shape, 'svd');
    const count = Math.min(rows, columns);
    const vectors = (length: number): { dtype: typeof dtype; shape: Shape } => ({
      dtype,
      shape: [...batch, length, fullMatrices ? length : count],
    });
    const values = { dtype, shape: [...batch, count] };
    return computeUv ? [values, vectors(rows), vectors(columns)] : [values];
  },
  run: (routines, { tensor }, [s, u, v]) => routines.svd(tensor, s, u ?? null, v ?? null),
});

/**
 * Singular value decomposition of […, m, n]: tensor = u · diag(s) · vᵀ, with s descending. The signs of the vectors are
 * not determined. Gradients through vectors of equal singular values are not defined; here, as in TensorFlow, equal ones
 * contribute nothing.
 * @returns `s`, `u` and `v`; with `computeUv: false` the singular values alone, a tensor.
 * @throws InvalidArgumentError if the input holds no matrices, NaN or infinities; UnimplementedError where the device
 *   has no such routine.
 * @example
 * tn.linalg.svd([[0, 2], [1, 0]]).s.arraySync(); // => [ 2, 1 ]
 * tn.linalg.svd([[0, 2], [1, 0]], { computeUv: false }).arraySync(); // => [ 2, 1 ]
 */
export const svd = republish(decomposition, ((...args: readonly unknown[]) => {
  const { s, ...vectors } = decomposition(...args);
  return vectors.u ? { s, ...vectors } : s;
}) as SvdCall);
