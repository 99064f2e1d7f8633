/**
 * @file Resizing images. Interpolation is linear and works on rows and columns by themselves, so it is two products with
 * matrices; only the nearest neighbour is a choice of rows and columns.
 */

import { type DType, type NumericDType, numeric } from '../../dtype/index.ts';
import { InvalidArgumentError } from '../../errors/index.ts';
import { formatShape, type Shape } from '../../shape/index.ts';
import type { Tensor, TensorLike, Values } from '../../tensor/index.ts';
import { cast } from '../array/cast.ts';
import { constantBeside } from '../array/constant-beside.ts';
import { gather } from '../array/gather.ts';
import { reshape } from '../array/layout.ts';
import { composite, required, signature } from '../define/index.ts';
import { matmul } from '../linalg/matmul.ts';
import {
  type InterpolationMethod,
  nearestSources,
  type ResizeMethod,
  resamplingMatrix,
  roundToEven,
} from './resampling/weights.ts';

export type { ResizeMethod } from './resampling/weights.ts';

/** The new height and width. */
export type ImageSize = readonly [height: number, width: number];

/** The options of `resizeImages`. */
export interface ResizeOptions<Method extends ResizeMethod = ResizeMethod> {
  /** By default `'bilinear'`. */
  readonly method?: Method;
  /** Whether the size is only the largest that is allowed, and the proportions stay. */
  readonly preserveAspectRatio?: boolean;
  /** Whether what is made smaller is smoothed first; `'nearest'` never is, and `'area'` always. */
  readonly antialias?: boolean;
}

/** The arguments of `resizeImages` after its operand: by name, or by position in TensorFlow's order. */
export type ResizeArguments<Method extends ResizeMethod> =
  | readonly [options: ResizeOptions<Method> & { readonly size: ImageSize }]
  | readonly [size: ImageSize, options: ResizeOptions<Method>]
  | readonly [size: ImageSize, method?: Method, preserveAspectRatio?: boolean, antialias?: boolean];

export interface ResizeCall {
  <D extends NumericDType, Method extends ResizeMethod = 'bilinear'>(
    images: TensorLike<D>,
    ...rest: ResizeArguments<Method>
  ): Tensor<Method extends 'nearest' ? D : 'float32'>;
  (images: Values, ...rest: ResizeArguments<ResizeMethod>): Tensor<'float32'>;
}

/**
 * Images of another size: [batch, height, width, channels], or [height, width, channels]. Pixels are squares whose
 * centres are compared. The result is float32, but for `'nearest'`, which keeps the dtype.
 *
 * `'bilinear'` and `'bicubic'` interpolate between two and four pixels, `'area'` averages what a pixel covers,
 * `'lanczos3'`, `'lanczos5'`, `'gaussian'` and `'mitchellcubic'` weigh by these kernels.
 * @throws InvalidArgumentError if the rank is neither 3 nor 4, an image is empty, or the size or method is none.
 * @example
 * const image = tn.reshape([0, 1, 2, 3], [2, 2, 1]);
 * tn.squeeze(tn.resizeImages(image, [2, 4])).arraySync(); // => [ [ 0, 0.25, 0.75, 1 ], [ 2, 2.25, 2.75, 3 ] ]
 * tn.squeeze(tn.resizeImages(image, [1, 3], 'nearest')).arraySync(); // => [ 2, 3, 3 ]
 */
export const resizeImages = composite('resizeImages', {
  inputs: ['images'],
  dtypes: numeric,
  attrs: {
    size: required<ImageSize>(),
    method: 'bilinear' as ResizeMethod,
    preserveAspectRatio: false,
    antialias: false,
  },
  call: signature<ResizeCall>(),
  infer: ({ images }, { size, method, preserveAspectRatio }) => {
    const { batch, channels, target } = planResize(images.shape, size, preserveAspectRatio);
    const dtype: DType = method === 'nearest' ? images.dtype : 'float32';
    return { dtype, shape: [...batch, ...target, channels] };
  },
  lower: ({ images }, { size, method, preserveAspectRatio, antialias }) => {
    const { source, target } = planResize(images.shape, size, preserveAspectRatio);
    if (!methods.includes(method)) {
      throw new InvalidArgumentError(
        `resizeImages: method must be one of '${methods.join("', '")}', got '${method}'.`,
      );
    }
    return method === 'nearest'
      ? pickNearest(images, source, target)
      : interpolate(images, source, target, method, antialias);
  },
});

const methods: readonly ResizeMethod[] = [
  'bilinear',
  'nearest',
  'bicubic',
  'area',
  'lanczos3',
  'lanczos5',
  'gaussian',
  'mitchellcubic',
];

/** The parts of a shape of images, and the height and width they get. */
function planResize(shape: Shape, size: ImageSize, preserveAspectRatio: boolean) {
  const [batch, source, channels] = [shape.slice(0, -3), shape.slice(-3, -1), shape.at(-1) as number];
  if ((shape.length !== 3 && shape.length !== 4) || source.includes(0)) {
    throw new InvalidArgumentError(
      'resizeImages: needs images [height, width, channels] or a batch of them, with pixels, got shape ' +
        `${formatShape(shape)}.`,
    );
  }
  if (!Array.isArray(size) || size.length !== 2 || !size.every((one) => Number.isInteger(one) && one > 0)) {
    throw new InvalidArgumentError(
      `resizeImages: size must be [height, width], positive integers, got ${JSON.stringify(size)}.`,
    );
  }
  if (!preserveAspectRatio) return { batch, source, channels, target: size };
  const { fround } = Math;
  const scale = Math.min(fround(size[0] / source[0]), fround(size[1] / source[1]));
  return { batch, source, channels, target: source.map((length) => roundToEven(fround(scale * length))) };
}

function pickNearest(images: Tensor, source: Shape, target: Shape): Tensor {
  return [-3, -2].reduce<Tensor>((picked, axis, i) => {
    const positions = new Int32Array(nearestSources(source[i], target[i]));
    return gather(picked, constantBeside(images, positions, 'int32', 'resizeImages'), axis);
  }, images);
}

function interpolate(
  images: Tensor<NumericDType>,
  source: Shape,
  target: Shape,
  method: InterpolationMethod,
  antialias: boolean,
): Tensor<'float32'> {
  const matrixOf = (axis: 0 | 1) => {
    const weights = resamplingMatrix(method, antialias, source[axis], target[axis]);
    const flat = constantBeside(images, weights, 'float32', 'resizeImages');
    return reshape(flat, [target[axis], source[axis]]);
  };
  const batch = images.shape.slice(0, -3);
  const channels = images.shape.at(-1) as number;
  // A product on the left sums over the axis before the last: the rows, and then the columns, stand there in turn.
  const rows = reshape(cast(images, 'float32'), [...batch, source[0], source[1] * channels]);
  const columns = reshape(matmul(matrixOf(0), rows), [...batch, target[0], source[1], channels]);
  return matmul(matrixOf(1), columns);
}
