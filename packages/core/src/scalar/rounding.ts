/**
 * @file Rounding: how a raw result becomes a value of its dtype.
 *
 * JavaScript computes in float64 or in bigint; a dtype is what such a result is brought back to after every
 * operation. For +, −, ·, / and √ a float64 result rounded to float32 equals the float32 operation itself, since 53
 * bits are at least 2·24 + 2 (Figueroa, "When is double rounding innocuous?", SIGNUM 1995).
 *
 * Within programs a bool is the number 0 or 1, and float16 and bfloat16 carry float32 precision; they take their own
 * precision when stored, or cast explicitly (`roundToStored`).
 */

import {
  bfloat16ToNumber,
  type DType,
  float16ToNumber,
  numberToBfloat16,
  numberToFloat16,
} from '../dtype/index.ts';

/** The JavaScript type of an element inside a program: bigint for 64-bit integers, number for all else. */
export type ElementOf<D extends DType> = D extends 'int64' | 'uint64' ? bigint : number;

type Rounding = { readonly [D in DType]: (x: ElementOf<D>) => ElementOf<D> };

const identity = (x: number) => x;

/** Brings the raw result of an operation to the precision that a dtype has inside a program; integers wrap. */
export const roundElement: Rounding = {
  bool: identity,
  int8: (x) => (x << 24) >> 24,
  int16: (x) => (x << 16) >> 16,
  int32: (x) => x | 0,
  int64: (x) => BigInt.asIntN(64, x),
  uint8: (x) => x & 0xff,
  uint16: (x) => x & 0xffff,
  uint32: (x) => x >>> 0,
  uint64: (x) => BigInt.asUintN(64, x),
  float16: Math.fround,
  bfloat16: Math.fround,
  float32: Math.fround,
  float64: identity,
};

/** Brings a value to what a buffer of the dtype can hold. Rounds once, so give it the unrounded value. */
export const roundToStored: Rounding = {
  ...roundElement,
  float16: (x) => float16ToNumber(numberToFloat16(x)),
  bfloat16: (x) => bfloat16ToNumber(numberToBfloat16(x)),
};
