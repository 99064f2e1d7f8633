/**
 * @file NaN and infinity, by bits.
 *
 * WGSL's compilers may assume that there are neither, so they are made and found as integers. A constant NaN or infinity
 * is an error in WGSL; a variable's value is not a constant.
 */

import { wgslFunctions } from './wgsl-function.ts';

export const bits = wgslFunctions(
  'fn tn_nan() -> f32 { var bits = 0x7fc00000u; return bitcast<f32>(bits); }',
  'fn tn_infinity() -> f32 { var bits = 0x7f800000u; return bitcast<f32>(bits); }',
  // ∞ with the sign of another number.
  `fn tn_infinity_like(x: f32) -> f32 {
  return bitcast<f32>((bitcast<u32>(x) & 0x80000000u) | 0x7f800000u);
}`,
  // The bits of |x|: magnitudes are ordered as these are.
  'fn tn_magnitude_bits(x: f32) -> u32 { return bitcast<u32>(x) & 0x7fffffffu; }',
  'fn tn_is_nan(x: f32) -> bool { return tn_magnitude_bits(x) > 0x7f800000u; }',
  'fn tn_is_inf(x: f32) -> bool { return tn_magnitude_bits(x) == 0x7f800000u; }',
  'fn tn_is_finite(x: f32) -> bool { return tn_magnitude_bits(x) < 0x7f800000u; }',
  'fn tn_is_negative(x: f32) -> bool { return (bitcast<u32>(x) & 0x80000000u) != 0u; }',
  `fn tn_copy_sign(magnitude: f32, sign: f32) -> f32 {
  return bitcast<f32>(tn_magnitude_bits(magnitude) | (bitcast<u32>(sign) & 0x80000000u));
}`,
);
