/**
 * @file `convGeneral`, the one convolution that all others are: forward, transposed, depthwise, and the gradients of
 * each, to any order.
 *
 * That works because strides and holes are dual. The gradient by the left operand is again a convolution, of the
 * upstream with the window mirrored, in which strides and holes of the left operand change places; the gradient by the
 * window is one in which strides and holes of the window do. Padding follows from the lengths, and may come out
 * negative (Dumoulin & Visin, A guide to convolution arithmetic, 2016; XLA's `conv_general_dilated`).
 */

import type { ConvGeometry } from '../../../backend/index.ts';
import { type DTypeClass, type FloatingDType, floating } from '../../../dtype/index.ts';
import { InvalidArgumentError } from '../../../errors/index.ts';
import { formatShape, type Shape } from '../../../shape/index.ts';
import type { Tensor } from '../../../tensor/index.ts';
import { reshape, reverse, transpose } from '../../array/layout.ts';
import { kernelOp, required, signature } from '../../define/index.ts';
import { dilatedLength, type PadPair, windowCount } from './geometry.ts';

/** The dtypes that convolutions take: TensorFlow's. */
export type ConvDType = FloatingDType | 'int32';
export const convolvable: DTypeClass<ConvDType> = {
  label: 'floating or int32',
  members: [...floating.members, 'int32'],
};

/**
 * The general convolution (a cross-correlation): `lhs` [batch, …spatial, features], `rhs` […spatial, features / groups,
 * output features], result [batch, …spatial, output features]. Negative padding crops.
 */
export const convGeneral = kernelOp('convGeneral', {
  inputs: ['lhs', 'rhs'],
  dtypes: convolvable,
  attrs: {
    strides: required<readonly number[]>(),
    padding: required<readonly PadPair[]>(),
    lhsDilation: required<readonly number[]>(),
    rhsDilation: required<readonly number[]>(),
    groups: 1,
  },
  call: signature<
    <D extends ConvDType>(lhs: Tensor<D>, rhs: Tensor<D>, geometry: ConvGeometry) => Tensor<D>
  >(),
  kernel: 'conv',
  infer: ({ lhs, rhs }, geometry) => ({
    dtype: lhs.dtype,
    shape: convolvedShape(lhs.shape, rhs.shape, geometry),
  }),
  run: (kernels, { lhs, rhs }, [output], geometry) => kernels.conv(lhs, rhs, output, geometry),
});

/** The shape of a convolution's result. */
export function convolvedShape(lhs: Shape, rhs: Shape, geometry: ConvGeometry): Shape {
  const { strides, padding, lhsDilation, rhsDilation, groups } = geometry;
  const rank = strides.length + 2;
  const [features, windowFeatures, outputFeatures] = [lhs[rank - 1], rhs[rank - 2], rhs[rank - 1]];
  if (windowFeatures * groups !== features || outputFeatures % groups !== 0) {
    throw new InvalidArgumentError(
      `convGeneral: ${groups} groups of ${windowFeatures} features, and ${outputFeatures} output features, do not ` +
        `fit shapes ${formatShape(lhs)} and ${formatShape(rhs)}.`,
    );
  }
  const lengths = strides.map((stride, axis) => {
    const [before, after] = padding[axis];
    const length = dilatedLength(lhs[axis + 1], lhsDilation[axis]) + before + after;
    return windowCount(length, dilatedLength(rhs[axis], rhsDilation[axis]), stride);
  });
  return [lhs[0], ...lengths, outputFeatures];
}

/**
 * The transpose of a convolution by its left operand: what maps upstream gradients of the result to gradients of `lhs`.
 * @param lhsShape The shape of the convolution's left operand, and of the result here.
 */
export function transposedByLhs<D extends ConvDType>(
  upstream: Tensor<D>,
  rhs: Tensor<D>,
  lhsShape: Shape,
  { strides, padding, lhsDilation, rhsDilation, groups }: ConvGeometry,
): Tensor<D> {
  const mirrored = reverse(
    rhs,
    strides.map((_, axis) => axis),
  );
  const transposedPadding = strides.map((stride, axis): PadPair => {
    const reach = dilatedLength(rhs.shape[axis], rhsDilation[axis]) - 1;
    const before = reach - padding[axis][0];
    const lhsLength = dilatedLength(lhsShape[axis + 1], lhsDilation[axis]);
    return [before, lhsLength + reach - dilatedLength(upstream.shape[axis + 1], stride) - before];
  });
  return convGeneral(upstream, exchangeFeatures(mirrored, groups), {
    strides: lhsDilation,
    padding: transposedPadding,
    lhsDilation: strides,
    rhsDilation,
    groups,
  });
}

/** Exchanges input and output features of a window, within each group: […, f, g·o] → […, o, g·f]. */
function exchangeFeatures<D extends ConvDType>(rhs: Tensor<D>, groups: number): Tensor<D> {
  const rank = rhs.rank;
  const spatial = rhs.shape.slice(0, rank - 2);
  const axes = spatial.map((_, axis) => axis);
  const [features, outputFeatures] = rhs.shape.slice(rank - 2);
  const grouped = reshape(rhs, [...spatial, features, groups, outputFeatures / groups]);
  const exchanged = transpose(grouped, [...axes, rank, rank - 1, rank - 2]);
  return reshape(exchanged, [...spatial, outputFeatures / groups, groups * features]);
}

/**
 * The transpose of a convolution by its window: what maps upstream gradients of the result to gradients of `rhs`.
 *
 * The batch is what is summed over, so it takes the place of the features, and the features that of the batch. Groups
 * stay groups: each sees its own features of `lhs`, with the batch for every one of them side by side.
 * @param rhsShape The shape of the convolution's window, and of the result here.
 */
export function transposedByRhs<D extends ConvDType>(
  lhs: Tensor<D>,
  upstream: Tensor<D>,
  rhsShape: Shape,
  { strides, padding, lhsDilation, rhsDilation, groups }: ConvGeometry,
): Tensor<D> {
  const rank = lhs.rank;
  const [batch, features] = [lhs.shape[0], lhs.shape[rank - 1]];
  const spatial = lhs.shape.slice(1, -1);
  const axes = spatial.map((_, axis) => axis + 1);
  const grouped = reshape(lhs, [batch, ...spatial, groups, features / groups]);
  const images = reshape(transpose(grouped, [rank, ...axes, rank - 1, 0]), [
    features / groups,
    ...spatial,
    groups * batch,
  ]);
  const transposedPadding = strides.map((stride, axis): PadPair => {
    const before = padding[axis][0];
    const covered =
      dilatedLength(upstream.shape[axis + 1], stride) + dilatedLength(rhsShape[axis], rhsDilation[axis]) - 1;
    return [before, covered - dilatedLength(spatial[axis], lhsDilation[axis]) - before];
  });
  const window = transpose(upstream, [...axes, 0, rank - 1]);
  const gradient = convGeneral(images, window, {
    strides: rhsDilation,
    padding: transposedPadding,
    lhsDilation,
    rhsDilation: strides,
    groups,
  });
  return transpose(gradient, [...axes, 0, rank - 1]);
}
