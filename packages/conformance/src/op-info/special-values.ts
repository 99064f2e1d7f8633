/**
 * @file The values at the edge of each dtype: where formulas that are right elsewhere go wrong.
 */

import { type DType, finfo, iinfo, isFloating, isInteger } from '@tenon/core';
import type { Element } from './op-info.ts';

/** Which of the special values to leave out. */
export interface SpecialValueChoice {
  /** Whether NaN is among them (default true). */
  readonly nan?: boolean;
  /** Whether infinities are (default true). */
  readonly infinite?: boolean;
  /** Whether subnormal numbers are (default true). */
  readonly subnormal?: boolean;
  /** Whether the smallest normal number and the greatest are, whose products leave the dtype's range (default true). */
  readonly limits?: boolean;
}

/** The special values of a dtype: zeros, ones, limits, and for floats NaN, infinities and subnormals. */
export function specialValues(dtype: DType, choice: SpecialValueChoice = {}): readonly Element[] {
  if (isFloating(dtype)) return specialFloats(dtype, choice);
  if (isInteger(dtype)) {
    const { min, max } = iinfo(dtype);
    const values = [min, min + 1n, -2n, -1n, 0n, 1n, 2n, 3n, max - 1n, max];
    return [...new Set(values.filter((value) => value >= min))];
  }
  return [false, true];
}

function specialFloats(
  dtype: Parameters<typeof finfo>[0],
  { nan = true, infinite = true, subnormal = true, limits = true }: SpecialValueChoice,
): readonly number[] {
  const { max, tiny, smallestSubnormal, eps } = finfo(dtype);
  const positive = [eps, 0.5, 1 - eps / 2, 1, 1 + eps, 1.5, 2, 2.5, 3, 1 / eps];
  if (limits) {
    positive.unshift(tiny);
    positive.push(max);
  }
  if (subnormal) positive.unshift(smallestSubnormal);
  if (infinite) positive.push(Infinity);
  return [0, -0, ...positive, ...positive.map((value) => -value), ...(nan ? [NaN] : [])];
}
