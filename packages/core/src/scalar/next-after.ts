/**
 * @file The next representable number of a dtype, by stepping its bit pattern.
 *
 * Positive floats are ordered as their bit patterns are, so a step away from 0 adds one to the pattern and a step
 * toward 0 subtracts one (IEEE 754-2019, 5.3.1).
 */

import {
  bfloat16ToNumber,
  type DType,
  float16ToNumber,
  numberToBfloat16,
  numberToFloat16,
} from '../dtype/index.ts';

const float32 = new Float32Array(1);
const float32Bits = new Uint32Array(float32.buffer);
const float64 = new Float64Array(1);
const float64Bits = new BigUint64Array(float64.buffer);

/** The number next to `a` toward `b`; `b` itself if they are equal, NaN if either is. */
export function nextAfter(a: number, b: number, dtype: DType): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return NaN;
  if (a === b) return b;
  if (a === 0) return b > 0 ? step(0, 1, dtype) : -step(0, 1, dtype);
  const awayFromZero = a < 0 === b < a;
  const magnitude = step(Math.abs(a), awayFromZero ? 1 : -1, dtype);
  return a < 0 ? -magnitude : magnitude;
}

/** The number `by` steps beyond a non-negative one. */
function step(magnitude: number, by: 1 | -1, dtype: DType): number {
  switch (dtype) {
    case 'float16':
      return float16ToNumber(numberToFloat16(magnitude) + by);
    case 'bfloat16':
      return bfloat16ToNumber(numberToBfloat16(magnitude) + by);
    case 'float32':
      float32[0] = magnitude;
      float32Bits[0] += by;
      return float32[0];
    default:
      float64[0] = magnitude;
      float64Bits[0] += BigInt(by);
      return float64[0];
  }
}
