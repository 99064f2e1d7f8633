/**
 * @file Transposed convolutions: the linear maps that the gradients of convolutions are, as ops of their own.
 *
 * Filters have shape […spatial, output channels, channels], those of the convolution that is transposed. Since strides
 * take several lengths to one, the shape of the result must be given.
 */

import type { Shape } from '../../shape/index.ts';
import { composite, required, signature } from '../define/index.ts';
import type { ConvCall, ConvFormat } from './conv.ts';
import { convolvable } from './window/conv-general.ts';
import { convolveTransposed, transposedShape } from './window/convolution.ts';
import type { DataFormat, DataFormat1d, DataFormat2d, DataFormat3d } from './window/data-format.ts';
import type { Padding, SpatialLengths } from './window/geometry.ts';

/** The arguments of a transposed convolution after its operands. */
export interface ConvTransposeOptions<Format extends DataFormat> extends ConvFormat<Format> {
  /** The shape of the result, batch and channels included, in the order of the format. */
  readonly outputShape: Shape;
  /** The strides of the convolution that is transposed. */
  readonly strides: SpatialLengths;
  /** The padding of the convolution that is transposed; `'SAME'` by default. */
  readonly padding?: Padding;
}

/** Those arguments by name, or by position in TensorFlow's order. */
export type ConvTransposeArguments<Format extends DataFormat> =
  | readonly [options: ConvTransposeOptions<Format>]
  | readonly [
      outputShape: Shape,
      strides: SpatialLengths,
      padding?: Padding | Omit<ConvTransposeOptions<Format>, 'outputShape' | 'strides'>,
      dataFormat?: Format | ConvFormat<Format>,
      dilations?: SpatialLengths,
    ];

/** Defines the transpose of the convolution over a number of spatial axes; `null`: as many as the filters have. */
function transposeOver<const Name extends string, Format extends DataFormat>(
  name: Name,
  spatialAxes: number | null,
  dataFormat: DataFormat | null,
) {
  const spatialRank = (filters: Shape) => spatialAxes ?? filters.length - 2;
  return composite(name, {
    inputs: ['input', 'filters'],
    dtypes: convolvable,
    attrs: {
      outputShape: required<Shape>(),
      strides: required<SpatialLengths>(),
      padding: 'SAME' as Padding,
      dataFormat,
      dilations: null as SpatialLengths | null,
    },
    call: signature<ConvCall<ConvTransposeArguments<Format>>>(),
    infer: ({ input, filters }, { outputShape, ...attrs }) => ({
      dtype: input.dtype,
      shape: transposedShape(name, input.shape, filters.shape, outputShape, {
        ...attrs,
        spatialRank: spatialRank(filters.shape),
      }),
    }),
    lower: ({ input, filters }, { outputShape, ...attrs }) =>
      convolveTransposed(name, input, filters, outputShape, {
        ...attrs,
        spatialRank: spatialRank(filters.shape),
      }),
  });
}

/**
 * The transpose of `conv1d`: [batch, width, channels] with filters [width, output channels, channels] to `outputShape`.
 * @throws InvalidArgumentError if `conv1d` does not take `outputShape` to the shape of the input.
 */
export const conv1dTranspose = transposeOver<'conv1dTranspose', DataFormat1d>('conv1dTranspose', 1, 'NWC');

/**
 * The transpose of `conv2d`: [batch, height, width, channels] with filters [height, width, output channels, channels]
 * to `outputShape`. The other arguments are those of the `conv2d` that is transposed.
 * @throws InvalidArgumentError if `conv2d` does not take `outputShape` to the shape of the input.
 * @example
 * const spread = tn.conv2dTranspose(tn.reshape([1, 2], [1, 1, 2, 1]), tn.reshape([1, 10], [1, 2, 1, 1]), [1, 1, 4, 1], [1, 2]);
 * tn.squeeze(spread).arraySync(); // => [ 1, 10, 2, 20 ]
 */
export const conv2dTranspose = transposeOver<'conv2dTranspose', DataFormat2d>('conv2dTranspose', 2, 'NHWC');

/**
 * The transpose of `conv3d`, with filters [depth, height, width, output channels, channels].
 * @throws InvalidArgumentError if `conv3d` does not take `outputShape` to the shape of the input.
 */
export const conv3dTranspose = transposeOver<'conv3dTranspose', DataFormat3d>('conv3dTranspose', 3, 'NDHWC');

/**
 * The transpose of `convolution`, over as many spatial axes as the filters have beside their channels.
 * @throws InvalidArgumentError if that convolution does not take `outputShape` to the shape of the input.
 */
export const convTranspose = transposeOver<'convTranspose', DataFormat>('convTranspose', null, null);

/** Images and filters, and the arguments of `atrousConv2dTranspose`. */
export type AtrousConvTransposeArguments =
  | readonly [options: { readonly outputShape: Shape; readonly rate: number; readonly padding: Padding }]
  | readonly [outputShape: Shape, rate: number, padding: Padding];

/**
 * The transpose of `atrousConv2d`, with filters [height, width, output channels, channels].
 * @throws InvalidArgumentError if `atrousConv2d` does not take `outputShape` to the shape of the input.
 */
export const atrousConv2dTranspose = composite('atrousConv2dTranspose', {
  inputs: ['value', 'filters'],
  dtypes: convolvable,
  attrs: { outputShape: required<Shape>(), rate: required<number>(), padding: required<Padding>() },
  call: signature<ConvCall<AtrousConvTransposeArguments>>(),
  lower: ({ value, filters }, { outputShape, rate, padding }) =>
    convolveTransposed('atrousConv2dTranspose', value, filters, outputShape, {
      spatialRank: 2,
      strides: 1,
      padding,
      dataFormat: 'NHWC',
      dilations: rate,
    }),
});
