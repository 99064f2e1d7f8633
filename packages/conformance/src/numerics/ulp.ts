/**
 * @file Distance in units in the last place.
 */

import { type DType, finfo, isFloating } from '@tenon/core';
import { roundToStored } from '@tenon/core/backend';

/**
 * The distance between neighbouring numbers of a floating dtype at a magnitude.
 * @example
 * ulpSize('float32', 1.5) === 2 ** -23
 */
export function ulpSize(dtype: DType, magnitude: number): number {
  if (!isFloating(dtype)) return 1;
  const { tiny, significandBits, max } = finfo(dtype);
  const clamped = Math.min(Math.max(Math.abs(magnitude), tiny), max);
  return 2 ** (Math.floor(exponentOf(clamped)) - significandBits);
}

/** ⌊log₂ x⌋, exactly: `Math.log2` may round up just below a power of two. */
function exponentOf(x: number): number {
  const estimate = Math.floor(Math.log2(x));
  // 2 ** 1024 is ∞, which no x reaches.
  if (x < 2 ** estimate) return estimate - 1;
  return x >= 2 ** (estimate + 1) ? estimate + 1 : estimate;
}

/**
 * How far a result is from the exact one, in units in the last place of its dtype.
 *
 * 0 where it is the exact one, rounded. ∞ where one is NaN and the other is not, where a sign of 0 is wrong, or where an
 * infinity stands for a number far from overflow.
 * @param exact In float64, unrounded.
 * @param scale The unit is that of the greater of `exact` and this.
 */
export function ulpError(dtype: DType, actual: number, exact: number, scale = 0): number {
  const rounded = isFloating(dtype) ? roundToStored[dtype](exact) : exact;
  if (Object.is(actual, rounded) || (Number.isNaN(actual) && Number.isNaN(rounded))) return 0;
  // Only the signs of two zeros differ. A sum of terms that cancel, or a result that underflowed, may have either.
  if (actual === rounded) return exact === 0 && scale === 0 ? Infinity : 0;
  if (Number.isNaN(actual) || Number.isNaN(rounded)) return Infinity;
  const unit = ulpSize(dtype, Math.max(Math.abs(exact), scale));
  if (Number.isFinite(actual)) return Math.abs(actual - exact) / unit;
  if (!Number.isFinite(exact) || Math.sign(actual) !== Math.sign(exact)) return Infinity;
  // Overflow one number early: ∞ stands for the number that would follow the greatest.
  const overflow = isFloating(dtype) ? finfo(dtype).max + ulpSize(dtype, finfo(dtype).max) : Infinity;
  return Number.isFinite(overflow) ? (overflow - Math.abs(exact)) / unit : Infinity;
}
