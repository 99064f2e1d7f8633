/**
 * @file Slices dealt out to parts, and parts put together by index. How long the results are depends on values, so
 * these functions read them: asynchronously, or at once (`…Sync`) where the device can. They cannot be traced by
 * `jit`; what they compute with, gathering and scattering, are ops, and differentiable.
 */

import type { DType } from '../../dtype/index.ts';
import { InvalidArgumentError } from '../../errors/index.ts';
import { tidy } from '../../runtime/index.ts';
import { formatShape, type Shape, sameShape, sizeOf } from '../../shape/index.ts';
import { isTensorLike, type Tensor } from '../../tensor/index.ts';
import { type Operand, toTensor } from '../define/index.ts';
import { zeroBeside } from './constant-beside.ts';
import { gather } from './gather.ts';
import { concat } from './joining.ts';
import { broadcastTo, reshape } from './layout.ts';
import { tensorScatterNdUpdate } from './scatter.ts';

/**
 * Deals the slices of `data` out to `numPartitions` tensors: `partitions`, whose shape is the beginning of that of
 * `data`, says to which each goes. Slices of one part keep their order.
 * @throws InvalidArgumentError if the shapes do not fit, or a part is outside [0, numPartitions).
 * @example
 * const parts = await tn.dynamicPartition([10, 20, 30], [1, 0, 1], 2);
 * parts.map((part) => part.arraySync()); // => [ [ 20 ], [ 10, 30 ] ]
 */
export async function dynamicPartition<D extends DType>(
  data: Operand<D>,
  partitions: Operand<'int32'>,
  numPartitions: number,
): Promise<Tensor<D>[]> {
  const parts = toTensor(partitions, 'dynamicPartition', 'int32');
  try {
    return partitioned(data, parts.shape, await parts.data(), numPartitions);
  } finally {
    if (!isTensorLike(partitions)) parts.dispose();
  }
}

/**
 * The same as `dynamicPartition`, at once.
 * @throws UnimplementedError on a device that cannot read synchronously.
 */
export function dynamicPartitionSync<D extends DType>(
  data: Operand<D>,
  partitions: Operand<'int32'>,
  numPartitions: number,
): Tensor<D>[] {
  const parts = toTensor(partitions, 'dynamicPartitionSync', 'int32');
  try {
    return partitioned(data, parts.shape, parts.dataSync(), numPartitions);
  } finally {
    if (!isTensorLike(partitions)) parts.dispose();
  }
}

function partitioned<D extends DType>(
  operand: Operand<D>,
  shape: Shape,
  parts: ArrayLike<number | bigint>,
  count: number,
): Tensor<D>[] {
  return tidy(() => {
    const data = toTensor(operand, 'dynamicPartition') as Tensor<D>;
    if (!sameShape(shape, data.shape.slice(0, shape.length))) {
      throw new InvalidArgumentError(
        `dynamicPartition: data of shape ${formatShape(data.shape)} must begin with the shape of partitions, ${formatShape(shape)}.`,
      );
    }
    const members = Array.from({ length: count }, (): number[] => []);
    for (let position = 0; position < parts.length; position++) {
      const part = members[Number(parts[position])];
      if (!part)
        throw new InvalidArgumentError(
          `dynamicPartition: part ${parts[position]} is not in [0, ${count}), at position ${position} of partitions.`,
        );
      part.push(position);
    }
    const slices = reshape(data, [sizeOf(shape), ...data.shape.slice(shape.length)]);
    return members.map((positions) => gather(slices, new Int32Array(positions)));
  });
}

/**
 * Puts slices together by index: slice `indices[m][i]` of the result is `data[m][i]`, the last one where an index is
 * repeated. The result is as long as the greatest index says; slices that no index names are 0.
 * @throws InvalidArgumentError if the lists or shapes do not fit, or an index is negative.
 * @example
 * const whole = await tn.dynamicStitch([[1, 3], [0, 2]], [[10, 30], [0, 20]]);
 * whole.arraySync(); // => [ 0, 10, 20, 30 ]
 */
export async function dynamicStitch<D extends DType>(
  indices: readonly Operand<'int32'>[],
  data: readonly Operand<D>[],
): Promise<Tensor<D>> {
  const tensors = indices.map((list) => toTensor(list, 'dynamicStitch', 'int32'));
  try {
    return stitched(tensors, await Promise.all(tensors.map((list) => list.data())), data);
  } finally {
    tensors.forEach((tensor, i) => {
      if (!isTensorLike(indices[i])) tensor.dispose();
    });
  }
}

/**
 * The same as `dynamicStitch`, at once.
 * @throws UnimplementedError on a device that cannot read synchronously.
 */
export function dynamicStitchSync<D extends DType>(
  indices: readonly Operand<'int32'>[],
  data: readonly Operand<D>[],
): Tensor<D> {
  const tensors = indices.map((list) => toTensor(list, 'dynamicStitchSync', 'int32'));
  try {
    return stitched(
      tensors,
      tensors.map((list) => list.dataSync()),
      data,
    );
  } finally {
    tensors.forEach((tensor, i) => {
      if (!isTensorLike(indices[i])) tensor.dispose();
    });
  }
}

function stitched<D extends DType>(
  indices: readonly Tensor[],
  values: readonly ArrayLike<number | bigint>[],
  operands: readonly Operand<D>[],
): Tensor<D> {
  if (indices.length === 0 || indices.length !== operands.length) {
    throw new InvalidArgumentError(
      `dynamicStitch: needs as many tensors of data as of indices, at least one, got ${operands.length} and ${indices.length}.`,
    );
  }
  return tidy(() => {
    const data = operands.map((operand) => toTensor(operand, 'dynamicStitch') as Tensor<D>);
    const slice = data[0].shape.slice(indices[0].rank);
    const rows = data.map((tensor, i) => {
      const expected = [...indices[i].shape, ...slice];
      if (sameShape(tensor.shape, expected)) return reshape(tensor, [indices[i].size, ...slice]);
      throw new InvalidArgumentError(
        `dynamicStitch: data ${i} must have shape ${formatShape(expected)}, got ${formatShape(tensor.shape)}.`,
      );
    });
    const places = values.flatMap((list) => Array.from(list, Number));
    const length = places.reduce((most, place) => Math.max(most, place + 1), 0);
    if (places.some((place) => place < 0))
      throw new InvalidArgumentError(`dynamicStitch: index ${Math.min(...places)} is negative.`);
    // The last of several updates wins on a deterministic device only, so the others are left out.
    const winners = [...new Map(places.map((place, row) => [place, row]))];
    const chosen = gather(
      concat(rows, 0),
      Int32Array.from(winners, ([, row]) => row),
    );
    const targets = reshape(
      Int32Array.from(winners, ([place]) => place),
      [winners.length, 1],
    ) as Tensor<'int32'>;
    const background = broadcastTo(zeroBeside(data[0], 'dynamicStitch'), [length, ...slice]);
    return tensorScatterNdUpdate(background, targets, chosen);
  });
}
