/**
 * @file Blocks of a picture's points moved into its channels or its batch, and back: reshaping and transposing.
 */

import { anyDType, type DType } from '../../dtype/index.ts';
import { InvalidArgumentError } from '../../errors/index.ts';
import { formatShape, type Shape } from '../../shape/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { composite, type Operand, required, signature } from '../define/index.ts';
import { slice } from './indexing.ts';
import { reshape, transpose } from './layout.ts';
import { type Paddings, pad } from './padding.ts';

/** Where the channels are: last, or after the batch. */
export type ImageFormat = 'NHWC' | 'NCHW';

type BlockCall = <D extends DType>(
  input: Operand<D>,
  blockSize: number,
  dataFormat?: ImageFormat | { dataFormat?: ImageFormat },
) => Tensor<D>;

const blockAttrs = { blockSize: required<number>(), dataFormat: 'NHWC' as ImageFormat };

/**
 * Moves each block of `blockSize` × `blockSize` points into the channels of one.
 * @throws InvalidArgumentError if the input has not rank 4, or the block size does not divide height and width.
 * @example
 * tn.spaceToDepth([[[[1], [2]], [[3], [4]]]], 2).arraySync(); // => [ [ [ [ 1, 2, 3, 4 ] ] ] ]
 */
export const spaceToDepth = composite('spaceToDepth', {
  inputs: ['input'],
  dtypes: anyDType,
  attrs: blockAttrs,
  call: signature<BlockCall>(),
  lower: ({ input }, { blockSize: block, dataFormat }) => {
    const { batch, height, width, channels } = imageOf('spaceToDepth', input.shape, block, dataFormat);
    if (height % block !== 0 || width % block !== 0) {
      throw new InvalidArgumentError(
        `spaceToDepth: blockSize ${block} must divide height ${height} and width ${width} of ${formatShape(input.shape)}.`,
      );
    }
    const [rows, columns, depth] = [height / block, width / block, channels * block * block];
    return dataFormat === 'NHWC'
      ? rearranged(
          input,
          [batch, rows, block, columns, block, channels],
          [0, 1, 3, 2, 4, 5],
          [batch, rows, columns, depth],
        )
      : rearranged(
          input,
          [batch, channels, rows, block, columns, block],
          [0, 3, 5, 1, 2, 4],
          [batch, depth, rows, columns],
        );
  },
});

/**
 * Lays the channels of each point out as a block of `blockSize` × `blockSize` points: the inverse of `spaceToDepth`.
 * @throws InvalidArgumentError if the input has not rank 4, or blockSize² does not divide the channels.
 * @example
 * tn.depthToSpace([[[[1, 2, 3, 4]]]], 2).arraySync(); // => [ [ [ [ 1 ], [ 2 ] ], [ [ 3 ], [ 4 ] ] ] ]
 */
export const depthToSpace = composite('depthToSpace', {
  inputs: ['input'],
  dtypes: anyDType,
  attrs: blockAttrs,
  call: signature<BlockCall>(),
  lower: ({ input }, { blockSize: block, dataFormat }) => {
    const { batch, height, width, channels } = imageOf('depthToSpace', input.shape, block, dataFormat);
    const depth = channels / (block * block);
    if (!Number.isInteger(depth)) {
      throw new InvalidArgumentError(
        `depthToSpace: blockSize² = ${block * block} must divide the ${channels} channels of ${formatShape(input.shape)}.`,
      );
    }
    return dataFormat === 'NHWC'
      ? rearranged(
          input,
          [batch, height, width, block, block, depth],
          [0, 1, 3, 2, 4, 5],
          [batch, height * block, width * block, depth],
        )
      : rearranged(
          input,
          [batch, block, block, depth, height, width],
          [0, 3, 4, 1, 5, 2],
          [batch, depth, height * block, width * block],
        );
  },
});

function imageOf(op: string, shape: Shape, block: number, dataFormat: ImageFormat) {
  if (shape.length !== 4)
    throw new InvalidArgumentError(`${op}: the input must have rank 4, got shape ${formatShape(shape)}.`);
  if (!Number.isInteger(block) || block < 2)
    throw new InvalidArgumentError(`${op}: blockSize must be an integer of at least 2, got ${block}.`);
  const [batch, a, b, c] = shape;
  if (dataFormat === 'NHWC') return { batch, height: a, width: b, channels: c };
  if (dataFormat === 'NCHW') return { batch, height: b, width: c, channels: a };
  throw new InvalidArgumentError(`${op}: dataFormat must be 'NHWC' or 'NCHW', got '${dataFormat}'.`);
}

function rearranged(input: Tensor, split: Shape, permutation: readonly number[], merged: Shape): Tensor {
  return reshape(transpose(reshape(input, split), permutation), merged);
}

/**
 * Pads the axes after the first, then moves each block of points of `blockShape` into the batch: entry i of the two
 * lists belongs to axis i + 1.
 * @throws InvalidArgumentError if the lists do not fit the input, or blocks do not divide the padded lengths.
 * @example
 * tn.spaceToBatchNd([[1, 2, 3]], [2], [[0, 1]]).arraySync(); // => [ [ 1, 3 ], [ 2, 0 ] ]
 */
export const spaceToBatchNd = composite('spaceToBatchNd', {
  inputs: ['input'],
  dtypes: anyDType,
  attrs: { blockShape: required<readonly number[]>(), paddings: required<Paddings>() },
  call: signature<
    <D extends DType>(input: Operand<D>, blockShape: readonly number[], paddings: Paddings) => Tensor<D>
  >(),
  lower: ({ input }, { blockShape, paddings }) => {
    checkBlocks('spaceToBatchNd', input.shape, blockShape, paddings);
    const rest = input.rank - 1 - blockShape.length;
    const padded = pad(input, [[0, 0], ...paddings, ...new Array<[number, number]>(rest).fill([0, 0])]);
    const [batch, ...lengths] = padded.shape;
    const blocks = blockShape.map((block, i) => lengths[i] / block);
    if (!blocks.every(Number.isInteger)) {
      throw new InvalidArgumentError(
        `spaceToBatchNd: blocks of [${blockShape.join(', ')}] must divide the padded axes of ${formatShape(padded.shape)}.`,
      );
    }
    const after = lengths.slice(blockShape.length);
    const split = [batch, ...blocks.flatMap((count, i) => [count, blockShape[i]]), ...after];
    // [batch, count₁, block₁, count₂, block₂ …] to [block₁, block₂ …, batch, count₁, count₂ …].
    const permutation = [
      ...blocks.map((_, i) => 2 + 2 * i),
      0,
      ...blocks.map((_, i) => 1 + 2 * i),
      ...after.map((_, i) => 1 + 2 * blocks.length + i),
    ];
    return rearranged(padded, split, permutation, [batch * product(blockShape), ...blocks, ...after]);
  },
});

/**
 * Lays the batch out as blocks of points of `blockShape` and crops the result: the inverse of `spaceToBatchNd`.
 * @throws InvalidArgumentError if the lists do not fit the input, or blocks do not divide the batch.
 * @example
 * tn.batchToSpace([[1, 3], [2, 0]], [2], [[0, 1]]).arraySync(); // => [ [ 1, 2, 3 ] ]
 */
export const batchToSpace = composite('batchToSpace', {
  inputs: ['input'],
  dtypes: anyDType,
  attrs: { blockShape: required<readonly number[]>(), crops: required<Paddings>() },
  call: signature<
    <D extends DType>(input: Operand<D>, blockShape: readonly number[], crops: Paddings) => Tensor<D>
  >(),
  lower: ({ input }, { blockShape, crops }) => {
    checkBlocks('batchToSpace', input.shape, blockShape, crops);
    const [images, ...lengths] = input.shape;
    const batch = images / product(blockShape);
    const merged = lengths.map((length, i) => length * (blockShape[i] ?? 1));
    const size = merged.map((length, i) => length - (crops[i]?.[0] ?? 0) - (crops[i]?.[1] ?? 0));
    if (!Number.isInteger(batch) || size.some((length) => length < 0)) {
      throw new InvalidArgumentError(
        `batchToSpace: blocks of [${blockShape.join(', ')}] must divide the batch of ${formatShape(input.shape)}, and crops ` +
          `${JSON.stringify(crops)} leave something of ${formatShape(merged)}.`,
      );
    }
    const spatial = blockShape.length;
    // [block₁, block₂ …, batch, count₁, count₂ …] to [batch, count₁, block₁, count₂, block₂ …].
    const permutation = [
      spatial,
      ...blockShape.flatMap((_, i) => [spatial + 1 + i, i]),
      ...lengths.slice(spatial).map((_, i) => 2 * spatial + 1 + i),
    ];
    const whole = rearranged(input, [...blockShape, batch, ...lengths], permutation, [batch, ...merged]);
    return slice(whole, [0, ...merged.map((_, i) => crops[i]?.[0] ?? 0)], [batch, ...size]);
  },
});

function checkBlocks(op: string, shape: Shape, blockShape: readonly number[], pairs: Paddings): void {
  const fits =
    blockShape.length === pairs.length &&
    blockShape.length < shape.length &&
    blockShape.every((block) => Number.isInteger(block) && block >= 1) &&
    pairs.every((pair) => pair.length === 2 && pair.every((count) => Number.isInteger(count) && count >= 0));
  if (fits) return;
  throw new InvalidArgumentError(
    `${op}: needs a block length of at least 1 and a pair of non-negative integers for each axis that is rearranged, at most ` +
      `${shape.length - 1} of ${formatShape(shape)}; got [${blockShape.join(', ')}] and ${JSON.stringify(pairs)}.`,
  );
}

const product = (factors: readonly number[]) => factors.reduce((result, factor) => result * factor, 1);
