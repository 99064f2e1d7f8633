/**
 * @file The regularized incomplete beta function Iₓ(a, b).
 *
 * A continued fraction that converges fast below the mean a / (a + b), and the symmetry Iₓ(a, b) = 1 − I₁₋ₓ(b, a) above it
 * (DLMF 8.17.22, 8.17.4); for small b, where the difference from 1 may cancel, a power series of positive terms
 * (DLMF 8.17.7). In pairs, as the incomplete gamma functions.
 */

import { pairText } from './pair.ts';
import { wgslFunctions } from './wgsl-function.ts';

export const incompleteBeta = wgslFunctions(
  // ln(xᵃ (1 − x)ᵇ / B(a, b)); for a + b from 10 on around the peak, where x = a/(a + b) · (1 + μ) and
  // 1 − x = b/(a + b) · (1 − μ a/b).
  `fn tn_log_beta_density(a: f32, b: f32, x: f32) -> vec2<f32> {
  let sum = tn_exact_sum(a, b);
  let other = tn_exact_sum(1.0f, -x);
  let around_peak = sum.x >= 10.0f;
  var result = vec2<f32>(0.0f);
  // The powers, of x and of 1 − x. In a loop, as the next: their text is long.
  for (var i = 0; i < 2; i++) {
    let exponent = tn_pair(select(b, a, i == 0));
    var base = other;
    if (i == 0) { base = tn_pair(x); }
    if (around_peak) {
      let scaled = tn_pair_mul(sum, base);
      let shift = tn_pair_sub(scaled, exponent);
      let excess = tn_pair_excess_over_log(tn_pair_div(shift, exponent), tn_pair_div(scaled, exponent));
      result = tn_pair_sub(result, tn_pair_mul(exponent, excess));
    } else {
      result = tn_pair_add(result, tn_pair_mul(exponent, tn_pair_log(base)));
    }
  }
  for (var i = 0; i < 3; i++) {
    var argument = sum;
    if (i == 1) { argument = tn_pair(a); }
    if (i == 2) { argument = tn_pair(b); }
    var part: vec2<f32>;
    // Around the peak, what Stirling's leading part leaves of ln Γ.
    if (around_peak && argument.x >= 10.0f) {
      part = tn_pair(tn_stirling_remainder(argument.x));
    } else {
      part = tn_pair_log_gamma(argument);
      if (around_peak) { part = tn_pair_sub(part, tn_stirling_leading(argument, tn_pair_log(argument))); }
    }
    result = tn_pair_add(result, select(-part, part, i == 0));
  }
  if (!around_peak) { return result; }
  let product = tn_pair_div(tn_pair_mul(tn_pair(a), tn_pair_div(tn_pair(b), sum)), ${pairText(2 * Math.PI)});
  return tn_pair_add(result, 0.5f * tn_pair_log(product));
}`,
  // a Σ (1 − b)(2 − b) … (n − b) xⁿ / (n! (a + n)).
  `fn tn_beta_series(a: f32, b: f32, x: f32) -> vec2<f32> {
  var sum = tn_pair(1.0f);
  var power = tn_pair(1.0f);
  for (var n = 1; n < 1000; n++) {
    power = tn_pair_div(tn_pair_mul(power, tn_pair_mul(tn_exact_sum(f32(n), -b), tn_pair(x))), tn_pair(f32(n)));
    let term = tn_pair_div(tn_pair_mul(power, tn_pair(a)), tn_exact_sum(a, f32(n)));
    sum = tn_pair_add(sum, term);
    if (abs(term.x) <= sum.x * 0x1p-40f) { break; }
  }
  return sum;
}`,
  'fn tn_not_zero(x: vec2<f32>) -> vec2<f32> { return select(x, tn_pair(1e-30f), x.x == 0.0f); }',
  // 1/(1 +) d₁/(1 +) d₂/(1 +) … (DLMF 8.17.22, 8.17.23), by Lentz's method as modified by Thompson and Barnett. It takes
  // O(√max(a, b)) steps: parameters beyond some 10⁸ would take longer than the limit and give NaN.
  `fn tn_beta_fraction(a: f32, b: f32, x: vec2<f32>) -> vec2<f32> {
  let sum = tn_exact_sum(a, b);
  var numerators = tn_pair(1.0f);
  var denominators = tn_pair(1.0f);
  var value = tn_pair(1.0f);
  for (var n = 1; n < 100000; n++) {
    // The quotient of a + m and a + n − 1, which is 1 at first, though a may be tiny.
    let m = f32(n / 2);
    var factors = sum;
    if (n > 1) {
      let even = (n & 1) == 0;
      let first = tn_exact_sum(select(a, b, even), select(m, -m, even));
      var second = tn_pair_add(sum, tn_pair(m));
      if (even) { second = tn_pair(-m); }
      factors = tn_pair_mul(tn_pair_div(first, tn_exact_sum(a, f32(n - 1))), second);
    }
    let coefficient = -tn_pair_mul(factors, tn_pair_div(x, tn_exact_sum(a, f32(n))));
    let inverse = tn_pair_add(tn_pair(1.0f), tn_pair_mul(coefficient, denominators));
    denominators = tn_pair_div(tn_pair(1.0f), tn_not_zero(inverse));
    if (n > 1) { numerators = tn_not_zero(tn_pair_add(tn_pair(1.0f), tn_pair_div(coefficient, numerators))); }
    let factor = tn_pair_mul(denominators, numerators);
    value = tn_pair_mul(value, factor);
    if (n > 1 && abs((factor.x - 1.0f) + factor.y) <= 0x1p-40f) { return value; }
    if (!tn_is_finite(factor.x)) { break; }
  }
  return tn_pair(tn_nan());
}`,
  `fn tn_betainc(a: f32, b: f32, x: f32) -> f32 {
  if (!tn_less(0.0f, a) || !tn_less(0.0f, b) || !tn_less_equal(0.0f, x) || !tn_less_equal(x, 1.0f)) { return tn_nan(); }
  if (x == 0.0f || x == 1.0f) { return x; }
  if (tn_is_inf(a) || tn_is_inf(b)) { return tn_nan(); }
  var logarithm = tn_log_beta_density(a, b, x);
  let other = tn_exact_sum(1.0f, -x);
  let by_series = b * x <= 1.0f && x <= 0.95f;
  let reflected = !by_series && x > (a + 1.0f) / (a + b + 2.0f);
  var rest: vec2<f32>;
  if (by_series) {
    rest = tn_beta_series(a, b, x);
  } else if (reflected) {
    rest = tn_beta_fraction(b, a, other);
  } else {
    rest = tn_beta_fraction(a, b, tn_pair(x));
  }
  // Divided by a or b, and for the series by (1 − x)ᵇ, as logarithms: those of tiny numbers are no quotients'.
  for (var i = 0; i < select(1, 2, by_series); i++) {
    let divisor = tn_pair_log(select(other, tn_pair(select(a, b, reflected)), i == 0));
    logarithm = tn_pair_sub(logarithm, tn_pair_mul(tn_pair(select(b, 1.0f, i == 0)), divisor));
  }
  let part = tn_pair_exp_times(logarithm, rest);
  if (!reflected) { return part.x + part.y; }
  let complement = tn_pair_sub(tn_pair(1.0f), part);
  return complement.x + complement.y;
}`,
);
