/**
 * @file Rounding a number to each floating dtype: to the nearest, ties to even.
 *
 * Each step of an op is rounded in its dtype. For float16 and bfloat16 TensorFlow computes the step in float32 and
 * rounds that; going through float32, or float64, on the way to so few bits never changes the result of a product,
 * sum or difference.
 */
import type { FloatingDType } from './element-types.ts';

/** Rounds a number to the nearest of each floating dtype, ties to even. */
export const roundTo: { readonly [D in FloatingDType]: (x: number) => number } = {
  float16: roundToFloat16,
  bfloat16: roundToBfloat16,
  float32: Math.fround,
  float64: (x) => x,
};

const float32 = new Float32Array(1);
const bits = new Uint32Array(float32.buffer);

const FLOAT32_EXPONENT_BIAS = 127;
const FLOAT16_LEAST_EXPONENT = -14;
const FLOAT16_FRACTION_BITS = 10;
const FLOAT64_FRACTION_BITS = 52;
const FLOAT16_OVERFLOW = 2 ** 16;

/** The float16 nearest to the float32 `x`. */
function roundToFloat16(x: number): number {
  float32[0] = x;
  const exponent = Math.max(((bits[0] >>> 23) & 0xff) - FLOAT32_EXPONENT_BIAS, FLOAT16_LEAST_EXPONENT);
  // In float64, adding 1.5 · 2⁵² last places of the result leaves no room for anything below its last place.
  const shift = exponent - FLOAT16_FRACTION_BITS + FLOAT64_FRACTION_BITS;
  bits[0] = ((shift + FLOAT32_EXPONENT_BIAS) << 23) | 0x400000;
  const rounded = x + float32[0] - float32[0];
  if (rounded === 0) return x < 0 || Object.is(x, -0) ? -0 : 0;
  return Math.abs(rounded) < FLOAT16_OVERFLOW ? rounded : Math.sign(rounded) * Number.POSITIVE_INFINITY;
}

/** The bfloat16 nearest to the float32 `x`: its upper 16 bits, plus one where the lower 16 round up. */
function roundToBfloat16(x: number): number {
  if (Number.isNaN(x)) return x;
  float32[0] = x;
  const lastKept = (bits[0] >>> 16) & 1;
  bits[0] = (bits[0] + 0x7fff + lastKept) & 0xffff0000;
  return float32[0];
}
