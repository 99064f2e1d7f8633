/**
 * @file The public surface of `@tenon/core`.
 */

export * from './autodiff/index.ts';
export * from './dtype/index.ts';
export * from './errors/index.ts';
export { type GradientRule, gradientOf, registerGradient } from './gradients/index.ts';
export * as io from './io/index.ts';
export * as bitwise from './namespaces/bitwise.ts';
export * as image from './namespaces/image.ts';
export * as linalg from './namespaces/linalg.ts';
export * as math from './namespaces/math.ts';
export * as nn from './namespaces/nn.ts';
export * as random from './namespaces/random.ts';
export * from './ops/activation.ts';
export * from './ops/arg-reduction.ts';
export * from './ops/arithmetic.ts';
export * from './ops/attention.ts';
export * from './ops/bessel.ts';
export * from './ops/bitwise.ts';
export * from './ops/blocks.ts';
export * from './ops/cast.ts';
export * from './ops/clip.ts';
export * from './ops/comparison.ts';
export * from './ops/conv.ts';
export * from './ops/conv-transpose.ts';
export * from './ops/creation.ts';
export {
  composite,
  elementwise,
  kernelOp,
  type Op,
  type Operand,
  required,
  signature,
  view,
} from './ops/define/index.ts';
export * from './ops/diag.ts';
export * from './ops/dropout.ts';
export * from './ops/einsum.ts';
export * from './ops/embedding.ts';
export * from './ops/gather.ts';
export * from './ops/gradient-flow.ts';
export * from './ops/image-resize.ts';
export { ops } from './ops/index.ts';
export * from './ops/indexing.ts';
export * from './ops/joining.ts';
export * from './ops/layout.ts';
export * from './ops/linalg.ts';
export * from './ops/logical.ts';
export * from './ops/loss.ts';
export * from './ops/masking.ts';
export * from './ops/math.ts';
export * from './ops/matmul.ts';
export type { TensorMethods } from './ops/methods.ts';
export * from './ops/moments.ts';
export * from './ops/normalization.ts';
export * from './ops/padding.ts';
export * from './ops/partition.ts';
export * from './ops/patches.ts';
export * from './ops/pooling.ts';
export * from './ops/ranges.ts';
export * from './ops/reduction.ts';
export * from './ops/scan.ts';
export * from './ops/scatter.ts';
export * from './ops/segment.ts';
export * from './ops/selection.ts';
export * from './ops/sequences.ts';
export * from './ops/softmax.ts';
export * from './ops/sorting.ts';
export * from './ops/special.ts';
export * from './ops/transfer.ts';
export { use } from './ops/use.ts';
export {
  type DeviceDescription,
  device,
  devices,
  keep,
  memory,
  tidy,
  unregister,
} from './runtime/index.ts';
export { newaxis } from './shape/index.ts';
export { Tensor, type TensorLike, type Values } from './tensor/index.ts';
export * from './variable/index.ts';
