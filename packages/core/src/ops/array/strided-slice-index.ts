/**
 * @file The bit masks of `tf.strided_slice`, read as the indices that they stand for, so that one resolution of indices
 * serves both.
 */

import { InvalidArgumentError } from '../../errors/index.ts';
import { type IndexSpec, newaxis } from '../../shape/index.ts';

/** Bits that change the meaning of the entries of `stridedSlice`; bit i belongs to entry i. */
export interface StridedSliceMasks {
  /** Entries whose `begin` is ignored: from the first element (the last, if the stride is negative). */
  readonly beginMask?: number;
  /** Entries whose `end` is ignored: to the last element. */
  readonly endMask?: number;
  /** The one entry that stands for all axes not named. */
  readonly ellipsisMask?: number;
  /** Entries that insert an axis of length 1. */
  readonly newAxisMask?: number;
  /** Entries that take the one element at `begin` and drop the axis. */
  readonly shrinkAxisMask?: number;
}

/** The entries of a strided slice as indices. The masks take precedence in the order in which they are asked here. */
export function stridedSliceIndex(
  begin: readonly number[],
  end: readonly number[],
  strides: readonly number[] | null,
  masks: Required<StridedSliceMasks>,
): readonly IndexSpec[] {
  if (begin.length !== end.length || (strides && strides.length !== begin.length)) {
    throw new InvalidArgumentError(
      `stridedSlice: begin, end and strides must be equally long, got ${begin.length}, ${end.length} and ` +
        `${strides?.length ?? begin.length} entries.`,
    );
  }
  const isSet = (mask: number, entry: number) => ((mask >> entry) & 1) === 1;
  return begin.map((start, entry): IndexSpec => {
    const step = strides?.[entry] ?? 1;
    if (isSet(masks.ellipsisMask, entry)) return '...';
    if (isSet(masks.newAxisMask, entry)) return newaxis;
    if (isSet(masks.shrinkAxisMask, entry)) {
      if (step > 0) return start;
      throw new InvalidArgumentError(
        `stridedSlice: entry ${entry} drops its axis, so its stride must be positive, got ${step}.`,
      );
    }
    return {
      start: isSet(masks.beginMask, entry) ? null : start,
      stop: isSet(masks.endMask, entry) ? null : end[entry],
      step,
    };
  });
}
