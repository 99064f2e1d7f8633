/**
 * @file The public surface of `@tenon/core`.
 */

export * from './autodiff/index.ts';
export {
  allDTypes,
  anyDType,
  boolean,
  type DType,
  type DTypeClass,
  type FloatingDType,
  finfo,
  floating,
  type IntegerDType,
  iinfo,
  indexTypes,
  integers,
  isDType,
  isFloating,
  isInteger,
  type NumericDType,
  numeric,
  type ValueArrayOf,
  type ValueOf,
} from './dtype/index.ts';
export * from './errors/index.ts';
export { type GradientRule, gradientOf, registerGradient } from './gradients/index.ts';
export * as io from './io/index.ts';
export { print } from './io/print.ts';
export * as bitwise from './namespaces/bitwise.ts';
export * as image from './namespaces/image.ts';
export * as linalg from './namespaces/linalg.ts';
export * as math from './namespaces/math.ts';
export * as nn from './namespaces/nn.ts';
export * as random from './namespaces/random.ts';
export * from './ops/array/blocks.ts';
export * from './ops/array/cast.ts';
export * from './ops/array/creation.ts';
export * from './ops/array/gather.ts';
export * from './ops/array/gradient-flow.ts';
export * from './ops/array/indexing.ts';
export * from './ops/array/joining.ts';
export * from './ops/array/layout.ts';
export * from './ops/array/masking.ts';
export * from './ops/array/padding.ts';
export * from './ops/array/partition.ts';
export * from './ops/array/ranges.ts';
export * from './ops/array/scatter.ts';
export * from './ops/array/selection.ts';
export * from './ops/array/sequences.ts';
export * from './ops/array/transfer.ts';
export {
  composite,
  elementwise,
  kernelOp,
  type Op,
  type Operand,
  required,
  routineOp,
  signature,
  view,
} from './ops/define/index.ts';
export * from './ops/image/patches.ts';
export * from './ops/image/resize.ts';
export * as ops from './ops/index.ts';
export * from './ops/linalg/determinant.ts';
export * from './ops/linalg/diag.ts';
export * from './ops/linalg/einsum.ts';
export * from './ops/linalg/factorization.ts';
export * from './ops/linalg/least-squares.ts';
export * from './ops/linalg/matmul.ts';
export * from './ops/linalg/matrix.ts';
export * from './ops/linalg/solving.ts';
export * from './ops/math/arg-reduction.ts';
export * from './ops/math/arithmetic.ts';
export * from './ops/math/bessel.ts';
export * from './ops/math/bitwise.ts';
export * from './ops/math/clip.ts';
export * from './ops/math/comparison.ts';
export * from './ops/math/elementary.ts';
export * from './ops/math/logical.ts';
export * from './ops/math/reduction.ts';
export * from './ops/math/scan.ts';
export * from './ops/math/segment.ts';
export * from './ops/math/sorting.ts';
export * from './ops/math/special.ts';
export type { TensorMethods } from './ops/methods.ts';
export * from './ops/nn/activation.ts';
export * from './ops/nn/attention.ts';
export * from './ops/nn/conv.ts';
export * from './ops/nn/conv-transpose.ts';
export * from './ops/nn/dropout.ts';
export * from './ops/nn/embedding.ts';
export * from './ops/nn/loss.ts';
export * from './ops/nn/moments.ts';
export * from './ops/nn/normalization.ts';
export * from './ops/nn/pooling.ts';
export * from './ops/nn/softmax.ts';
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
