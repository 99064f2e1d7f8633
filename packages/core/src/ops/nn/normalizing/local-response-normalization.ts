/**
 * @file Normalization of channels by the activity of their neighbours.
 */

import { type FloatingDType, floating } from '../../../dtype/index.ts';
import { InvalidArgumentError } from '../../../errors/index.ts';
import { formatShape, type Shape, sizeOf } from '../../../shape/index.ts';
import type { Tensor } from '../../../tensor/index.ts';
import { cast } from '../../array/cast.ts';
import { coordinateAlong } from '../../array/coordinate.ts';
import { reshape } from '../../array/layout.ts';
import { composite, type Operand, signature } from '../../define/index.ts';
import { matmul } from '../../linalg/matmul.ts';
import { abs, add, divide, multiply, pow, square, subtract } from '../../math/arithmetic.ts';
import { lessEqual } from '../../math/comparison.ts';
import { narrow, widen } from '../../math/reducing/working-precision.ts';

export interface LocalResponseNormalizationOptions {
  /** Half the width of the window of channels. */
  readonly depthRadius?: number;
  readonly bias?: number;
  readonly alpha?: number;
  readonly beta?: number;
}

/**
 * x / (bias + α Σ x²)^β, the sum over the channels within `depthRadius` of each (Krizhevsky et al., ImageNet
 * Classification with Deep Convolutional Neural Networks, 2012). `input` is [batch, height, width, channels].
 * @throws InvalidArgumentError if the rank is not 4 or the radius is negative.
 * @example
 * tn.localResponseNormalization([[[[3, 4]]]], { depthRadius: 1, bias: 0 }).arraySync()[0][0][0][1].toFixed(3); // => 0.800
 */
export const localResponseNormalization = composite('localResponseNormalization', {
  inputs: ['input'],
  dtypes: floating,
  attrs: { depthRadius: 5, bias: 1, alpha: 1, beta: 0.5 },
  call: signature<
    <D extends FloatingDType>(
      input: Operand<D>,
      depthRadius?: number | LocalResponseNormalizationOptions,
      bias?: number | LocalResponseNormalizationOptions,
      alpha?: number | LocalResponseNormalizationOptions,
      beta?: number | LocalResponseNormalizationOptions,
    ) => Tensor<D>
  >(),
  infer: ({ input }, { depthRadius }) => {
    checkImages(input.shape, depthRadius);
    return { dtype: input.dtype, shape: input.shape };
  },
  lower: ({ input }, { depthRadius, bias, alpha, beta }) => {
    checkImages(input.shape, depthRadius);
    const channels = input.shape[3] as number;
    const wide = widen(input);
    const squares = reshape(square(wide), [sizeOf(input.shape.slice(0, 3)), channels]);
    // The sum over a window of channels is a product with a band of ones.
    const sums = reshape(matmul(squares, band(channels, depthRadius, wide)), input.shape);
    return narrow(divide(wide, pow(add(multiply(sums, alpha), bias), beta)), input.dtype);
  },
});

function checkImages(shape: Shape, depthRadius: number): void {
  if (shape.length === 4 && depthRadius >= 0) return;
  throw new InvalidArgumentError(
    `localResponseNormalization: takes [batch, height, width, channels] and a radius of at least 0, got ` +
      `${formatShape(shape)} and ${depthRadius}.`,
  );
}

/** A square matrix with ones up to `radius` beside the diagonal. */
function band<D extends FloatingDType>(size: number, radius: number, like: Tensor<D>): Tensor<D> {
  const rows = coordinateAlong(0, [size, size], 'int32', like);
  const columns = coordinateAlong(1, [size, size], 'int32', like);
  return cast(lessEqual(abs(subtract(rows, columns)), radius), like.dtype);
}
