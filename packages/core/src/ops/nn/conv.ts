/**
 * @file Convolutions of sequences, images and volumes, as neural networks call them (cross-correlations).
 *
 * Images have shape [batch, …spatial, channels], or [batch, channels, …spatial] in the formats that begin with `NC`;
 * filters […spatial, channels, output channels]. Filters that see a part of the channels divide them into groups.
 * A result is one call of one kernel, whatever the op: see `window/conv-general.ts`.
 */

import type { Shape } from '../../shape/index.ts';
import type { Tensor, TensorLike, Values } from '../../tensor/index.ts';
import { reshape } from '../array/layout.ts';
import { composite, type Operand, required, signature } from '../define/index.ts';
import { type ConvDType, convolvable } from './window/conv-general.ts';
import { type ConvAttrs, convolutionShape, convolve } from './window/convolution.ts';
import type { DataFormat, DataFormat1d, DataFormat2d, DataFormat3d } from './window/data-format.ts';
import { checkRank, type Padding, type SpatialLengths } from './window/geometry.ts';

export type { DataFormat, DataFormat1d, DataFormat2d, DataFormat3d } from './window/data-format.ts';
export type { Padding, PadPair, SpatialLengths } from './window/geometry.ts';

/** Where the channels are, and how far apart the taps of a filter lie (1, side by side, by default). */
export interface ConvFormat<Format extends DataFormat> {
  readonly dataFormat?: Format;
  readonly dilations?: SpatialLengths;
}

/** The arguments of a convolution after its operands. */
export interface ConvOptions<Format extends DataFormat> extends ConvFormat<Format> {
  /** How far the window moves at each step. */
  readonly strides: SpatialLengths;
  readonly padding: Padding;
}

/** Those arguments by name, or by position in TensorFlow's order. */
export type ConvArguments<Format extends DataFormat> =
  | readonly [options: ConvOptions<Format>]
  | readonly [strides: SpatialLengths, padding: Padding, format?: ConvFormat<Format>]
  | readonly [strides: SpatialLengths, padding: Padding, dataFormat: Format, dilations?: SpatialLengths];

/** Images and filters of one dtype; the result has it too. */
export interface ConvCall<Rest extends readonly unknown[]> {
  (input: Values, filters: Values, ...rest: Rest): Tensor<'float32'>;
  <D extends ConvDType>(input: Values, filters: TensorLike<D>, ...rest: Rest): Tensor<D>;
  <D extends ConvDType>(input: TensorLike<D>, filters: Operand<NoInfer<D>>, ...rest: Rest): Tensor<D>;
}

/** Defines a convolution over a number of spatial axes. */
function convolutionOver<const Name extends string, Format extends DataFormat>(
  name: Name,
  spatialRank: number,
  dataFormat: DataFormat,
) {
  return composite(name, {
    inputs: ['input', 'filters'],
    dtypes: convolvable,
    attrs: {
      strides: required<SpatialLengths>(),
      padding: required<Padding>(),
      dataFormat,
      dilations: null as SpatialLengths | null,
    },
    call: signature<ConvCall<ConvArguments<Format>>>(),
    infer: ({ input, filters }, attrs) => ({
      dtype: input.dtype,
      shape: convolutionShape(name, input.shape, filters.shape, { ...attrs, spatialRank }),
    }),
    lower: ({ input, filters }, attrs) => convolve(name, input, filters, { ...attrs, spatialRank }),
  });
}

/**
 * A convolution of images: [batch, height, width, channels] with filters [height, width, channels, output channels].
 * In the format `NCHW` the channels stand before height and width. There may be more batch axes than one. The
 * filters' channels may be a part of the input's, which are then divided into that many groups, side by side, each
 * convolved with its share of the output channels.
 * @param strides How far the window moves: one number, one per spatial axis, or one per axis of the format.
 * @param padding `'SAME'`, `'VALID'`, or pairs of zeros before and after, per spatial axis or per axis of the format.
 * @param dilations How far apart the taps of the filters lie, like `strides`.
 * @throws InvalidArgumentError if ranks or channels do not fit together, or an argument is malformed.
 * @example
 * const image = tn.reshape([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 3, 3, 1]);
 * const sum = tn.reshape([1, 1, 1, 1], [2, 2, 1, 1]);
 * tn.squeeze(tn.conv2d(image, sum, 1, 'VALID')).arraySync(); // => [ [ 12, 16 ], [ 24, 28 ] ]
 */
export const conv2d = convolutionOver<'conv2d', DataFormat2d>('conv2d', 2, 'NHWC');

/**
 * A convolution of volumes: [batch, depth, height, width, channels] with filters [depth, height, width, channels,
 * output channels]; in the format `NCDHW` the channels stand before the depth. Otherwise as `conv2d`.
 * @throws InvalidArgumentError if ranks or channels do not fit together, or an argument is malformed.
 */
export const conv3d = convolutionOver<'conv3d', DataFormat3d>('conv3d', 3, 'NDHWC');

/** The arguments of `conv1d` after its operands: TensorFlow says `stride` here. */
export type Conv1dArguments =
  | readonly [
      options: ConvFormat<DataFormat1d> & { readonly stride: SpatialLengths; readonly padding: Padding },
    ]
  | readonly [stride: SpatialLengths, padding: Padding, format?: ConvFormat<DataFormat1d>]
  | readonly [stride: SpatialLengths, padding: Padding, dataFormat: DataFormat1d, dilations?: SpatialLengths];

/**
 * A convolution of sequences: [batch, width, channels] with filters [width, channels, output channels]; in the format
 * `NCW` the channels stand before the width. Otherwise as `conv2d`.
 * @throws InvalidArgumentError if ranks or channels do not fit together, or an argument is malformed.
 * @example
 * const x = tn.reshape([1, 2, 3, 4], [1, 4, 1]);
 * const difference = tn.reshape([-1, 1], [2, 1, 1]);
 * tn.squeeze(tn.conv1d(x, difference, 1, 'VALID')).arraySync(); // => [ 1, 1, 1 ]
 */
export const conv1d = composite('conv1d', {
  inputs: ['input', 'filters'],
  dtypes: convolvable,
  attrs: {
    stride: required<SpatialLengths>(),
    padding: required<Padding>(),
    dataFormat: 'NWC' as DataFormat1d,
    dilations: null as SpatialLengths | null,
  },
  call: signature<ConvCall<Conv1dArguments>>(),
  infer: ({ input, filters }, attrs) => ({
    dtype: input.dtype,
    shape: convolutionShape('conv1d', input.shape, filters.shape, conv1dAttrs(attrs)),
  }),
  lower: ({ input, filters }, attrs) => convolve('conv1d', input, filters, conv1dAttrs(attrs)),
});

const conv1dAttrs = ({
  stride,
  ...attrs
}: Omit<ConvAttrs, 'strides' | 'spatialRank'> & { readonly stride: SpatialLengths }) => ({
  ...attrs,
  strides: stride,
  spatialRank: 1,
});

/** The arguments of `convolution` after its operands, none of which must be given. */
export type ConvolutionArguments =
  | readonly [options?: Partial<ConvOptions<DataFormat>>]
  | readonly [strides: SpatialLengths, padding?: Padding, format?: ConvFormat<DataFormat>]
  | readonly [strides: SpatialLengths, padding: Padding, dataFormat: DataFormat, dilations?: SpatialLengths];

/**
 * A convolution over one, two or three spatial axes: as many as the filters have beside their channels. Strides and
 * dilations are 1 and the padding `'VALID'` if not given. See `conv2d`.
 * @throws InvalidArgumentError if ranks or channels do not fit together, or an argument is malformed.
 */
export const convolution = composite('convolution', {
  inputs: ['input', 'filters'],
  dtypes: convolvable,
  attrs: {
    strides: null as SpatialLengths | null,
    padding: 'VALID' as Padding,
    dataFormat: null as DataFormat | null,
    dilations: null as SpatialLengths | null,
  },
  call: signature<ConvCall<ConvolutionArguments>>(),
  infer: ({ input, filters }, attrs) => {
    const spatialRank = filters.shape.length - 2;
    return {
      dtype: input.dtype,
      shape: convolutionShape('convolution', input.shape, filters.shape, { ...attrs, spatialRank }),
    };
  },
  lower: ({ input, filters }, attrs) =>
    convolve('convolution', input, filters, { ...attrs, spatialRank: filters.rank - 2 }),
});

/**
 * A convolution of each channel by itself: [batch, height, width, channels] with a filter [height, width, channels,
 * multiplier]. Channel c gives the output channels c · multiplier … c · multiplier + multiplier − 1.
 * @throws InvalidArgumentError if ranks or channels do not fit together, or an argument is malformed.
 * @example
 * const image = tn.reshape([1, 2, 3, 4], [1, 2, 1, 2]);
 * tn.squeeze(tn.depthwiseConv2d(image, tn.reshape([10, 1], [1, 1, 2, 1]), 1, 'VALID')).arraySync(); // => [ [ 10, 2 ], [ 30, 4 ] ]
 */
export const depthwiseConv2d = composite('depthwiseConv2d', {
  inputs: ['input', 'filter'],
  dtypes: convolvable,
  attrs: {
    strides: required<SpatialLengths>(),
    padding: required<Padding>(),
    dataFormat: null as DataFormat2d | null,
    dilations: null as SpatialLengths | null,
  },
  call: signature<ConvCall<ConvArguments<DataFormat2d>>>(),
  infer: ({ input, filter }, attrs) => {
    const grouped = groupedFilterShape('depthwiseConv2d', filter.shape);
    return {
      dtype: input.dtype,
      shape: convolutionShape('depthwiseConv2d', input.shape, grouped, { ...attrs, spatialRank: 2 }),
    };
  },
  lower: ({ input, filter }, attrs) => {
    const grouped = reshape(filter, groupedFilterShape('depthwiseConv2d', filter.shape));
    return convolve('depthwiseConv2d', input, grouped, { ...attrs, spatialRank: 2 });
  },
});

/** The shape of a depthwise filter as one that sees a single channel: a group per channel. */
function groupedFilterShape(op: string, filter: Shape): Shape {
  checkRank(filter, 4, 'the filter', op);
  const [height, width, channels, multiplier] = filter;
  return [height, width, 1, channels * multiplier];
}

/** Images, and the filters of both steps. */
export interface SeparableConvCall {
  <D extends ConvDType>(
    input: TensorLike<D>,
    depthwiseFilter: Operand<NoInfer<D>>,
    pointwiseFilter: Operand<NoInfer<D>>,
    ...rest: ConvArguments<DataFormat2d>
  ): Tensor<D>;
  <D extends ConvDType>(
    input: Values,
    depthwiseFilter: Operand<D>,
    pointwiseFilter: Operand<D>,
    ...rest: ConvArguments<DataFormat2d>
  ): Tensor<D>;
}

/**
 * A depthwise convolution, then one that mixes the channels at each place: `depthwiseFilter` is [height, width,
 * channels, multiplier], `pointwiseFilter` [1, 1, channels · multiplier, output channels].
 * @throws InvalidArgumentError if ranks or channels do not fit together, or an argument is malformed.
 */
export const separableConv2d = composite('separableConv2d', {
  inputs: ['input', 'depthwiseFilter', 'pointwiseFilter'],
  dtypes: convolvable,
  attrs: {
    strides: required<SpatialLengths>(),
    padding: required<Padding>(),
    dataFormat: null as DataFormat2d | null,
    dilations: null as SpatialLengths | null,
  },
  call: signature<SeparableConvCall>(),
  lower: ({ input, depthwiseFilter, pointwiseFilter }, attrs) => {
    const grouped = reshape(depthwiseFilter, groupedFilterShape('separableConv2d', depthwiseFilter.shape));
    const depthwise = convolve('separableConv2d', input, grouped, { ...attrs, spatialRank: 2 });
    return convolve('separableConv2d', depthwise, pointwiseFilter, {
      spatialRank: 2,
      strides: 1,
      padding: 'VALID',
      dataFormat: attrs.dataFormat,
      dilations: 1,
    });
  },
});

/** Images and filters, how far apart the taps lie, and the padding. */
export interface AtrousConvCall {
  <D extends ConvDType>(
    value: TensorLike<D>,
    filters: Operand<NoInfer<D>>,
    rate: number | { readonly rate: number; readonly padding: Padding },
    padding?: Padding,
  ): Tensor<D>;
  <D extends ConvDType>(
    value: Values,
    filters: Operand<D>,
    rate: number | { readonly rate: number; readonly padding: Padding },
    padding?: Padding,
  ): Tensor<D>;
}

/**
 * `conv2d` with `rate` as its dilation and strides of 1.
 * @throws InvalidArgumentError if ranks or channels do not fit together, or an argument is malformed.
 */
export const atrousConv2d = composite('atrousConv2d', {
  inputs: ['value', 'filters'],
  dtypes: convolvable,
  attrs: { rate: required<number>(), padding: required<Padding>() },
  call: signature<AtrousConvCall>(),
  lower: ({ value, filters }, { rate, padding }) =>
    convolve('atrousConv2d', value, filters, {
      spatialRank: 2,
      strides: 1,
      padding,
      dataFormat: 'NHWC',
      dilations: rate,
    }),
});
