/**
 * @file Batches of sequences of different lengths, padded to one length.
 */

import { anyDType, type DType, type IndexDType, indexTypes } from '../../dtype/index.ts';
import { InvalidArgumentError } from '../../errors/index.ts';
import { formatShape, inversePermutation } from '../../shape/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { composite, elementwise, type Operand, required, signature } from '../define/index.ts';
import { cast } from './cast.ts';
import { gather } from './gather.ts';
import { broadcastTo, expandDims, transpose } from './layout.ts';

/** Whether the coordinate along `axis` is below the element. */
const isBelow = elementwise('sequenceMask.isBelow', {
  inputs: ['limit'],
  dtypes: indexTypes,
  attrs: { axis: required<number>() },
  call: signature<(limit: Tensor<IndexDType>, axis: number) => Tensor<'bool'>>(),
  program: (s, { limit }, { axis }) => s.less(s.cast(s.index(axis), limit.dtype), limit),
});

/**
 * For each length a row of `maxlen` elements of which that many, the first ones, are true (or 1, in another dtype).
 *
 * Without `maxlen` it is the greatest length. That is read from the device, so give it where the device cannot read
 * synchronously, and inside of `jit`.
 * @example
 * tn.sequenceMask([1, 3], 3).arraySync(); // => [ [ true, false, false ], [ true, true, true ] ]
 */
export const sequenceMask = composite('sequenceMask', {
  inputs: ['lengths'],
  dtypes: indexTypes,
  attrs: { maxlen: null as number | null, dtype: 'bool' as DType },
  call: signature<
    <D extends DType = 'bool'>(
      lengths: Operand<IndexDType>,
      maxlen?: number | null | { maxlen?: number | null; dtype?: D },
      dtype?: D | { dtype?: D },
    ) => Tensor<NoInfer<D>>
  >(),
  notDifferentiable: 'it depends on integers only',
  lower: ({ lengths }, { maxlen, dtype }) => {
    const length = maxlen ?? greatest(lengths);
    if (!Number.isInteger(length) || length < 0)
      throw new InvalidArgumentError(`sequenceMask: maxlen must be a non-negative integer, got ${maxlen}.`);
    const limits = broadcastTo(expandDims(lengths, -1), [...lengths.shape, length]);
    const mask = isBelow(limits, lengths.rank);
    return dtype === 'bool' ? mask : cast(mask, dtype);
  },
});

const greatest = (lengths: Tensor<IndexDType>) => {
  let most = 0;
  for (const length of lengths.dataSync()) most = Math.max(most, Number(length));
  return most;
};

/** Along `axis`, the position that comes to each position when the first `count` of them are reversed. */
const reversedPosition = elementwise('reverseSequence.position', {
  inputs: ['count'],
  dtypes: indexTypes,
  attrs: { axis: required<number>() },
  call: signature<<D extends IndexDType>(count: Tensor<D>, axis: number) => Tensor<D>>(),
  program: (s, { count }, { axis }) => {
    const position = s.cast(s.index(axis), count.dtype);
    return s.select(s.less(position, count), s.sub(s.sub(count, 1), position), position);
  },
});

/**
 * Reverses the first `seqLengths[i]` elements along `seqAxis` of each slice i along `batchAxis`; the rest stays. A
 * length greater than the axis is out of range.
 * @throws InvalidArgumentError if the axes are one, or there is not one length for each slice.
 * @example
 * tn.reverseSequence([[1, 2, 3], [4, 5, 6]], [2, 3], 1, 0).arraySync(); // => [ [ 2, 1, 3 ], [ 6, 5, 4 ] ]
 */
export const reverseSequence = composite('reverseSequence', {
  inputs: ['input', 'seqLengths'],
  dtypes: { input: anyDType, seqLengths: indexTypes },
  attrs: { seqAxis: required<number>(), batchAxis: 0 },
  call: signature<
    <D extends DType>(
      input: Operand<D>,
      seqLengths: Operand<IndexDType>,
      seqAxis: number | { seqAxis: number; batchAxis?: number },
      batchAxis?: number | { batchAxis?: number },
    ) => Tensor<D>
  >(),
  lower: ({ input, seqLengths }, { seqAxis, batchAxis }) => {
    const isAxis = (axis: number) => Number.isInteger(axis) && axis >= 0 && axis < input.rank;
    const batch = input.shape[batchAxis];
    const length = input.shape[seqAxis];
    if (!isAxis(seqAxis) || !isAxis(batchAxis) || seqAxis === batchAxis) {
      throw new InvalidArgumentError(
        `reverseSequence: seqAxis and batchAxis must be two axes, not counted from the end, of the input of shape ` +
          `${formatShape(input.shape)}, got ${seqAxis} and ${batchAxis}.`,
      );
    }
    if (seqLengths.rank !== 1 || seqLengths.shape[0] !== batch) {
      throw new InvalidArgumentError(
        `reverseSequence: seqLengths must hold one length for each of the ${batch} slices along axis ${batchAxis}, ` +
          `got shape ${formatShape(seqLengths.shape)}.`,
      );
    }
    const counts = broadcastTo(expandDims(seqLengths, 1), [batch, length]);
    const others = input.shape
      .map((_, axis) => axis)
      .filter((axis) => axis !== batchAxis && axis !== seqAxis);
    const front = [batchAxis, seqAxis, ...others];
    const reversed = gather(transpose(input, front), reversedPosition(counts, 1), 1, 1);
    return transpose(reversed, inversePermutation(front));
  },
});
