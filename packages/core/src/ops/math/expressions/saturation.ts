/**
 * @file The limits between which a number of one dtype can be cast to another without leaving its finite range.
 *
 * All limits of all dtypes are integers, so they are compared and rounded as bigints, exactly.
 */

import { finfo, iinfo, isFloating, type NumericDType } from '../../../dtype/index.ts';
import { greater, lesser } from '../../../scalar/index.ts';

function finiteLimits(dtype: NumericDType): { readonly min: bigint; readonly max: bigint } {
  if (!isFloating(dtype)) return iinfo(dtype);
  const max = BigInt(finfo(dtype).max);
  return { min: -max, max };
}

/** The number of the dtype nearest to an integer within its range, toward 0. */
function towardZero(value: bigint, dtype: NumericDType): bigint {
  if (!isFloating(dtype)) return value;
  const magnitude = value < 0n ? -value : value;
  const surplusBits = magnitude.toString(2).length - (finfo(dtype).significandBits + 1);
  if (surplusBits <= 0) return value;
  const kept = (magnitude >> BigInt(surplusBits)) << BigInt(surplusBits);
  return value < 0n ? -kept : kept;
}

/** The lowest and highest number of dtype `from` that is within the finite range of dtype `to`. */
export function saturationLimits(
  from: NumericDType,
  to: NumericDType,
): { readonly low: number | bigint; readonly high: number | bigint } {
  const own = finiteLimits(from);
  const target = finiteLimits(to);
  const low = towardZero(greater(target.min, own.min), from);
  const high = towardZero(lesser(target.max, own.max), from);
  return from === 'int64' || from === 'uint64' ? { low, high } : { low: Number(low), high: Number(high) };
}
