/**
 * @file ln x and ln(1 + x).
 *
 * x = 2ᵏ m with m in [2/3, 4/3) and ln x = k ln 2 + ln m, k times the first part of ln 2 being exact; ln m is
 * f − f²/2 + f³ p(f) of f = m − 1.
 */

import { polynomial, wgslFunctions } from './wgsl-function.ts';

/** (ln(1 + f) − f + f²/2) / f³, minimax on ±0.3334 for the relative error of ln(1 + f), 2⁻²⁷·⁷. */
const CUBIC = [
  0.3333321575, -0.2499979713, 0.2001042202, -0.1668051435, 0.1400556923, -0.121838548, 0.1398606744,
  -0.1289359487,
];

export const logarithm = wgslFunctions(
  // k and m of the bits of a positive finite number, m counted from `lowest` on, a number's bits.
  `fn tn_split_exponent(magnitude: u32, lowest: u32) -> vec2<f32> {
  let parts = tn_decode(magnitude);
  let m = bitcast<u32>(tn_unit(parts.x));
  // From twice the lowest on, half of the significand.
  let above = select(0u, 1u, m >= lowest + 0x800000u);
  return vec2<f32>(f32(parts.y - 127 + i32(above)), bitcast<f32>(m - (above << 23u)));
}`,
  // k ln 2 + ln(1 + f) + correction, for f from −1/3 to 1/3, and a correction below f's last place.
  `fn tn_log_of_parts(k: f32, f: f32, correction: f32) -> f32 {
  let square = f * f;
  let tail = k * 0x1.7f7d1cp-20f + correction;
  let rest = square * f * ${polynomial(CUBIC, 'f')} + (tail - 0.5f * square);
  return k * 0x1.62e4p-1f + (f + rest);
}`,
  // ln(high + low) of a positive normal number.
  `fn tn_log_of_sum(high: f32, low: f32) -> f32 {
  let parts = tn_split_exponent(bitcast<u32>(high), 0x3f2aaaabu);
  return tn_log_of_parts(parts.x, parts.y - 1.0f, low / high);
}`,
  `fn tn_log(x: f32) -> f32 {
  let magnitude = tn_magnitude_bits(x);
  if (magnitude == 0u) { return -tn_infinity(); }
  if (tn_is_negative(x)) { return tn_nan(); }
  if (magnitude >= 0x7f800000u) { return x; }
  let parts = tn_split_exponent(magnitude, 0x3f2aaaabu);
  return tn_log_of_parts(parts.x, parts.y - 1.0f, 0.0f);
}`,
  // ln(1 + high + low), where low is below high's last place. Finite numbers, and 1 + high > 0.
  `fn tn_log1p_of_sum(high: f32, low: f32) -> f32 {
  let sum = tn_exact_sum(1.0f, high);
  let parts = tn_split_exponent(bitcast<u32>(sum.x), 0x3f2aaaabu);
  // Without a scaling the sum is not needed: high is 1 + high − 1 more exactly.
  let unscaled = parts.x == 0.0f;
  let f = select(parts.y - 1.0f, high, unscaled);
  return tn_log_of_parts(parts.x, f, select(sum.y + low, low, unscaled) / sum.x);
}`,
  `fn tn_log1p(x: f32) -> f32 {
  let magnitude = tn_magnitude_bits(x);
  // Tiny numbers are their own result; so are NaN and ∞.
  if (magnitude < 0x33000000u || magnitude > 0x7f800000u) { return x; }
  if (tn_is_negative(x) && magnitude >= 0x3f800000u) {
    return bitcast<f32>(select(0x7fc00000u, 0xff800000u, magnitude == 0x3f800000u));
  }
  if (magnitude == 0x7f800000u) { return x; }
  return tn_log1p_of_sum(x, 0.0f);
}`,
);
