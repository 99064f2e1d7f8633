/**
 * @file `tn.math`: TensorFlow's `tf.math`, under its names. Most of it is at the top level too, as it is there.
 */

export * from '../ops/math/arg-reduction.ts';
export * from '../ops/math/arithmetic.ts';
export * from '../ops/math/comparison.ts';
export * from '../ops/math/elementary.ts';
export * from '../ops/math/logical.ts';
export * from '../ops/math/reduction.ts';
export * from '../ops/math/scan.ts';
export * from '../ops/math/segment.ts';
export { inTopK, topK } from '../ops/math/sorting.ts';
export * from '../ops/math/special.ts';
export { l2Normalize } from '../ops/nn/normalization.ts';
export { logSoftmax, softmax } from '../ops/nn/softmax.ts';
