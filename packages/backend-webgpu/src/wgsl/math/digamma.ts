/**
 * @file The digamma function ψ(x) = Γ′(x) / Γ(x).
 *
 * The asymptotic series from 10 on, reached by ψ(x + 1) = ψ(x) + 1/x; a Taylor series around the positive zero, where that
 * sum would cancel; the reflection formula below 0. Near the zeros between negative integers the error is small against 1,
 * not against the result.
 */

import { pairPolynomial, pairTable, pairText } from './pair.ts';
import { polynomial, wgslFunctions } from './wgsl-function.ts';

/** B₂ₖ / (2k), the coefficients of −x⁻²ᵏ (DLMF 5.11.2). */
const ASYMPTOTIC = [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132];

const ZERO = 1.4616321449683622;

/** ψ⁽ᵏ⁾ / k! = (−1)ᵏ⁺¹ ζ(k + 1, ·) at the zero, from k = 1 on (DLMF 5.15.1, 25.11.12). */
const AROUND_ZERO = [
  0.9676722454476212, -0.4427631689835921, 0.258499760955651, -0.16394270544240652, 0.10782405069126237,
  -0.07219956125645471, 0.04880428816414311, -0.03316112647484736, 0.022597648232218104, -0.01542476590494896,
  0.010538791616612175, -0.007204534386356869, 0.004926781395729853, -0.003369801655439328,
];

export const digamma = wgslFunctions(
  pairTable('tn_digamma_around_zero', AROUND_ZERO),
  // ψ(x) of x > 0.
  `fn tn_pair_digamma(x: vec2<f32>) -> vec2<f32> {
  let z = tn_pair_sub(x, ${pairText(ZERO)});
  if (abs(z.x) < 0.2f) {
    ${pairPolynomial('sum', 'tn_digamma_around_zero', AROUND_ZERO.length, 'z')}
    return tn_pair_mul(sum, z);
  }
  var shifted = x;
  var reciprocals = vec2<f32>(0.0f);
  while (shifted.x < 10.0f) {
    reciprocals = tn_pair_add(reciprocals, tn_pair_div(tn_pair(1.0f), shifted));
    shifted = tn_pair_add(shifted, tn_pair(1.0f));
  }
  let inverse = tn_pair_div(tn_pair(1.0f), shifted);
  let square = inverse.x * inverse.x;
  let rest = tn_pair_add(0.5f * inverse, tn_pair(square * ${polynomial(ASYMPTOTIC, 'square')}));
  return tn_pair_sub(tn_pair_sub(tn_pair_log(shifted), reciprocals), rest);
}`,
  `fn tn_digamma(x: f32) -> f32 {
  if (tn_is_nan(x)) { return x; }
  if (tn_magnitude_bits(x) == 0u || x <= -0x1p23f) { return tn_nan(); }
  if (x >= 0x1p40f) { return tn_log(x); }
  if (x > 0.0f) {
    // Its pole's part alone, whose reciprocal as a pair might overflow.
    if (x < 0x1p-60f) { return -tn_div(1.0f, x); }
    let result = tn_pair_digamma(tn_pair(x));
    return result.x + result.y;
  }
  let f = x - round(x);
  if (f == 0.0f) { return tn_nan(); }
  if (x > -0x1p-60f) { return -tn_div(1.0f, x); }
  // ψ(1 − x) − π cot πx (DLMF 5.5.4).
  let parts = tn_sin_and_cos_pi(f);
  let cotangent = tn_pair_mul(${pairText(Math.PI)}, tn_pair_div(parts.zw, parts.xy));
  let result = tn_pair_sub(tn_pair_digamma(tn_exact_sum(1.0f, -x)), select(cotangent, -cotangent, f < 0.0f));
  return result.x + result.y;
}`,
);
