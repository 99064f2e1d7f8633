/**
 * @file The Hurwitz zeta function ζ(s, q) = Σ (q + k)⁻ˢ, by Euler–Maclaurin summation (DLMF 25.11.28).
 *
 * The first terms are added as they stand, until the next is negligible or q + k is large; an integral and derivatives at
 * that point stand for all others. For q < 0, with d the least of |q + k| below 0, the terms below 0 are those of ζ(s, d)
 * that ζ(s, 1 − q) does not have, with the sign (−1)ˢ: their number does not matter.
 */

import { float, wgslFunctions } from './wgsl-function.ts';

/** B₂ₖ / (2k)! (DLMF 24.2.1). */
const BERNOULLI_OVER_FACTORIAL = [
  8.3333333333333333e-2, -1.3888888888888889e-3, 3.3068783068783069e-5, -8.2671957671957672e-7,
  2.0876756987868099e-8, -5.2841901386874931e-10,
];

export const hurwitzZeta = wgslFunctions(
  // base⁻ˢ.
  `fn tn_zeta_term(base: vec2<f32>, s: f32) -> vec2<f32> {
  // Beyond, all but those of 1 are 0 or ∞, and products of halves might overflow.
  return tn_pair_exp(tn_pair_mul(tn_pair_log(base), tn_pair(-min(s, 0x1p40f))));
}`,
  `const tn_bernoulli_over_factorial = array<f32, ${BERNOULLI_OVER_FACTORIAL.length}>(${BERNOULLI_OVER_FACTORIAL.map(float).join(', ')});`,
  // For s > 1 and q > 0.
  `fn tn_positive_zeta(s: f32, q: vec2<f32>) -> vec2<f32> {
  var sum = vec2<f32>(0.0f);
  var base = q;
  // The tenth stands for the others.
  var first: vec2<f32>;
  for (var k = 0; k < 10; k++) {
    first = tn_zeta_term(base, s);
    if (!tn_is_finite(first.x)) { return tn_pair(first.x); }
    if (k == 9) { break; }
    sum = tn_pair_add(sum, first);
    if (first.x <= sum.x * 0x1p-44f) { return sum; }
    base = tn_pair_add(base, tn_pair(1.0f));
  }
  sum = tn_pair_add(sum, tn_pair_mul(first, tn_pair_div(base, tn_exact_sum(s, -1.0f))));
  sum = tn_pair_add(sum, 0.5f * first);
  // s (s + 1) … (s + 2j − 2) · base^(−s − 2j + 1)
  var derivative = (first.x * s) / base.x;
  for (var j = 0; j < ${BERNOULLI_OVER_FACTORIAL.length}; j++) {
    let term = tn_bernoulli_over_factorial[j] * derivative;
    sum = tn_pair_add(sum, tn_pair(term));
    if (abs(term) <= sum.x * 0x1p-40f) { break; }
    let next = s + 2.0f * f32(j);
    derivative *= (((next + 1.0f) / base.x) * (next + 2.0f)) / base.x;
  }
  return sum;
}`,
  `fn tn_zeta(s: f32, q: f32) -> f32 {
  if (bitcast<u32>(s) == 0x3f800000u) { return tn_infinity(); }
  if (!tn_less(1.0f, s) || tn_is_nan(q)) { return tn_nan(); }
  let infinite = tn_is_inf(s);
  let whole = infinite || s == floor(s);
  let even = infinite || (whole && 0.5f * s == floor(0.5f * s));
  if (tn_order(q) <= 0) {
    // All numbers from −2²³ on are whole.
    if (!tn_less(-0x1p23f, q) || q == floor(q)) {
      if (even) { return tn_infinity(); }
      return tn_nan();
    }
    if (!whole) { return tn_nan(); }
  }
  if (infinite) {
    if (q == 1.0f) { return 1.0f; }
    if (q > 1.0f) { return 0.0f; }
    return tn_infinity();
  }
  if (tn_is_inf(q)) { return 0.0f; }
  // ζ(s, q) for a positive q.
  let negative = q < 0.0f;
  let distance = -q - floor(-q);
  var sum = vec2<f32>(0.0f);
  for (var i = 0; i < select(1, 3, negative); i++) {
    var at = tn_pair(q);
    if (negative) {
      if (i == 0) { at = tn_exact_sum(1.0f, -distance); }
      if (i == 1) { at = tn_pair(distance); }
      if (i == 2) { at = tn_exact_sum(1.0f, -q); }
    }
    let part = tn_positive_zeta(s, at);
    if (!tn_is_finite(part.x)) { return part.x; }
    // Of odd s the terms below 0 are negative.
    let minus = (i == 1 && !even) || (i == 2 && even);
    sum = tn_pair_add(sum, select(part, -part, minus));
  }
  return sum.x + sum.y;
}`,
);
