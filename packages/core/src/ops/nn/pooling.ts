/**
 * @file Pooling: the maximum or the mean of windows that move over the spatial axes.
 *
 * The windows are a view of the input, so pooling is a reduction over axes that are not really there.
 */

import {
  type FloatingDType,
  floating,
  type IndexDType,
  type NumericDType,
  numeric,
} from '../../dtype/index.ts';
import { InvalidArgumentError } from '../../errors/index.ts';
import type { Shape } from '../../shape/index.ts';
import type { Tensor, TensorLike, Values } from '../../tensor/index.ts';
import { composite, type Operand, required, signature } from '../define/index.ts';
import type { DataFormat, DataFormat1d, DataFormat2d, DataFormat3d } from './window/data-format.ts';
import type { Padding, SpatialLengths } from './window/geometry.ts';
import { maximumPosition } from './window/maximum-position.ts';
import { type PoolAttrs, type PoolPlan, planPooling } from './window/pooling-plan.ts';
import { windowMax } from './window/window-max.ts';
import { windowMean } from './window/window-mean.ts';

/** The arguments of pooling after its operand. */
export interface PoolOptions<Format extends DataFormat> {
  /** How many elements a window has along each axis. */
  readonly ksize: SpatialLengths;
  /** How far it moves at each step. */
  readonly strides: SpatialLengths;
  readonly padding: Padding;
  readonly dataFormat?: Format | null;
}

/** Those arguments by name, or by position in TensorFlow's order. */
export type PoolArguments<Format extends DataFormat> =
  | readonly [options: PoolOptions<Format>]
  | readonly [
      ksize: SpatialLengths,
      strides: SpatialLengths,
      padding: Padding,
      dataFormat?: Format | null | { readonly dataFormat?: Format | null },
    ];

/** Images of one dtype; the result has it too. */
export interface PoolCall<Allowed extends NumericDType, Rest extends readonly unknown[]> {
  (input: Values, ...rest: Rest): Tensor<'float32' & Allowed>;
  <D extends Allowed>(input: TensorLike<D>, ...rest: Rest): Tensor<D>;
}

const poolAttrs = (dataFormat: DataFormat | null) => ({
  ksize: required<SpatialLengths>(),
  strides: required<SpatialLengths>(),
  padding: required<Padding>(),
  dataFormat,
});

/** Defines max pooling over a number of spatial axes; `null`: all axes but batch and channels. */
function maxPoolOver<const Name extends string, Format extends DataFormat>(
  name: Name,
  spatialRank: number | null,
  dataFormat: DataFormat | null,
) {
  return composite(name, {
    inputs: ['input'],
    dtypes: numeric,
    attrs: poolAttrs(dataFormat),
    call: signature<PoolCall<NumericDType, PoolArguments<Format>>>(),
    infer: ({ input }, attrs) => ({
      dtype: input.dtype,
      shape: planPooling(name, input.shape, attrs, spatialRank).outputShape,
    }),
    lower: ({ input }, attrs) => windowMax(input, planPooling(name, input.shape, attrs, spatialRank)),
  });
}

/** Defines average pooling, likewise. */
function avgPoolOver<const Name extends string, Format extends DataFormat>(
  name: Name,
  spatialRank: number | null,
  dataFormat: DataFormat | null,
) {
  return composite(name, {
    inputs: ['input'],
    dtypes: floating,
    attrs: poolAttrs(dataFormat),
    call: signature<PoolCall<FloatingDType, PoolArguments<Format>>>(),
    infer: ({ input }, attrs) => ({
      dtype: input.dtype,
      shape: planByWord(name, input.shape, attrs, spatialRank).outputShape,
    }),
    lower: ({ input }, attrs) => windowMean(input, planByWord(name, input.shape, attrs, spatialRank)),
  });
}

/** As `planPooling`, for ops that TensorFlow defines without explicit padding. */
function planByWord(op: string, shape: Shape, attrs: PoolAttrs, spatialRank: number | null): PoolPlan {
  if (typeof attrs.padding === 'string') return planPooling(op, shape, attrs, spatialRank);
  throw new InvalidArgumentError(
    `${op}: padding must be 'SAME' or 'VALID', got ${JSON.stringify(attrs.padding)}. Use tn.pad, and then 'VALID'.`,
  );
}

/**
 * The maximum of each window of images, [batch, height, width, channels], or [batch, channels, height, width] in the
 * format `NCHW`. Padding does not count. The gradient goes to the first element of a window that is its maximum.
 * @param ksize The lengths of the windows: one number, one per spatial axis, or one per axis of the format.
 * @param strides How far they move, likewise.
 * @param padding `'SAME'`, `'VALID'`, or pairs, each less than the window.
 * @throws InvalidArgumentError if the rank does not fit the format, or an argument is malformed.
 * @example
 * const image = tn.reshape([1, 2, 5, 6, 3, 4, 7, 8], [1, 2, 4, 1]);
 * tn.squeeze(tn.maxPool2d(image, 2, 2, 'VALID')).arraySync(); // => [ 4, 8 ]
 */
export const maxPool2d = maxPoolOver<'maxPool2d', DataFormat2d>('maxPool2d', 2, 'NHWC');

/**
 * The maximum of each window of sequences, [batch, width, channels], or [batch, channels, width] in the format `NCW`.
 * See `maxPool2d`.
 * @throws InvalidArgumentError if the rank does not fit the format, or an argument is malformed.
 */
export const maxPool1d = maxPoolOver<'maxPool1d', DataFormat1d>('maxPool1d', 1, 'NWC');

/**
 * The maximum of each window of volumes, [batch, depth, height, width, channels], or with the channels second in the
 * format `NCDHW`. See `maxPool2d`.
 * @throws InvalidArgumentError if the rank does not fit the format, or an argument is malformed.
 */
export const maxPool3d = maxPoolOver<'maxPool3d', DataFormat3d>('maxPool3d', 3, 'NDHWC');

/**
 * The maximum of each window over all axes but batch and channels: one, two or three. See `maxPool2d`.
 * @throws InvalidArgumentError if the rank does not fit the format, or an argument is malformed.
 */
export const maxPool = maxPoolOver<'maxPool', DataFormat>('maxPool', null, null);

/**
 * The mean of each window of images, [batch, height, width, channels], or [batch, channels, height, width] in the
 * format `NCHW`. With `'SAME'` the mean is over those cells of a window that are elements of the image.
 * @param ksize The lengths of the windows: one number, one per spatial axis, or one per axis of the format.
 * @param strides How far they move, likewise.
 * @param padding `'SAME'` or `'VALID'`.
 * @throws InvalidArgumentError if the rank does not fit the format, or an argument is malformed.
 * @example
 * const image = tn.reshape([1, 2, 3, 4, 5, 6], [1, 2, 3, 1]);
 * tn.squeeze(tn.avgPool2d(image, 2, 2, 'SAME')).arraySync(); // => [ 3, 4.5 ]
 */
export const avgPool2d = avgPoolOver<'avgPool2d', DataFormat2d>('avgPool2d', 2, 'NHWC');

/**
 * The mean of each window of sequences, [batch, width, channels], or [batch, channels, width] in the format `NCW`.
 * See `avgPool2d`.
 * @throws InvalidArgumentError if the rank does not fit the format, or an argument is malformed.
 */
export const avgPool1d = avgPoolOver<'avgPool1d', DataFormat1d>('avgPool1d', 1, 'NWC');

/**
 * The mean of each window of volumes, [batch, depth, height, width, channels], or with the channels second in the format
 * `NCDHW`. See `avgPool2d`.
 * @throws InvalidArgumentError if the rank does not fit the format, or an argument is malformed.
 */
export const avgPool3d = avgPoolOver<'avgPool3d', DataFormat3d>('avgPool3d', 3, 'NDHWC');

/**
 * The mean of each window over all axes but batch and channels: one, two or three. See `avgPool2d`.
 * @throws InvalidArgumentError if the rank does not fit the format, or an argument is malformed.
 */
export const avgPool = avgPoolOver<'avgPool', DataFormat>('avgPool', null, null);

/** The arguments of `pool` after its operand and the windows. */
export interface GeneralPoolOptions {
  /** How far the windows move; 1 by default. */
  readonly strides?: SpatialLengths | null;
  /** `'VALID'` by default. */
  readonly padding?: 'SAME' | 'VALID';
  readonly dataFormat?: DataFormat | null;
  /** How far apart the elements of a window lie; 1, side by side, by default. */
  readonly dilations?: SpatialLengths | null;
}

/** The arguments of `pool`: `windowShape` has one length per spatial axis. */
export type GeneralPoolArguments =
  | readonly [
      options: GeneralPoolOptions & {
        readonly windowShape: readonly number[];
        readonly poolingType: 'AVG' | 'MAX';
      },
    ]
  | readonly [windowShape: readonly number[], poolingType: 'AVG' | 'MAX', options?: GeneralPoolOptions]
  | readonly [
      windowShape: readonly number[],
      poolingType: 'AVG' | 'MAX',
      strides: SpatialLengths | null,
      padding?: 'SAME' | 'VALID',
      dataFormat?: DataFormat | null,
      dilations?: SpatialLengths | null,
    ];

/**
 * The maximum or the mean of windows over as many spatial axes as `windowShape` has lengths, which may have holes.
 * See `maxPool2d` and `avgPool2d`.
 * @throws InvalidArgumentError if the rank does not fit the windows, or an argument is malformed.
 * @example
 * const x = tn.reshape([1, 5, 2, 4, 3], [1, 5, 1]);
 * tn.squeeze(tn.pool(x, [2], 'MAX', { dilations: 2 })).arraySync(); // => [ 2, 5, 3 ]
 */
export const pool = composite('pool', {
  inputs: ['input'],
  dtypes: floating,
  attrs: {
    windowShape: required<readonly number[]>(),
    poolingType: required<'AVG' | 'MAX'>(),
    strides: null as SpatialLengths | null,
    padding: 'VALID' as 'SAME' | 'VALID',
    dataFormat: null as DataFormat | null,
    dilations: null as SpatialLengths | null,
  },
  call: signature<PoolCall<FloatingDType, GeneralPoolArguments>>(),
  lower: ({ input }, { windowShape, poolingType, ...attrs }) => {
    const plan = planByWord('pool', input.shape, { ksize: windowShape, ...attrs }, windowShape.length);
    if (poolingType === 'MAX') return windowMax(input, plan);
    if (poolingType === 'AVG') return windowMean(input, plan);
    throw new InvalidArgumentError(`pool: poolingType must be 'AVG' or 'MAX', got '${poolingType}'.`);
  },
});

/** The arguments of `maxPoolWithArgmax` after its operand. */
export interface MaxPoolWithArgmaxOptions<T extends IndexDType> {
  readonly ksize: SpatialLengths;
  readonly strides: SpatialLengths;
  readonly padding: 'SAME' | 'VALID';
  readonly dataFormat?: 'NHWC';
  /** The dtype of the positions; int64 by default. */
  readonly outputDtype?: T;
  /** Whether positions count from the first image of the batch, not from the first element of each. */
  readonly includeBatchInIndex?: boolean;
}

/** Those arguments by name, or by position in TensorFlow's order. */
type MaxPoolWithArgmaxArguments<T extends IndexDType> =
  | readonly [options: MaxPoolWithArgmaxOptions<T>]
  | readonly [
      ksize: SpatialLengths,
      strides: SpatialLengths,
      padding: 'SAME' | 'VALID',
      options?: Partial<MaxPoolWithArgmaxOptions<T>>,
    ]
  | readonly [
      ksize: SpatialLengths,
      strides: SpatialLengths,
      padding: 'SAME' | 'VALID',
      dataFormat: 'NHWC',
      outputDtype?: T,
      includeBatchInIndex?: boolean,
    ];

export type MaxPoolWithArgmaxCall = <D extends NumericDType, T extends IndexDType = 'int64'>(
  input: Operand<D>,
  ...rest: MaxPoolWithArgmaxArguments<T>
) => { readonly output: Tensor<D>; readonly argmax: Tensor<T> };

/**
 * The maximum of each window of images [batch, height, width, channels], and where it is: at [b, y, x, c] of an image
 * the position is (y · width + x) · channels + c, or counted through the whole batch. The first of equals wins.
 * @returns `output` and `argmax`, of one shape.
 * @throws InvalidArgumentError if the rank is not 4, or an argument is malformed.
 * @example
 * const image = tn.reshape([1, 2, 5, 6, 3, 4, 7, 8], [1, 2, 4, 1]);
 * const { argmax } = tn.maxPoolWithArgmax(image, 2, 2, 'VALID');
 * tn.squeeze(argmax).arraySync(); // => [ 5n, 7n ]
 */
export const maxPoolWithArgmax = composite('maxPoolWithArgmax', {
  inputs: ['input'],
  dtypes: numeric,
  attrs: {
    ksize: required<SpatialLengths>(),
    strides: required<SpatialLengths>(),
    padding: required<'SAME' | 'VALID'>(),
    dataFormat: 'NHWC' as string,
    outputDtype: 'int64' as IndexDType,
    includeBatchInIndex: false,
  },
  outputs: ['output', 'argmax'],
  call: signature<MaxPoolWithArgmaxCall>(),
  lower: ({ input }, { outputDtype, includeBatchInIndex, ...attrs }) => {
    if (attrs.dataFormat !== 'NHWC') {
      throw new InvalidArgumentError(
        `maxPoolWithArgmax: takes images in the format 'NHWC' only, got '${attrs.dataFormat}'.`,
      );
    }
    const plan = planByWord('maxPoolWithArgmax', input.shape, attrs, 2);
    return {
      output: windowMax(input, plan),
      argmax: maximumPosition(input, plan, outputDtype, includeBatchInIndex),
    };
  },
});
