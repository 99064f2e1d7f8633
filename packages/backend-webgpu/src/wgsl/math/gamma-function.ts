/**
 * @file ln |Γ(x)|.
 *
 * Between 1.5 and 2.5 a Taylor series around 2, exact in the zero of ln Γ there, and by Γ(x + 1) = x Γ(x) for smaller and
 * greater x; from 10 on Stirling's series; below −0.5 the reflection formula. ln Γ has further zeros between the negative
 * integers: there the error is small against 1, not against the result.
 */

import { pairPolynomial, pairTable, pairText } from './pair.ts';
import { polynomial, wgslFunctions } from './wgsl-function.ts';

/** Coefficients of z, z², … in ln Γ(2 + z): 1 − γ, then (−1)ᵏ (ζ(k) − 1) / k (DLMF 5.7.3). */
const AROUND_TWO = [
  0.42278433509846714, 0.3224670334241132, -0.0673523010531981, 0.020580808427784546, -0.007385551028673986,
  0.0028905103307415234, -0.001192753911703261, 0.0005096695247430425, -0.00022315475845357939,
  9.945751278180853e-5, -4.492623673813314e-5, 2.050721277567069e-5, -9.439488275268397e-6,
  4.374866789907488e-6, -2.039215753801366e-6, 9.55141213040742e-7, -4.492469198764566e-7,
  2.1207184805554665e-7, -1.0043224823968099e-7, 4.7698101693639804e-8, -2.2711094608943164e-8,
];

/** B₂ₖ / (2k (2k − 1)), the coefficients of x¹⁻²ᵏ in Stirling's series (DLMF 5.11.1). */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188];

const HALF_LOG_TWO_PI = 0.9189385332046727418;

export const gammaFunction = wgslFunctions(
  pairTable('tn_log_gamma_around_two', AROUND_TWO),
  // ln Γ(x) less its leading part (x − ½) ln x − x + ½ ln 2π, for x ≥ 10.
  `fn tn_stirling_remainder(x: f32) -> f32 {
  let inverse = 1.0f / x;
  let square = inverse * inverse;
  return inverse * ${polynomial(STIRLING, 'square')};
}`,
  // (x − ½) ln x − x + ½ ln 2π, from ln x.
  `fn tn_stirling_leading(x: vec2<f32>, logarithm: vec2<f32>) -> vec2<f32> {
  let product = tn_pair_mul(tn_pair_add(x, tn_pair(-0.5f)), tn_pair_add(logarithm, tn_pair(-1.0f)));
  return tn_pair_add(product, ${pairText(HALF_LOG_TWO_PI - 0.5)});
}`,
  // ln |Γ(x)| of x ≥ −0.5 that is not 0. One logarithm serves both cases, as its text is long.
  `fn tn_pair_log_gamma(x: vec2<f32>) -> vec2<f32> {
  let is_great = x.x >= 10.0f;
  var last = x;
  var product = tn_pair(1.0f);
  let above = x.x > 2.5f;
  if (!is_great) {
    while (last.x > 2.5f) {
      last = tn_pair_add(last, tn_pair(-1.0f));
      product = tn_pair_mul(product, last);
    }
    while (last.x < 1.5f) {
      product = tn_pair_mul(product, last);
      last = tn_pair_add(last, tn_pair(1.0f));
    }
    if (product.x < 0.0f) { product = -product; }
  }
  let logarithm = tn_pair_log(select(product, x, is_great));
  if (is_great) { return tn_pair_add(tn_stirling_leading(x, logarithm), tn_pair(tn_stirling_remainder(x.x))); }
  let z = tn_pair_add(last, tn_pair(-2.0f));
  ${pairPolynomial('sum', 'tn_log_gamma_around_two', AROUND_TWO.length, 'z')}
  return tn_pair_add(tn_pair_mul(sum, z), select(-logarithm, logarithm, above));
}`,
  // sin πf of 0 < |f| ≤ ½, without its sign, and cos πf.
  `fn tn_sin_and_cos_pi(f: f32) -> vec4<f32> {
  let near = abs(f) <= 0.25f;
  let angle = tn_pair_mul(${pairText(Math.PI)}, tn_pair(select(0.5f - abs(f), abs(f), near)));
  let sine_parts = tn_sine_of_reduced(angle.x, angle.y);
  let cosine_parts = tn_cosine_of_reduced(angle.x, angle.y);
  let sine = tn_ordered_sum(sine_parts.x, sine_parts.y);
  let cosine = tn_ordered_sum(cosine_parts.x, cosine_parts.y);
  return select(vec4<f32>(cosine, sine), vec4<f32>(sine, cosine), near);
}`,
  `fn tn_lgamma(x: f32) -> f32 {
  if (tn_is_nan(x)) { return x; }
  // Beyond, it overflows, or all numbers are negative integers.
  if (tn_magnitude_bits(x) == 0u || x > 4.0850034e36f || x <= -0x1p23f) { return tn_infinity(); }
  var result = tn_pair_log_gamma(tn_pair(select(x, -x, x < -0.5f)));
  if (x < -0.5f) {
    let f = x - round(x);
    if (f == 0.0f) { return tn_infinity(); }
    // Γ(x) Γ(−x) = −π / (x sin πx) (DLMF 5.5.3).
    let product = tn_pair_mul(tn_pair(-x), tn_sin_and_cos_pi(f).xy);
    let reflected = tn_pair_log(tn_pair_div(${pairText(Math.PI)}, product));
    result = tn_pair_sub(reflected, result);
  }
  return result.x + result.y;
}`,
);
