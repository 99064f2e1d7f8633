/**
 * @file Patches of images as rows of features.
 */

import { type NumericDType, numeric } from '../../dtype/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { reshape, transpose } from '../array/layout.ts';
import { composite, type Operand, required, signature } from '../define/index.ts';
import type { SpatialLengths } from '../nn/window/geometry.ts';
import { padded, planPooling } from '../nn/window/pooling-plan.ts';
import { slidingWindow } from '../nn/window/sliding-window.ts';

/** The arguments of `extractPatches` after its operand. */
export interface PatchOptions {
  /** The height and width of a patch. */
  readonly sizes: SpatialLengths;
  /** How far patches are apart. */
  readonly strides: SpatialLengths;
  /** How far apart the pixels of a patch are. */
  readonly rates: SpatialLengths;
  readonly padding: 'SAME' | 'VALID';
}

/** Those arguments by name, or by position in TensorFlow's order. */
export type PatchArguments =
  | readonly [options: PatchOptions]
  | readonly [
      sizes: SpatialLengths,
      strides: SpatialLengths,
      rates: SpatialLengths,
      padding: 'SAME' | 'VALID',
    ];

/**
 * The patches of images [batch, height, width, channels], one at each place: [batch, rows, columns, patch height ·
 * patch width · channels], each patch in row-major order. With `'SAME'` padding they reach into zeros.
 * @throws InvalidArgumentError if the rank is not 4, or an argument is malformed.
 * @example
 * const image = tn.reshape([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 3, 3, 1]);
 * tn.squeeze(tn.extractPatches(image, 2, 1, 1, 'VALID')).at(0).arraySync(); // => [ [ 1, 2, 4, 5 ], [ 2, 3, 5, 6 ] ]
 */
export const extractPatches = composite('extractPatches', {
  inputs: ['images'],
  dtypes: numeric,
  attrs: {
    sizes: required<SpatialLengths>(),
    strides: required<SpatialLengths>(),
    rates: required<SpatialLengths>(),
    padding: required<'SAME' | 'VALID'>(),
  },
  call: signature<<D extends NumericDType>(images: Operand<D>, ...rest: PatchArguments) => Tensor<D>>(),
  lower: ({ images }, { sizes, strides, rates, padding }) => {
    const attrs = { ksize: sizes, strides, padding, dataFormat: 'NHWC', dilations: rates };
    const plan = planPooling('extractPatches', images.shape, attrs, 2);
    const windows = slidingWindow(padded(images, plan, 0), plan.windows);
    const [batch, rows, columns, channels, height, width] = windows.shape;
    // From channels before the cells of a patch to channels after them.
    return reshape(transpose(windows, [0, 1, 2, 4, 5, 3]), [batch, rows, columns, height * width * channels]);
  },
});
