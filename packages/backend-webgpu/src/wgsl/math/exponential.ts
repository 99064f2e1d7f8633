/**
 * @file eˣ and eˣ − 1.
 *
 * x = n ln 2 + r with |r| ≤ ½ ln 2, so that eˣ = 2ⁿ eʳ, and eʳ = 1 + r + r² q(r). The reduction is Cody and Waite's
 * (Software Manual for the Elementary Functions, 1980): ln 2 in two parts, the first so short that n times it is exact.
 */

import { polynomial, wgslFunctions } from './wgsl-function.ts';

/** (eʳ − 1 − r) / r², minimax on ±0.3470 for the relative error of eʳ, 2⁻²⁸·². */
const QUADRATIC = [0.4999999342, 0.1666652012, 0.04166839358, 0.008368778605, 0.001381449943];
/** The same for the relative error of eʳ − 1, 2⁻³¹·⁷. */
const QUADRATIC_LESS_ONE = [
  0.5000000053, 0.166666669, 0.04166632572, 8.333219315e-3, 1.394330994e-3, 1.996255107e-4,
];

export const exponential = wgslFunctions(
  // n and r of high + low, where |n| has at most 8 bits.
  `fn tn_reduce_exponential(high: f32, low: f32) -> vec2<f32> {
  let n = floor(high * 1.44269504f + 0.5f);
  let r = tn_fixed(high - n * 0x1.62e4p-1f);
  return vec2<f32>(n, r + (low - n * 0x1.7f7d1cp-20f));
}`,
  `fn tn_exp_of_reduced(r: f32) -> f32 { return 1.0f + (r + r * r * ${polynomial(QUADRATIC, 'r')}); }`,
  // e^(high + low) · 2^doublings. Beyond the bounds it is 0 or ∞.
  `fn tn_exp_scaled(high: f32, low: f32, doublings: i32) -> f32 {
  let bounded = clamp(high, -120.0f, 120.0f);
  let reduced = tn_reduce_exponential(bounded, select(0.0f, low, abs(high) < 120.0f));
  return tn_scale(tn_exp_of_reduced(reduced.y), i32(reduced.x) + doublings);
}`,
  `fn tn_exp(x: f32) -> f32 {
  if (tn_is_nan(x)) { return x; }
  return tn_exp_scaled(x, 0.0f, 0);
}`,
  // Half of it as 2ⁿ⁻¹ (eʳ − 1) + (2ⁿ⁻¹ − ½), since 2ⁿ may be just too large.
  `fn tn_expm1(x: f32) -> f32 {
  if (tn_is_nan(x)) { return x; }
  // Tiny numbers are their own result.
  if (tn_magnitude_bits(x) < 0x33000000u) { return x; }
  if (x > 88.8f) { return tn_infinity(); }
  let reduced = tn_reduce_exponential(max(x, -20.0f), 0.0f);
  let r = reduced.y;
  let fraction = r + r * r * ${polynomial(QUADRATIC_LESS_ONE, 'r')};
  let half = bitcast<f32>(u32(i32(reduced.x) + 126) << 23u);
  let result = fraction * half + (half - 0.5f);
  if (result >= 0x1p127f) { return tn_infinity(); }
  return 2.0f * result;
}`,
);
