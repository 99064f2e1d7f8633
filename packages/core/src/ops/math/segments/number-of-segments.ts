/**
 * @file How many segments sorted ids name: one more than the last. A shape that depends on values, so either they are
 * read, or the caller says it.
 */

import type { IndexDType } from '../../../dtype/index.ts';
import { InvalidArgumentError, UnimplementedError } from '../../../errors/index.ts';
import { formatShape, type Shape } from '../../../shape/index.ts';
import type { Tensor } from '../../../tensor/index.ts';

/**
 * The number of segments of sorted ids, read from them if not given.
 * @throws InvalidArgumentError if the ids are no vector of the first axis' length, or those read are not ascending
 *   from 0 on.
 * @throws UnimplementedError if they are not given and cannot be read at once.
 */
export function numberOfSegments(
  op: string,
  data: Shape,
  ids: Tensor<IndexDType>,
  given: number | null,
): number {
  if (ids.rank !== 1 || ids.shape[0] !== data[0]) {
    throw new InvalidArgumentError(
      `${op}: segmentIds must be a vector with one id for each slice of data ${formatShape(data)}, ` +
        `got shape ${formatShape(ids.shape)}.`,
    );
  }
  if (given !== null) return checkedCount(op, given);
  if (!ids.storage.device.backend.supports.syncRead) {
    throw new UnimplementedError(
      `${op}: how many segments there are depends on values that ${ids.device} cannot read at once. ` +
        "Give 'numSegments', one more than the last id.",
    );
  }
  let last = 0;
  const values = ids.dataSync();
  values.forEach((value, position) => {
    const id = Number(value);
    if (id < last) {
      throw new InvalidArgumentError(
        `${op}: segmentIds must be ascending from 0 on, but id ${position} is ${id}. ` +
          'The unsorted segment ops take ids in any order.',
      );
    }
    last = id;
  });
  return values.length === 0 ? 0 : last + 1;
}

/** @throws InvalidArgumentError if it is no count. */
export function checkedCount(op: string, count: number): number {
  if (Number.isSafeInteger(count) && count >= 0) return count;
  throw new InvalidArgumentError(`${op}: numSegments must be a non-negative integer, got ${count}.`);
}
