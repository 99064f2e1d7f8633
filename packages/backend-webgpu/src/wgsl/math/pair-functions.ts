/**
 * @file Exponentials and logarithms of pairs, for special functions whose terms cancel or are raised to powers.
 */

import { pairPolynomial, pairTable, pairText } from './pair.ts';
import { wgslFunctions } from './wgsl-function.ts';

/** 1/k! from k = 1 on: |r| ≤ ½ ln 2, so these leave 2⁻⁴⁹. */
const INVERSE_FACTORIALS = [1, 2, 6, 24, 120, 720, 5040, 40320, 362880, 3628800, 39916800].map((k) => 1 / k);

/** 1/(2k + 1) from k = 1 on: of |r| ≤ 1/3, these leave 2⁻⁴⁴. */
const ODD_RECIPROCALS = Array.from({ length: 14 }, (_, k) => 1 / (2 * k + 3));

export const pairFunctions = wgslFunctions(
  pairTable('tn_inverse_factorials', INVERSE_FACTORIALS),
  `fn tn_pair_expm1_of_reduced(r: vec2<f32>) -> vec2<f32> {
  ${pairPolynomial('sum', 'tn_inverse_factorials', INVERSE_FACTORIALS.length, 'r')}
  return tn_pair_mul(sum, r);
}`,
  // n and r of x = n ln 2 + r.
  `fn tn_pair_reduce_exponential(x: vec2<f32>) -> vec3<f32> {
  let n = floor(x.x * 1.44269504f + 0.5f);
  // ln 2 in three parts: products of the first two with n are exact.
  let first = tn_pair_add(x, tn_pair(-n * 0x1.62e4p-1f));
  let second = tn_pair_add(first, tn_pair(-n * 0x1.7f60000000000p-20f));
  return vec3<f32>(n, tn_pair_add(second, tn_pair(-n * 0x1.d1cf7a0000000p-32f)));
}`,
  // eˣ − less, where less is 0 or 1; without it, 0 and ∞ where the power is out of range.
  `fn tn_pair_exp_less(x: vec2<f32>, less: f32) -> vec2<f32> {
  if (x.x < -104.5f) { return tn_pair(-less); }
  if (x.x > 89.0f) { return tn_pair(tn_infinity()); }
  let reduced = tn_pair_reduce_exponential(x);
  let n = i32(reduced.x);
  let power = tn_pair_expm1_of_reduced(reduced.yz);
  if (n == 0) { return tn_pair_add(tn_pair(1.0f - less), power); }
  let whole = tn_pair_add(tn_pair(1.0f), power);
  return tn_pair_add(vec2<f32>(tn_scale(whole.x, n), tn_scaled_low(whole.y, n)), tn_pair(-less));
}`,
  'fn tn_pair_exp(x: vec2<f32>) -> vec2<f32> { return tn_pair_exp_less(x, 0.0f); }',
  // eˣ times a factor, where the power alone may be too small for its low part, or to be a normal number.
  `fn tn_pair_exp_times(x: vec2<f32>, factor: vec2<f32>) -> vec2<f32> {
  let small = x.x < -50.0f;
  let raised = tn_pair_add(x, select(vec2<f32>(0.0f), ${pairText(64 * Math.LN2)}, small));
  let product = tn_pair_mul(tn_pair_exp(raised), factor);
  if (!small) { return product; }
  return tn_pair(tn_scaled_low(product.x + product.y, -64));
}`,
  // A low part, which may be 0.
  `fn tn_scaled_low(x: f32, n: i32) -> f32 {
  if (tn_magnitude_bits(x) < 0x00800000u) { return 0.0f; }
  return tn_scale(x, n);
}`,
  pairTable('tn_odd_reciprocals', ODD_RECIPROCALS),
  // μ − ln(1 + μ) ≥ 0 of μ > −1; ratio is 1 + μ. With r = μ / (2 + μ), ln(1 + μ) = 2 (r + r³/3 + r⁵/5 + …) and
  // μ − 2r = μ r, so that near 0 what cancels is cancelled by algebra.
  `fn tn_pair_excess_over_log(mu: vec2<f32>, ratio: vec2<f32>) -> vec2<f32> {
  if (abs(mu.x) >= 0.5f) { return tn_pair_sub(tn_pair_add(ratio, tn_pair(-1.0f)), tn_pair_log(ratio)); }
  let r = tn_pair_div(mu, tn_pair_add(mu, tn_pair(2.0f)));
  let square = tn_pair_mul(r, r);
  ${pairPolynomial('sum', 'tn_odd_reciprocals', ODD_RECIPROCALS.length, 'square')}
  return tn_pair_mul(r, tn_pair_sub(mu, 2.0f * tn_pair_mul(square, sum)));
}`,
);
