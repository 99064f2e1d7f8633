/**
 * @file Conversions between float32, 16-bit floats and integers, in integer arithmetic: WGSL leaves the rounding of its
 * own to the device, and what is out of range undefined.
 */

import { wgslFunctions } from './wgsl-function.ts';

export const conversion = wgslFunctions(
  // The bits of the nearest bfloat16; one quiet NaN for all. A carry out of the fraction is the next exponent.
  `fn tn_f32_to_bf16(x: f32) -> u32 {
  let bits = bitcast<u32>(x);
  return select((bits + 0x7fffu + ((bits >> 16u) & 1u)) >> 16u, 0x7fc0u, tn_is_nan(x));
}`,
  'fn tn_bf16_to_f32(pattern: u32) -> f32 { return bitcast<f32>(pattern << 16u); }',
  // The bits of the nearest float16; one quiet NaN for all.
  `fn tn_f32_to_f16(x: f32) -> u32 {
  let magnitude = tn_magnitude_bits(x);
  let sign = (bitcast<u32>(x) >> 16u) & 0x8000u;
  if (magnitude > 0x7f800000u) { return 0x7e00u; }
  // From 65520 on, infinity.
  if (magnitude >= 0x477ff000u) { return sign | 0x7c00u; }
  if (magnitude >= 0x38800000u) {
    return sign | ((magnitude - 0x38000000u + 0xfffu + ((magnitude >> 13u) & 1u)) >> 13u);
  }
  // Below 2⁻¹⁴ in units of 2⁻²⁴.
  let exponent = magnitude >> 23u;
  if (exponent < 102u) { return sign; }
  return sign | tn_shift_rounding((magnitude & 0x7fffffu) | 0x800000u, 126u - exponent);
}`,
  `fn tn_f16_to_f32(pattern: u32) -> f32 {
  let sign = (pattern & 0x8000u) << 16u;
  let magnitude = pattern & 0x7fffu;
  if (magnitude < 0x400u) { return bitcast<f32>(bitcast<u32>(f32(magnitude) * 0x1p-24f) | sign); }
  // Exponents are biased by 15 there and by 127 here; the greatest stands for infinities and NaN in both.
  let bias = select(112u << 23u, 224u << 23u, magnitude >= 0x7c00u);
  return bitcast<f32>(((magnitude << 13u) + bias) | sign);
}`,
  // The integer part modulo 2³², of a number below 2⁶³; 0 for others and NaN, as the lowest int64 gives.
  `fn tn_f32_to_u32(x: f32) -> u32 {
  let bits = bitcast<u32>(x);
  let shift = i32((bits >> 23u) & 0xffu) - 150;
  let significand = (bits & 0x7fffffu) | 0x800000u;
  if (shift >= 32 || shift <= -24) { return 0u; }
  let magnitude = select(significand >> (u32(-shift) & 31u), significand << (u32(shift) & 31u), shift >= 0);
  return select(magnitude, 0u - magnitude, (bits >> 31u) == 1u);
}`,
  // The integer part; the lowest int32 where that is out of range, and for NaN.
  `fn tn_f32_to_i32(x: f32) -> i32 {
  if (tn_magnitude_bits(x) >= 0x4f000000u) { return i32(0x80000000u); }
  return bitcast<i32>(tn_f32_to_u32(x));
}`,
  // The nearest float32.
  `fn tn_u32_to_f32(x: u32) -> f32 {
  if (x < 0x1000000u) { return f32(x); }
  let shift = 8u - countLeadingZeros(x);
  return f32(tn_shift_rounding(x, shift)) * f32(1u << shift);
}`,
  `fn tn_i32_to_f32(x: i32) -> f32 {
  let magnitude = tn_u32_to_f32(select(u32(x), 0u - u32(x), x < 0));
  return select(magnitude, -magnitude, x < 0);
}`,
);
