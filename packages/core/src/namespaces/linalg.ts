/**
 * @file `tn.linalg`: TensorFlow's `tf.linalg`, under its names.
 */

export { globalNorm } from '../ops/clip.ts';
export * from '../ops/diag.ts';
export * from '../ops/einsum.ts';
export { matrixTranspose } from '../ops/layout.ts';
export * from '../ops/linalg.ts';
export * from '../ops/matmul.ts';
export { l2Normalize } from '../ops/normalization.ts';
export { eye } from '../ops/ranges.ts';
