/**
 * @file Where the maximum of each window is, as a position in the whole image: `maxPoolWithArgmax`.
 */

import type { IndexDType, NumericDType } from '../../../dtype/index.ts';
import type { Tensor } from '../../../tensor/index.ts';
import { constantBeside } from '../../array/constant-beside.ts';
import { reshape } from '../../array/layout.ts';
import { argmax } from '../../math/arg-reduction.ts';
import { add, floordiv, floormod, maximum, minimum, multiply } from '../../math/arithmetic.ts';
import { type PoolPlan, padded } from './pooling-plan.ts';
import { slidingWindow } from './sliding-window.ts';
import { lowestOf } from './window-max.ts';

/**
 * The position of the first maximum of each window of images [batch, height, width, channels]:
 * (y · width + x) · channels + c, and with `countsBatch` b · height · width · channels more.
 */
export function maximumPosition<T extends IndexDType>(
  images: Tensor<NumericDType>,
  plan: PoolPlan,
  dtype: T,
  countsBatch: boolean,
): Tensor<T> {
  const { windows, paddings, outputShape } = plan;
  const [, height, width, channels] = images.shape;
  const [rows, columns] = windows.sizes;
  const seen = slidingWindow(padded(images, plan, lowestOf(images.dtype)), windows);
  const cell = argmax(reshape(seen, [...outputShape, rows * columns]), { axis: -1, outputType: dtype });

  /** A list along one axis of the output. */
  const along = (axis: number, values: (coordinate: number) => number) => {
    const list = Array.from({ length: outputShape[axis] }, (_, coordinate) => values(coordinate));
    const shape = outputShape.map((length, other) => (other === axis ? length : 1));
    return reshape(constantBeside(images, list, dtype, 'maxPoolWithArgmax'), shape);
  };
  /** The coordinate in the image of a cell; a window of nothing but −∞ may have found one in the padding. */
  const inImage = (cellCoordinate: Tensor<T>, axis: 1 | 2, length: number) => {
    const before = paddings?.[axis][0] ?? 0;
    const start = along(axis, (coordinate) => coordinate * windows.strides[axis - 1] - before);
    return minimum(maximum(add(start, cellCoordinate), 0), length - 1);
  };
  const y = inImage(floordiv(cell, columns), 1, height);
  const x = inImage(floormod(cell, columns), 2, width);
  const pixel = add(multiply(y, width), x);
  const position = add(
    multiply(pixel, channels),
    along(3, (channel) => channel),
  );
  if (!countsBatch) return position;
  return add(
    position,
    along(0, (image) => image * height * width * channels),
  );
}
