/**
 * @file `tn.math`: TensorFlow's `tf.math`, under its names. Most of it is at the top level too, as it is there.
 */

export * from '../ops/arg-reduction.ts';
export * from '../ops/arithmetic.ts';
export * from '../ops/comparison.ts';
export * from '../ops/logical.ts';
export * from '../ops/math.ts';
export { l2Normalize } from '../ops/normalization.ts';
export * from '../ops/reduction.ts';
export * from '../ops/scan.ts';
export * from '../ops/segment.ts';
export { logSoftmax, softmax } from '../ops/softmax.ts';
export { inTopK, topK } from '../ops/sorting.ts';
export * from '../ops/special.ts';
