/**
 * @file `tn.nn`: TensorFlow's `tf.nn`, under its names: what networks are made of.
 */

export { depthToSpace, spaceToDepth } from '../ops/array/blocks.ts';
export { sigmoid, softplus, softsign, tanh } from '../ops/math/elementary.ts';
export { zeroFraction } from '../ops/math/reduction.ts';
export { inTopK, topK } from '../ops/math/sorting.ts';
export * from '../ops/nn/activation.ts';
export * from '../ops/nn/attention.ts';
export * from '../ops/nn/conv.ts';
export * from '../ops/nn/conv-transpose.ts';
export { dropout } from '../ops/nn/dropout.ts';
export { embeddingLookup } from '../ops/nn/embedding.ts';
export * from '../ops/nn/loss.ts';
export * from '../ops/nn/moments.ts';
export * from '../ops/nn/normalization.ts';
export * from '../ops/nn/pooling.ts';
export * from '../ops/nn/softmax.ts';
