/**
 * @file The regularized incomplete gamma functions P(a, x) and Q(a, x) = 1 − P(a, x), and ∂P/∂a.
 *
 * For x ≤ a a power series for P, for x > a a continued fraction for Q, both times the same density; what is small is
 * computed and the other one is 1 minus it. For small x and a, where Q is small but its fraction does not converge, Q's
 * leading part is taken out of 1 − P (Gautschi, "A computational procedure for incomplete gamma functions", ACM TOMS 5,
 * 1979). Derivatives are carried through the same recurrences. Both take O(√a) steps near x = a; from 10⁸ on the first
 * term of Temme's uniform expansion takes over (DLMF 8.12). All in pairs: roundings of a hundred steps would add up.
 */

import { pairText } from './pair.ts';
import { polynomial, wgslFunctions } from './wgsl-function.ts';

/** c₀(η) = 1/μ − 1/η (DLMF 8.12.10). */
const TEMME = [-1 / 3, 1 / 12, -2 / 135, 1 / 864];

const ASYMPTOTIC_FROM = '1e8f';

export const incompleteGamma = wgslFunctions(
  'fn tn_gamma_series_converges(a: f32, x: f32) -> bool { return x <= a || x <= 1.1f; }',
  // a (μ − ln(1 + μ)) of x = a (1 + μ).
  `fn tn_gamma_exponent(a: f32, x: f32) -> vec2<f32> {
  let mu = tn_pair_div(tn_exact_sum(x, -a), tn_pair(a));
  return tn_pair_mul(tn_pair(a), tn_pair_excess_over_log(mu, tn_pair_div(tn_pair(x), tn_pair(a))));
}`,
  // ln(xᵃ e⁻ˣ / Γ(a + 1)); for greater a as −a (μ − ln(1 + μ)) − ½ ln 2πa, but for what Stirling's formula leaves.
  `fn tn_log_gamma_density(a: f32, x: f32) -> vec2<f32> {
  let is_great = a >= 10.0f;
  // One logarithm serves both cases, as its text is long.
  let logarithm = tn_pair_log(select(tn_pair(x), tn_pair_mul(${pairText(2 * Math.PI)}, tn_pair(a)), is_great));
  if (is_great) {
    let rest = tn_pair_add(0.5f * logarithm, tn_pair(tn_stirling_remainder(a)));
    return -tn_pair_add(tn_gamma_exponent(a, x), rest);
  }
  let power = tn_pair_sub(tn_pair_mul(tn_pair(a), logarithm), tn_pair(x));
  return tn_pair_sub(power, tn_pair_log_gamma(tn_exact_sum(a, 1.0f)));
}`,
  // Σ xⁿ / ((a + 1) … (a + n)) (DLMF 8.11.4).
  `fn tn_gamma_series(a: f32, x: f32) -> vec2<f32> {
  var sum = tn_pair(1.0f);
  var term = tn_pair(1.0f);
  for (var n = 1; term.x > sum.x * 0x1p-40f; n++) {
    term = tn_pair_div(tn_pair_mul(term, tn_pair(x)), tn_exact_sum(a, f32(n)));
    sum = tn_pair_add(sum, term);
  }
  return sum;
}`,
  // 1/(x + 1 − a −) 1(1 − a)/(x + 3 − a −) 2(2 − a)/(x + 5 − a −) … (DLMF 8.9.2), summed forward by Steed's method: each
  // step adds the difference of two convergents.
  `fn tn_gamma_fraction(a: f32, x: f32) -> vec2<f32> {
  var denominator = tn_pair_add(tn_exact_sum(x, -a), tn_pair(1.0f));
  var inverse = tn_pair_div(tn_pair(1.0f), denominator);
  var step = inverse;
  var sum = step;
  for (var n = 1; abs(step.x) > abs(sum.x) * 0x1p-40f; n++) {
    let numerator = tn_pair_mul(tn_pair(f32(n)), tn_exact_sum(a, -f32(n)));
    denominator = tn_pair_add(denominator, tn_pair(2.0f));
    let next = tn_pair_div(tn_pair(1.0f), tn_pair_add(denominator, tn_pair_mul(numerator, inverse)));
    step = -tn_pair_mul(step, tn_pair_mul(numerator, tn_pair_mul(next, inverse)));
    inverse = next;
    sum = tn_pair_add(sum, step);
  }
  return sum;
}`,
  // Q for x ≤ 1.1 and a below x or 1/2: 1 − xᵃ/Γ(1 + a), whose logarithm is given, and the part of P beyond that
  // (DLMF 8.7.1).
  `fn tn_upper_gamma_for_small(a: f32, x: f32, logarithm: vec2<f32>) -> vec2<f32> {
  var sum = vec2<f32>(0.0f);
  var factor = tn_pair(a);
  for (var n = 1; n < 40; n++) {
    factor = tn_pair_div(tn_pair_mul(factor, tn_pair(-x)), tn_pair(f32(n)));
    let term = tn_pair_div(factor, tn_exact_sum(f32(n), a));
    sum = tn_pair_add(sum, term);
    if (abs(term.x) <= abs(sum.x) * 0x1p-44f) { break; }
  }
  let excess = tn_pair_exp_less(logarithm, 1.0f);
  return -tn_pair_add(excess, tn_pair_mul(sum, tn_pair_add(excess, tn_pair(1.0f))));
}`,
  // For a ≥ 10⁸: the lesser of P and Q, ½ erfc |η| √(a/2) and a remainder.
  `fn tn_gamma_asymptotic(a: f32, x: f32) -> vec2<f32> {
  let exponent = tn_gamma_exponent(a, x);
  if (!(exponent.x < 100.0f)) { return vec2<f32>(0.0f); }
  let root = sqrt(exponent.x);
  let eta = tn_copy_sign(root * sqrt(2.0f / a), x - a);
  let gaussian = tn_exp_scaled(-exponent.x, -exponent.y, 0) / sqrt(6.2831853f * a);
  let remainder = gaussian * ${polynomial(TEMME, 'eta')};
  return tn_exact_sum(0.5f * tn_erfc_with_square(root, exponent), select(-remainder, remainder, x >= a));
}`,
  // P by its series, or Q for small parameters or by its fraction, or the lesser of both; the other is what is left of 1.
  // The density is computed in one place, as its text is long.
  `fn tn_incomplete_gamma(a: f32, x: f32, upper: bool) -> f32 {
  var part: vec2<f32>;
  var is_upper = x >= a;
  if (a >= ${ASYMPTOTIC_FROM}) {
    part = tn_gamma_asymptotic(a, x);
  } else {
    let by_series = tn_gamma_series_converges(a, x);
    let is_small = by_series && upper && (a < x || a < 0.5f);
    is_upper = is_small || !by_series;
    let logarithm = tn_log_gamma_density(a, x);
    if (is_small) {
      part = tn_upper_gamma_for_small(a, x, tn_pair_add(logarithm, tn_pair(x)));
    } else {
      if (by_series) {
        part = tn_gamma_series(a, x);
      } else {
        part = tn_pair_mul(tn_pair(a), tn_gamma_fraction(a, x));
      }
      part = tn_pair_exp_times(logarithm, part);
    }
  }
  if (is_upper != upper) { part = tn_pair_sub(tn_pair(1.0f), part); }
  return part.x + part.y;
}`,
  `fn tn_igamma(a: f32, x: f32) -> f32 {
  if (tn_magnitude_bits(x) == 0u) { return 0.0f; }
  if (!tn_less(0.0f, a) || !tn_less(0.0f, x)) { return tn_nan(); }
  if (tn_is_inf(a)) { return 0.0f; }
  if (tn_is_inf(x)) { return 1.0f; }
  return tn_incomplete_gamma(a, x, false);
}`,
  `fn tn_igammac(a: f32, x: f32) -> f32 {
  if (!tn_less(0.0f, a) || !tn_less_equal(0.0f, x)) { return tn_nan(); }
  if (tn_magnitude_bits(x) == 0u) { return 1.0f; }
  if (tn_is_inf(x)) { return 0.0f; }
  if (tn_is_inf(a)) { return 1.0f; }
  return tn_incomplete_gamma(a, x, true);
}`,
);
