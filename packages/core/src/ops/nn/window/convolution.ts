/**
 * @file From TensorFlow's arguments to `convGeneral`: data formats, padding by word, groups by channel counts, and
 * batches of any rank.
 */

import type { ConvGeometry } from '../../../backend/index.ts';
import { InvalidArgumentError } from '../../../errors/index.ts';
import { formatShape, type Shape, sameShape, sizeOf } from '../../../shape/index.ts';
import type { Tensor } from '../../../tensor/index.ts';
import { reshape } from '../../array/layout.ts';
import { type ConvDType, convGeneral, convolvedShape, transposedByLhs } from './conv-general.ts';
import {
  channelAxis,
  fromChannelsLast,
  isChannelsFirst,
  spatialAxes,
  toChannelsLast,
} from './data-format.ts';
import {
  checkRank,
  dilatedLength,
  type Padding,
  resolvePadding,
  type SpatialLengths,
  spatialLengths,
} from './geometry.ts';

/** The arguments of a convolution after its operands, and how many spatial axes it is for. */
export interface ConvAttrs {
  readonly spatialRank: number;
  readonly strides: SpatialLengths | null;
  readonly padding: Padding;
  readonly dataFormat: string | null;
  readonly dilations: SpatialLengths | null;
}

/** A convolution resolved against its shapes. */
interface ConvPlan {
  readonly channelsFirst: boolean;
  readonly geometry: ConvGeometry;
  /** The shape of the images with channels last and one batch axis, and of the result. */
  readonly imagesShape: Shape;
  readonly resultShape: Shape;
}

/**
 * Resolves a convolution of images with filters.
 * @throws InvalidArgumentError naming `op` if an argument does not fit the shapes.
 */
function planConvolution(op: string, images: Shape, filters: Shape, attrs: ConvAttrs): ConvPlan {
  const { spatialRank } = attrs;
  const channelsFirst = isChannelsFirst(attrs.dataFormat, spatialRank, op);
  checkRank(filters, spatialRank + 2, 'filters', op);
  checkRank(images, spatialRank + 2, 'the input', op, Number.POSITIVE_INFINITY);
  const context = { op, spatialRank, channelsFirst };
  const lengths = spatialAxes(images.length, spatialRank, channelsFirst).map((axis) => images[axis]);
  const strides = spatialLengths(attrs.strides, 'strides', context);
  const rhsDilation = spatialLengths(attrs.dilations, 'dilations', context);
  const windows = rhsDilation.map((dilation, axis) => dilatedLength(filters[axis], dilation));
  const padding = resolvePadding(attrs.padding, lengths, windows, strides, context);
  const channels = images[channelAxis(images.length, spatialRank, channelsFirst)];
  const groups = groupsOf(op, channels, images, filters);
  const geometry = { strides, padding, lhsDilation: strides.map(() => 1), rhsDilation, groups };
  const imagesShape = [sizeOf(images.slice(0, images.length - spatialRank - 1)), ...lengths, channels];
  const resultShape = convolvedShape(imagesShape, filters, geometry);
  return { channelsFirst, geometry, imagesShape, resultShape };
}

/** Into how many groups the channels fall: the filters say how many channels each of them sees. */
function groupsOf(op: string, channels: number, images: Shape, filters: Shape): number {
  const [seen, outputs] = filters.slice(-2);
  const groups = seen === 0 ? Number.NaN : channels / seen;
  if (Number.isInteger(groups) && groups > 0 && outputs % groups === 0) return groups;
  throw new InvalidArgumentError(
    `${op}: filters of shape ${formatShape(filters)} see ${seen} channels and give ${outputs}; that does not fit an ` +
      `input of shape ${formatShape(images)} with ${channels} channels. Both must be the same multiple (the number ` +
      'of groups) of what one group sees and gives.',
  );
}

/** The shape of a convolution's result in the format of its input. */
export function convolutionShape(op: string, images: Shape, filters: Shape, attrs: ConvAttrs): Shape {
  const { channelsFirst, resultShape } = planConvolution(op, images, filters, attrs);
  const batch = images.slice(0, images.length - attrs.spatialRank - 1);
  const [lengths, channels] = [resultShape.slice(1, -1), resultShape.slice(-1)];
  return channelsFirst ? [...batch, ...channels, ...lengths] : [...batch, ...lengths, ...channels];
}

/** A convolution of images with filters. */
export function convolve<D extends ConvDType>(
  op: string,
  images: Tensor<D>,
  filters: Tensor<D>,
  attrs: ConvAttrs,
): Tensor<D> {
  const { spatialRank } = attrs;
  const plan = planConvolution(op, images.shape, filters.shape, attrs);
  const { channelsFirst, geometry, imagesShape, resultShape } = plan;
  const batch = images.shape.slice(0, images.rank - spatialRank - 1);
  const ordered = toChannelsLast(images, spatialRank, channelsFirst);
  if (batch.length === 1) {
    return fromChannelsLast(convGeneral(ordered, filters, geometry), spatialRank, channelsFirst);
  }
  const result = convGeneral(reshape(ordered, imagesShape), filters, geometry);
  const batched = reshape(result, [...batch, ...resultShape.slice(1)]);
  return fromChannelsLast(batched, spatialRank, channelsFirst);
}

/**
 * Checks that a convolution takes `outputShape` to `images`, as its transpose needs.
 * @returns `outputShape`.
 * @throws InvalidArgumentError naming `op` if it does not.
 */
export function transposedShape(
  op: string,
  images: Shape,
  filters: Shape,
  outputShape: Shape,
  attrs: ConvAttrs,
): Shape {
  checkRank(images, attrs.spatialRank + 2, 'the input', op);
  checkRank(outputShape, attrs.spatialRank + 2, 'outputShape', op);
  const expected = convolutionShape(op, outputShape, filters, attrs);
  if (sameShape(expected, images)) return outputShape;
  throw new InvalidArgumentError(
    `${op}: the convolution that is transposed takes outputShape ${formatShape(outputShape)} to ` +
      `${formatShape(expected)} with filters ${formatShape(filters)}, but the input has shape ${formatShape(images)}.`,
  );
}

/**
 * The transpose of the convolution that takes `outputShape` to `images`.
 * @param filters […spatial, output channels, input channels]: those of the convolution that is transposed.
 */
export function convolveTransposed<D extends ConvDType>(
  op: string,
  images: Tensor<D>,
  filters: Tensor<D>,
  outputShape: Shape,
  attrs: ConvAttrs,
): Tensor<D> {
  transposedShape(op, images.shape, filters.shape, outputShape, attrs);
  const { channelsFirst, geometry, imagesShape } = planConvolution(op, outputShape, filters.shape, attrs);
  const upstream = toChannelsLast(images, attrs.spatialRank, channelsFirst);
  const result = transposedByLhs(upstream, filters, imagesShape, geometry);
  return fromChannelsLast(result, attrs.spatialRank, channelsFirst);
}
