/**
 * @file ∂P(a, x)/∂a, where P is the regularized lower incomplete gamma function: the derivatives of its series and of its
 * continued fraction, carried through the same recurrences.
 */

import { polynomial, wgslFunctions } from './wgsl-function.ts';

/** c₀(η) = 1/μ − 1/η (DLMF 8.12.10). */
const TEMME = [-1 / 3, 1 / 12, -2 / 135, 1 / 864];

export const incompleteGammaGradient = wgslFunctions(
  // Σ xⁿ / ((a + 1) … (a + n)), a pair, and its derivative for a, another.
  `fn tn_gamma_series_gradient(a: f32, x: f32) -> vec4<f32> {
  var value = tn_pair(1.0f);
  var derivative = vec2<f32>(0.0f);
  var term = tn_pair(1.0f);
  // −Σ 1 / (a + k), the logarithmic derivative of a term.
  var logarithmic = vec2<f32>(0.0f);
  for (var n = 1; term.x > value.x * 0x1p-44f; n++) {
    let inverse = tn_pair_div(tn_pair(1.0f), tn_exact_sum(a, f32(n)));
    term = tn_pair_mul(tn_pair_mul(term, tn_pair(x)), inverse);
    logarithmic = tn_pair_sub(logarithmic, inverse);
    value = tn_pair_add(value, term);
    derivative = tn_pair_add(derivative, tn_pair_mul(term, logarithmic));
  }
  return vec4<f32>(value, derivative);
}`,
  // The continued fraction of Q and its derivative for a.
  `fn tn_gamma_fraction_gradient(a: f32, x: f32) -> vec4<f32> {
  var denominator = tn_pair_add(tn_exact_sum(x, -a), tn_pair(1.0f));
  var inverse = tn_pair_div(tn_pair(1.0f), denominator);
  var inverse_derivative = tn_pair_mul(inverse, inverse);
  var step = inverse;
  var step_derivative = inverse_derivative;
  var value = step;
  var derivative = step_derivative;
  var open = true;
  for (var n = 1; open; n++) {
    let count = tn_pair(f32(n));
    let numerator = tn_pair_mul(count, tn_exact_sum(a, -f32(n)));
    denominator = tn_pair_add(denominator, tn_pair(2.0f));
    let next = tn_pair_div(tn_pair(1.0f), tn_pair_add(denominator, tn_pair_mul(numerator, inverse)));
    // The numerator's own derivative is n.
    let inner = tn_pair_add(tn_pair_mul(count, inverse), tn_pair_mul(numerator, inverse_derivative));
    let next_derivative = tn_pair_mul(tn_pair_mul(next, next), tn_pair_sub(tn_pair(1.0f), inner));
    // The new step is the old one times this ratio.
    let product = tn_pair_mul(next, inverse);
    let ratio = -tn_pair_mul(numerator, product);
    let product_derivative =
      tn_pair_add(tn_pair_mul(next_derivative, inverse), tn_pair_mul(next, inverse_derivative));
    let ratio_derivative =
      -tn_pair_add(tn_pair_mul(count, product), tn_pair_mul(numerator, product_derivative));
    step_derivative = tn_pair_add(tn_pair_mul(step, ratio_derivative), tn_pair_mul(step_derivative, ratio));
    step = tn_pair_mul(step, ratio);
    inverse = next;
    inverse_derivative = next_derivative;
    value = tn_pair_add(value, step);
    derivative = tn_pair_add(derivative, step_derivative);
    // Not of NaN, with which it would never end.
    open = abs(step.x) > abs(value.x) * 0x1p-40f || abs(step_derivative.x) > abs(derivative.x) * 0x1p-40f;
  }
  return vec4<f32>(value, derivative);
}`,
  // For a ≥ 10⁸: Temme's expansion of P differentiated with dη/da = −μ / (a η).
  `fn tn_gamma_gradient_asymptotic(a: f32, x: f32) -> f32 {
  let exponent = tn_gamma_exponent(a, x);
  if (!(exponent.x < 100.0f)) { return 0.0f; }
  let mu = (x - a) / a;
  let eta = tn_copy_sign(sqrt(exponent.x) * sqrt(2.0f / a), x - a);
  let gaussian = tn_exp_scaled(-exponent.x, -exponent.y, 0) / sqrt(6.2831853f * a);
  // Two equal numbers where they are small.
  let mu_over_eta = select(mu / eta, 1.0f, abs(eta) < 0x1p-60f);
  let remainder = (tn_log1p(mu) - 0.5f / a) * ${polynomial(TEMME, 'eta')} - mu_over_eta / (12.0f * a);
  return gaussian * (0.5f * eta - mu_over_eta - remainder);
}`,
  `fn tn_igamma_grad_a(a: f32, x: f32) -> f32 {
  if (tn_magnitude_bits(x) == 0u) { return 0.0f; }
  if (!tn_less(0.0f, a) || !tn_less(0.0f, x)) { return tn_nan(); }
  if (tn_is_inf(a) || tn_is_inf(x)) { return 0.0f; }
  if (a >= 1e8f) { return tn_gamma_gradient_asymptotic(a, x); }
  // P = xᵃ e⁻ˣ / Γ(a + 1) · series; Q = xᵃ e⁻ˣ / Γ(a) · fraction, and P = 1 − Q.
  let by_series = tn_gamma_series_converges(a, x);
  var parts: vec4<f32>;
  if (by_series) {
    parts = tn_gamma_series_gradient(a, x);
  } else {
    parts = tn_gamma_fraction_gradient(a, x);
  }
  var argument = tn_pair(a);
  if (by_series) { argument = tn_exact_sum(a, 1.0f); }
  let slope = tn_pair_sub(tn_pair_log(tn_pair(x)), tn_pair_digamma(argument));
  var factor = tn_pair_add(tn_pair_mul(parts.xy, slope), parts.zw);
  if (!by_series) { factor = tn_pair_mul(tn_pair(-a), factor); }
  let result = tn_pair_exp_times(tn_log_gamma_density(a, x), factor);
  return result.x + result.y;
}`,
);
