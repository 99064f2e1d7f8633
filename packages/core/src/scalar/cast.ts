/**
 * @file Changing an element's dtype: `cast`, by value, and `bitcast`, by bits.
 *
 * A float that an integer dtype cannot hold (NaN, ±∞, too large) becomes what x86's conversion instructions yield,
 * as in TensorFlow on a CPU. TensorFlow itself gives two answers there, one in its vectorized loops and one for the
 * elements left over; this is the latter, and both where they agree: truncate to int32 (int64 for 32 bits unsigned
 * and wider), whose lowest value stands for everything out of range, then wrap to the narrower width.
 */

import {
  bfloat16ToNumber,
  type DType,
  dtypeInfo,
  encodeElement,
  float16ToNumber,
  isBigInt,
  isFloating,
} from '../dtype/index.ts';
import { roundElement, roundToStored } from './rounding.ts';

/** An element inside a program: a bool is 0 or 1, a 64-bit integer a bigint. */
export type Element = number | bigint;

const LOWEST_INT32 = -(2 ** 31);
const LOWEST_INT64 = -(2n ** 63n);

/** Toward 0 in int32; the lowest int32 for what is out of range. */
function truncateToInt32(x: number): number {
  const truncated = Math.trunc(x);
  // An integer has no −0: `| 0` makes it 0.
  return truncated >= LOWEST_INT32 && truncated < 2 ** 31 ? truncated | 0 : LOWEST_INT32;
}

/** Toward 0 in int64; the lowest int64 for what is out of range. */
function truncateToInt64(x: number): bigint {
  const truncated = Math.trunc(x);
  return truncated >= -(2 ** 63) && truncated < 2 ** 63 ? BigInt(truncated) : LOWEST_INT64;
}

const fromFloat: { readonly [D in DType]: (x: number) => Element } = {
  bool: (x) => (x === 0 ? 0 : 1),
  int8: (x) => roundElement.int8(truncateToInt32(x)),
  int16: (x) => roundElement.int16(truncateToInt32(x)),
  int32: truncateToInt32,
  int64: truncateToInt64,
  uint8: (x) => roundElement.uint8(truncateToInt32(x)),
  uint16: (x) => roundElement.uint16(truncateToInt32(x)),
  uint32: (x) => Number(BigInt.asUintN(32, truncateToInt64(x))),
  // The range is that of uint64 and int64 together; negative numbers wrap.
  uint64: (x) => BigInt.asUintN(64, x >= 2 ** 63 && x < 2 ** 64 ? BigInt(Math.trunc(x)) : truncateToInt64(x)),
  float16: roundToStored.float16,
  bfloat16: roundToStored.bfloat16,
  float32: Math.fround,
  float64: (x) => x,
};

/**
 * The float64 nearest to a bigint among those whose last bit is set unless they are exact («rounding to odd»), so
 * that rounding once more, to a narrower float, rounds as if it were the first time (Boldo & Melquiond, 2008).
 */
function roundToOdd(x: bigint): number {
  const magnitude = x < 0n ? -x : x;
  const excess = BigInt(Math.max(0, magnitude.toString(2).length - 53));
  const kept = magnitude >> excess;
  const sticky = kept << excess === magnitude ? 0n : 1n;
  const rounded = Number((kept | sticky) << excess);
  return x < 0n ? -rounded : rounded;
}

function fromBigint(to: DType): (x: bigint) => Element {
  if (to === 'bool') return (x) => (x === 0n ? 0 : 1);
  if (to === 'int64' || to === 'uint64') return roundElement[to];
  if (to === 'float64') return Number;
  if (isFloating(to)) return (x) => roundToStored[to](roundToOdd(x));
  const round = roundElement[to];
  return (x) => round(Number(BigInt.asIntN(32, x)));
}

function fromInteger(to: DType): (x: number) => Element {
  if (to === 'bool') return (x) => (x === 0 ? 0 : 1);
  if (to === 'int64') return BigInt;
  if (to === 'uint64') return (x) => BigInt.asUintN(64, BigInt(x));
  return roundToStored[to];
}

/** The function that casts elements of one dtype to another. */
export function castFunction(from: DType, to: DType): (x: Element) => Element {
  const { kind } = dtypeInfo[from];
  const cast = isBigInt(from) ? fromBigint(to) : kind === 'float' ? fromFloat[to] : fromInteger(to);
  // Elements of a 64-bit integer dtype are bigints and all others are numbers, so the argument fits.
  return cast as (x: Element) => Element;
}

/** The function that reads the bits of one dtype as another of the same width. */
export function bitcastFunction(from: DType, to: DType): (x: Element) => Element {
  const source = new dtypeInfo[from].StorageArray(1);
  const target = new dtypeInfo[to].StorageArray(source.buffer);
  const decode = to === 'float16' ? float16ToNumber : to === 'bfloat16' ? bfloat16ToNumber : undefined;
  return (x) => {
    source[0] = encodeElement(from, x);
    const bits = target[0] as Element;
    return decode ? decode(Number(bits)) : bits;
  };
}
