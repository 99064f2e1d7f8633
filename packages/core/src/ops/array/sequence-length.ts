/**
 * @file How many elements `range` has. TensorFlow computes it in the dtype itself, so a float32 range may end one
 * element earlier or later than real arithmetic says, and this must do the same.
 */

import { isFloating, type NumericDType } from '../../dtype/index.ts';
import { InvalidArgumentError } from '../../errors/index.ts';
import { roundToStored } from '../../scalar/index.ts';

/** @throws InvalidArgumentError if `delta` is 0 or leads away from `limit`. */
export function sequenceLength(
  start: number | bigint,
  limit: number | bigint,
  delta: number | bigint,
  dtype: NumericDType,
): number {
  if (Number(delta) === 0) throw new InvalidArgumentError('range: delta must not be 0.');
  if (delta > 0 ? start > limit : start < limit) {
    throw new InvalidArgumentError(
      `range: from ${start} in steps of ${delta}, ${limit} is never reached; start must be ${delta > 0 ? '≤' : '≥'} limit.`,
    );
  }
  const length = isFloating(dtype)
    ? floatLength(Number(start), Number(limit), Number(delta), roundToStored[dtype])
    : integerLength(whole(start, dtype), whole(limit, dtype), whole(delta, dtype));
  if (Number.isSafeInteger(length)) return length;
  throw new InvalidArgumentError(
    `range: from ${start} to ${limit} in steps of ${delta} has no finite length.`,
  );
}

function whole(value: number | bigint, dtype: NumericDType): bigint {
  if (typeof value === 'bigint' || Number.isInteger(value)) return BigInt(value);
  throw new InvalidArgumentError(`range: ${value} cannot be ${dtype}: it is not an integer.`);
}

function floatLength(start: number, limit: number, delta: number, round: (x: number) => number): number {
  return Math.ceil(Math.abs(round(round(round(limit) - round(start)) / round(delta))));
}

function integerLength(start: bigint, limit: bigint, delta: bigint): number {
  const [distance, step] = delta > 0n ? [limit - start, delta] : [start - limit, -delta];
  return Number((distance + step - 1n) / step);
}
