/**
 * @file The op registry: every op of every family, by name. A family file that exports an op adds it here.
 *
 * All exports of the family files; the ops among them have a `record`. As a namespace it costs a program nothing until
 * it is asked for an op.
 */

export * from './array/blocks.ts';
export * from './array/cast.ts';
export * from './array/creation.ts';
export * from './array/gather.ts';
export * from './array/gradient-flow.ts';
export * from './array/indexing.ts';
export * from './array/joining.ts';
export * from './array/layout.ts';
export * from './array/masking.ts';
export * from './array/padding.ts';
export * from './array/partition.ts';
export * from './array/ranges.ts';
export * from './array/scatter.ts';
export * from './array/selection.ts';
export * from './array/sequences.ts';
export * from './array/transfer.ts';
export * from './image/patches.ts';
export * from './image/resize.ts';
export * from './linalg/determinant.ts';
export * from './linalg/diag.ts';
export * from './linalg/einsum.ts';
export * from './linalg/factorization.ts';
export * from './linalg/least-squares.ts';
export * from './linalg/matmul.ts';
export * from './linalg/matrix.ts';
export * from './linalg/solving.ts';
export * from './math/arg-reduction.ts';
export * from './math/arithmetic.ts';
export * from './math/bessel.ts';
export * from './math/bitwise.ts';
export * from './math/clip.ts';
export * from './math/comparison.ts';
export * from './math/elementary.ts';
export * from './math/logical.ts';
export * from './math/reduction.ts';
export * from './math/scan.ts';
export * from './math/segment.ts';
export * from './math/sorting.ts';
export * from './math/special.ts';
export * from './nn/activation.ts';
export * from './nn/attention.ts';
export * from './nn/conv.ts';
export * from './nn/conv-transpose.ts';
export * from './nn/dropout.ts';
export * from './nn/embedding.ts';
export * from './nn/loss.ts';
export * from './nn/moments.ts';
export * from './nn/normalization.ts';
export * from './nn/pooling.ts';
export * from './nn/softmax.ts';
export * from './random/gamma-sample.ts';
export * from './random/stateful.ts';
