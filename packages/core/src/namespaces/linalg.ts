/**
 * @file `tn.linalg`: TensorFlow's `tf.linalg`, under its names.
 */

export { matrixTranspose } from '../ops/array/layout.ts';
export { eye } from '../ops/array/ranges.ts';
export * from '../ops/linalg/determinant.ts';
export * from '../ops/linalg/diag.ts';
export * from '../ops/linalg/einsum.ts';
export * from '../ops/linalg/factorization.ts';
export * from '../ops/linalg/least-squares.ts';
export * from '../ops/linalg/matmul.ts';
export * from '../ops/linalg/matrix.ts';
export * from '../ops/linalg/solving.ts';
export { globalNorm } from '../ops/math/clip.ts';
export { l2Normalize } from '../ops/nn/normalization.ts';
