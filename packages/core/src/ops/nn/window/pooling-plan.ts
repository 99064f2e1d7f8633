/**
 * @file From the arguments of pooling to windows: where they are, what surrounds them, how many cells each really has.
 */

import type { DType } from '../../../dtype/index.ts';
import { InvalidArgumentError } from '../../../errors/index.ts';
import type { Shape } from '../../../shape/index.ts';
import type { Tensor } from '../../../tensor/index.ts';
import { pad } from '../../array/padding.ts';
import { isChannelsFirst, spatialAxes } from './data-format.ts';
import {
  checkRank,
  dilatedLength,
  type Padding,
  type PadPair,
  resolvePadding,
  type SpatialLengths,
  spatialLengths,
  windowCount,
} from './geometry.ts';
import type { WindowSpec } from './sliding-window.ts';

/** The arguments of pooling after its operand. */
export interface PoolAttrs {
  readonly ksize: SpatialLengths;
  readonly strides: SpatialLengths | null;
  readonly padding: Padding;
  readonly dataFormat: string | null;
  readonly dilations?: SpatialLengths | null;
}

/** Pooling resolved against the shape of its input. */
export interface PoolPlan {
  readonly windows: WindowSpec;
  /** What is added to each axis of the input; null if nothing is. */
  readonly paddings: readonly PadPair[] | null;
  readonly outputShape: Shape;
}

/**
 * Resolves pooling.
 * @param spatialRank How many spatial axes; `null`: all but batch and channels.
 * @throws InvalidArgumentError naming `op` if an argument does not fit the shape.
 */
export function planPooling(
  op: string,
  shape: Shape,
  attrs: PoolAttrs,
  spatialRank: number | null,
): PoolPlan {
  const spatial = spatialRank ?? shape.length - 2;
  const channelsFirst = isChannelsFirst(attrs.dataFormat, spatial, op);
  checkRank(shape, spatial + 2, 'the input', op);
  const context = { op, spatialRank: spatial, channelsFirst };
  const axes = spatialAxes(shape.length, spatial, channelsFirst);
  const sizes = spatialLengths(attrs.ksize, 'ksize', context);
  const strides = spatialLengths(attrs.strides, 'strides', context);
  const dilations = spatialLengths(attrs.dilations ?? null, 'dilations', context);
  const extents = sizes.map((size, i) => dilatedLength(size, dilations[i]));
  const lengths = axes.map((axis) => shape[axis]);
  const padding = resolvePadding(attrs.padding, lengths, extents, strides, context);
  if (padding.some(([before, after], i) => before >= extents[i] || after >= extents[i])) {
    throw new InvalidArgumentError(
      `${op}: padding ${JSON.stringify(attrs.padding)} leaves windows of [${extents.join(', ')}] without any element.`,
    );
  }
  const outputShape = [...shape];
  axes.forEach((axis, i) => {
    const [before, after] = padding[i];
    outputShape[axis] = windowCount(lengths[i] + before + after, extents[i], strides[i]);
  });
  const isPadded = padding.some(([before, after]) => before + after > 0);
  const paddings = isPadded ? shape.map((_, axis): PadPair => padding[axes.indexOf(axis)] ?? [0, 0]) : null;
  return { windows: { axes, sizes, strides, dilations }, paddings, outputShape };
}

/** The input with its padding; the input itself if there is none. */
export function padded<D extends DType>(
  input: Tensor<D>,
  { paddings }: PoolPlan,
  value: number | bigint | boolean,
): Tensor<D> {
  return paddings === null ? input : pad(input, paddings, { constantValues: value });
}

/** How many cells of each window are elements of the input, for the spatial axes in row-major order. */
export function validCells(shape: Shape, { windows, paddings, outputShape }: PoolPlan): readonly number[] {
  const { axes, sizes, strides, dilations } = windows;
  return axes.reduce<readonly number[]>(
    (counts, axis, i) => {
      const before = paddings?.[axis][0] ?? 0;
      const along = Array.from({ length: outputShape[axis] }, (_, position) => {
        const cells = Array.from(
          { length: sizes[i] },
          (_, cell) => position * strides[i] - before + cell * dilations[i],
        );
        return cells.filter((cell) => cell >= 0 && cell < shape[axis]).length;
      });
      return counts.flatMap((count) => along.map((length) => count * length));
    },
    [1],
  );
}
