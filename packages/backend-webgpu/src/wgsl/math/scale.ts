/**
 * @file Numbers times powers of two, by their bits: overflow is infinity, and subnormal results are rounded as IEEE 754
 * asks, whatever the device does to subnormal numbers in arithmetic.
 */

import { wgslFunctions } from './wgsl-function.ts';

export const scale = wgslFunctions(
  // ⌊x / 2ˢ⌉, halves to even, for 1 ≤ s ≤ 31.
  `fn tn_shift_rounding(x: u32, s: u32) -> u32 {
  let quotient = x >> s;
  let rest = x & ((1u << s) - 1u);
  let half = 1u << (s - 1u);
  return quotient + select(0u, 1u, rest > half || (rest == half && (quotient & 1u) == 1u));
}`,
  // x · 2ⁿ for a normal x.
  `fn tn_scale(x: f32, n: i32) -> f32 {
  let bits = bitcast<u32>(x);
  let sign = bits & 0x80000000u;
  let exponent = i32((bits >> 23u) & 0xffu) + n;
  if (exponent > 254) { return bitcast<f32>(sign | 0x7f800000u); }
  if (exponent > 0) { return bitcast<f32>((bits & 0x807fffffu) | (u32(exponent) << 23u)); }
  if (exponent < -24) { return bitcast<f32>(sign); }
  return bitcast<f32>(sign | tn_shift_rounding((bits & 0x7fffffu) | 0x800000u, u32(1 - exponent)));
}`,
  // The significand as an integer of 24 bits and the biased exponent of a positive finite number's bits.
  `fn tn_decode(magnitude: u32) -> vec2<i32> {
  let exponent = magnitude >> 23u;
  if (exponent > 0u) { return vec2<i32>(i32((magnitude & 0x7fffffu) | 0x800000u), i32(exponent)); }
  let shift = countLeadingZeros(magnitude) - 8u;
  return vec2<i32>(i32(magnitude << shift), 1 - i32(shift));
}`,
  // The number in [1, 2) of a 24-bit significand.
  'fn tn_unit(significand: i32) -> f32 { return bitcast<f32>((u32(significand) & 0x7fffffu) | 0x3f800000u); }',
);
