/**
 * @file Integer arithmetic with the edges TensorFlow gives it: division by zero, powers, shifts past the width.
 *
 * Each function exists for numbers (up to 32 bits) and for bigints (64 bits). Results are raw: the caller wraps them
 * to the dtype. Quotients of 32-bit integers are safe in float64: a quotient that is no integer differs from the
 * nearest one by 2⁻³² relatively at least, far more than a rounding error.
 */

import { type DType, dtypeInfo } from '../dtype/index.ts';
import { InvalidArgumentError } from '../errors/index.ts';

function divisionByZero(): never {
  throw new InvalidArgumentError('Integer division by zero.');
}

function negativeExponent(): never {
  throw new InvalidArgumentError('Integers to negative integer powers are not allowed.');
}

/** ⌊a / b⌋. */
export function floorDivide(a: number, b: number): number {
  return b === 0 ? divisionByZero() : Math.floor(a / b);
}

/** ⌊a / b⌋ in bigints, whose own division truncates. */
export function floorDivideBigint(a: bigint, b: bigint): bigint {
  if (b === 0n) divisionByZero();
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

/** a − b·⌊a / b⌋: the remainder of b's sign. */
export function floorModulo(a: number, b: number): number {
  if (b === 0) divisionByZero();
  const remainder = a % b;
  return remainder !== 0 && remainder < 0 !== b < 0 ? remainder + b : remainder;
}

/** a − b·⌊a / b⌋ in bigints. */
export function floorModuloBigint(a: bigint, b: bigint): bigint {
  if (b === 0n) divisionByZero();
  const remainder = a % b;
  return remainder !== 0n && remainder < 0n !== b < 0n ? remainder + b : remainder;
}

/** a / b toward 0. */
export function truncateDivide(a: number, b: number): number {
  return b === 0 ? divisionByZero() : Math.trunc(a / b);
}

/** a / b toward 0, in bigints. */
export function truncateDivideBigint(a: bigint, b: bigint): bigint {
  return b === 0n ? divisionByZero() : a / b;
}

/** The remainder of a's sign. */
export function truncateModulo(a: number, b: number): number {
  return b === 0 ? divisionByZero() : a % b;
}

/** The remainder of a's sign, in bigints. */
export function truncateModuloBigint(a: bigint, b: bigint): bigint {
  return b === 0n ? divisionByZero() : a % b;
}

/** aᵇ modulo 2³², by squaring. */
export function power(a: number, b: number): number {
  if (b < 0) negativeExponent();
  let result = 1;
  for (let square = a, exponent = b; exponent > 0; exponent = Math.floor(exponent / 2)) {
    if (exponent % 2 === 1) result = Math.imul(result, square);
    square = Math.imul(square, square);
  }
  return result;
}

/** aᵇ modulo 2⁶⁴, by squaring. */
export function powerBigint(a: bigint, b: bigint): bigint {
  if (b < 0n) negativeExponent();
  let result = 1n;
  for (let square = a, exponent = b; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = BigInt.asIntN(64, result * square);
    square = BigInt.asIntN(64, square * square);
  }
  return result;
}

/** The distance a shift by `b` really shifts: clamped to [0, width − 1]. */
function shiftDistance(b: number, dtype: DType): number {
  return Math.min(Math.max(b, 0), dtypeInfo[dtype].byteWidth * 8 - 1);
}

function shiftDistanceBigint(b: bigint): bigint {
  if (b < 0n) return 0n;
  return b > 63n ? 63n : b;
}

/** a · 2ᵇ. */
export function shiftLeft(a: number, b: number, dtype: DType): number {
  return a << shiftDistance(b, dtype);
}

/** a · 2ᵇ in bigints. */
export function shiftLeftBigint(a: bigint, b: bigint): bigint {
  return a << shiftDistanceBigint(b);
}

/** ⌊a / 2ᵇ⌋: the sign is kept, and an unsigned number has none. */
export function shiftRight(a: number, b: number, dtype: DType): number {
  const distance = shiftDistance(b, dtype);
  return dtypeInfo[dtype].kind === 'uint' ? a >>> distance : a >> distance;
}

/** ⌊a / 2ᵇ⌋ in bigints. */
export function shiftRightBigint(a: bigint, b: bigint): bigint {
  return a >> shiftDistanceBigint(b);
}
