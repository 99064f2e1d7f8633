/**
 * @file The optional routines: factorizations of dense matrices, which a backend may have and need not.
 *
 * A routine is destination-passing like a kernel, and what stands there of outputs, overlaps and empty axes holds here.
 * Operands are stacks of matrices, `[…batch, m, n]`: inputs are strided views, outputs are packed in row-major order.
 * Every routine that a backend names in `supports` is one of float32 or float64 or both; operands and outputs share
 * that dtype, but for a permutation. float32 may be computed in float64.
 *
 * What is wrong with the elements of a matrix is thrown by the call, as the errors of `routine-errors.ts`, which name
 * the first such matrix of the batch; the outputs are then undefined. NaN and infinities are no error of `lu`,
 * `triangularSolve` and `qr`, which carry them through. Axes of length 0 are legal: q, u and v are then orthogonal still.
 */

import type { DeviceBuffer, View } from './kernels.ts';

/** How `triangularSolve` reads its matrix. */
export interface TriangularForm {
  /** Which triangle is read, of the matrix as it is given; the elements of the other are ignored. */
  readonly lower: boolean;
  /** Whether the system is that of the transposed matrix. */
  readonly transpose: boolean;
  /** Whether the diagonal is ones, whatever is stored there. */
  readonly unitDiagonal: boolean;
}

/** Factorizations, and the solution of triangular systems. A backend has all of them, some or none. */
export interface Routines<Buffer extends DeviceBuffer = DeviceBuffer> {
  /**
   * The Cholesky factor: `input = L · Lᵀ`, `output` = L with zeros above its diagonal, both […, n, n]. Reads the lower
   * triangle of `input` alone.
   * @throws notPositiveDefinite for a pivot that is not greater than 0, NaN included.
   */
  cholesky(input: View<Buffer>, output: View<Buffer>): void;

  /**
   * LU factorization with partial pivoting, of […, n, n]. `output` holds U on and above its diagonal and L, whose
   * diagonal is ones, below. `permutation`, int32 […, n]: row i of L · U is row `permutation[i]` of `input`. The pivot
   * of a column is its element of greatest magnitude, of those the first; a column without one, all zeros, leaves a
   * zero on U's diagonal and zeros below.
   */
  lu(input: View<Buffer>, output: View<Buffer>, permutation: View<Buffer>): void;

  /**
   * Solves `matrix · output = rhs`, or with `matrix` transposed, by substitution: `matrix` […, n, n], `rhs` and `output`
   * […, n, k]. Batch shapes are the output's (stride 0 where broadcast).
   * @throws singularMatrix for a zero on the diagonal.
   */
  triangularSolve(matrix: View<Buffer>, rhs: View<Buffer>, form: TriangularForm, output: View<Buffer>): void;

  /**
   * QR factorization by Householder reflections: `input = Q · R`, of […, m, n] into `q` […, m, p] with orthonormal
   * columns and `r` […, p, n], zero below its diagonal. p is min(m, n), or m for the full factorization. Signs are as
   * reflections give them (LAPACK's geqrf): R's diagonal may be negative.
   */
  qr(input: View<Buffer>, q: View<Buffer>, r: View<Buffer>): void;

  /**
   * Eigenvalues and eigenvectors of symmetric matrices […, n, n], whose lower triangle alone is read: `values` […, n]
   * ascending, `vectors` […, n, n] with orthonormal columns in the same order, or null where they are not wanted.
   * @throws notConverged, always if the lower triangle has a NaN or infinity.
   */
  eigh(input: View<Buffer>, values: View<Buffer>, vectors: View<Buffer> | null): void;

  /**
   * Singular value decomposition, `input = U · diag(s) · Vᵀ`, of […, m, n]: `s` […, min(m, n)] descending and not
   * negative, `u` […, m, p] and `v` […, n, q] with orthonormal columns, both null where they are not wanted. p and q
   * are min(m, n), or m and n for the full decomposition.
   * @throws notConverged, always if the input has a NaN or infinity.
   */
  svd(input: View<Buffer>, s: View<Buffer>, u: View<Buffer> | null, v: View<Buffer> | null): void;
}

/** The names of the routines. */
export type RoutineName = keyof Routines;
