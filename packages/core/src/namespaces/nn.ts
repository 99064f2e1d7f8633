/**
 * @file `tn.nn`: TensorFlow's `tf.nn`, under its names: what networks are made of.
 */

export * from '../ops/activation.ts';
export * from '../ops/attention.ts';
export { depthToSpace, spaceToDepth } from '../ops/blocks.ts';
export * from '../ops/conv.ts';
export * from '../ops/conv-transpose.ts';
export { dropout } from '../ops/dropout.ts';
export { embeddingLookup } from '../ops/embedding.ts';
export * from '../ops/loss.ts';
export { sigmoid, softplus, softsign, tanh } from '../ops/math.ts';
export * from '../ops/moments.ts';
export * from '../ops/normalization.ts';
export * from '../ops/pooling.ts';
export { zeroFraction } from '../ops/reduction.ts';
export * from '../ops/softmax.ts';
export { inTopK, topK } from '../ops/sorting.ts';
