/**
 * @file The numeric limits of dtypes, as NumPy's `finfo` and `iinfo` give them.
 */

import { InvalidArgumentError } from '../errors/index.ts';
import { type DType, type FloatingDType, type IntegerDType, isFloating, isInteger } from './dtypes.ts';

/** Limits of a floating dtype. */
export interface FloatLimits {
  /** Bits of the stored significand. */
  readonly significandBits: number;
  /** The difference between 1 and the next larger number. */
  readonly eps: number;
  /** The largest finite number; the lowest is its negative. */
  readonly max: number;
  /** The smallest positive normal number. */
  readonly tiny: number;
  /** The smallest positive subnormal number. */
  readonly smallestSubnormal: number;
}

/** Limits of an integer dtype; bigint, since a 64-bit limit is no number. */
export interface IntegerLimits {
  readonly bits: number;
  readonly min: bigint;
  readonly max: bigint;
}

const floatFormat = (significandBits: number, maxExponent: number): FloatLimits => ({
  significandBits,
  eps: 2 ** -significandBits,
  // Written so that float64's largest number does not overflow on the way.
  max: (2 - 2 ** -significandBits) * 2 ** maxExponent,
  tiny: 2 ** (1 - maxExponent),
  smallestSubnormal: 2 ** (1 - maxExponent - significandBits),
});

const floatLimits: { readonly [D in FloatingDType]: FloatLimits } = {
  float16: floatFormat(10, 15),
  bfloat16: floatFormat(7, 127),
  float32: floatFormat(23, 127),
  float64: floatFormat(52, 1023),
};

const integerFormat = (bits: number, isSigned: boolean): IntegerLimits => ({
  bits,
  min: isSigned ? -(2n ** BigInt(bits - 1)) : 0n,
  max: 2n ** BigInt(isSigned ? bits - 1 : bits) - 1n,
});

const integerLimits: { readonly [D in IntegerDType]: IntegerLimits } = {
  int8: integerFormat(8, true),
  int16: integerFormat(16, true),
  int32: integerFormat(32, true),
  int64: integerFormat(64, true),
  uint8: integerFormat(8, false),
  uint16: integerFormat(16, false),
  uint32: integerFormat(32, false),
  uint64: integerFormat(64, false),
};

/**
 * Limits of a floating dtype.
 * @throws InvalidArgumentError if the dtype is not floating.
 * @example
 * tn.finfo('float32').eps; // => 1.1920928955078125e-7
 */
export function finfo(dtype: DType): FloatLimits {
  if (isFloating(dtype)) return floatLimits[dtype];
  throw new InvalidArgumentError(`finfo: ${dtype} is not a floating dtype; use iinfo for integers.`);
}

/**
 * Limits of an integer dtype.
 * @throws InvalidArgumentError if the dtype is not an integer.
 * @example
 * tn.iinfo('int8').max; // => 127
 */
export function iinfo(dtype: DType): IntegerLimits {
  if (isInteger(dtype)) return integerLimits[dtype];
  throw new InvalidArgumentError(`iinfo: ${dtype} is not an integer dtype; use finfo for floats.`);
}

/** The lowest value of a dtype: −∞ for floats, the minimum for integers, false for bool. The identity of `max`. */
export function lowest(dtype: DType): number | bigint {
  if (isFloating(dtype)) return -Infinity;
  return isInteger(dtype) ? narrow(dtype, integerLimits[dtype].min) : 0;
}

/** The highest value of a dtype: +∞ for floats, the maximum for integers, true for bool. The identity of `min`. */
export function highest(dtype: DType): number | bigint {
  if (isFloating(dtype)) return Infinity;
  return isInteger(dtype) ? narrow(dtype, integerLimits[dtype].max) : 1;
}

function narrow(dtype: IntegerDType, limit: bigint): number | bigint {
  return dtype === 'int64' || dtype === 'uint64' ? limit : Number(limit);
}
