/**
 * @file sinh, cosh and tanh. Near 0 odd polynomials; elsewhere from half of e^|x|, which is finite wherever they are.
 */

import { polynomial, wgslFunctions } from './wgsl-function.ts';

/** (tanh x − x) / x³ in x², minimax for |x| ≤ 0.625, relative error 2⁻²⁷·⁸. */
const TANH = [-0.3333328195, 0.1333144222, -0.05373971391, 0.02063907846, -5.704974394e-3];
/** (sinh x − x) / x³ in x², minimax for |x| ≤ 1, relative error 2⁻³⁴. */
const SINH = [0.166666665, 8.333350059e-3, 1.983615968e-4, 2.81695172e-6];

export const hyperbolic = wgslFunctions(
  `fn tn_sinh(x: f32) -> f32 {
  let magnitude = abs(x);
  if (tn_magnitude_bits(x) < 0x39800000u || !tn_is_finite(x)) { return x; }
  if (magnitude < 1.0f) {
    let square = x * x;
    return x + x * square * ${polynomial(SINH, 'square')};
  }
  let half = tn_exp_scaled(magnitude, 0.0f, -1);
  if (!tn_is_finite(half)) { return tn_infinity_like(x); }
  return tn_copy_sign(half - 0.25f / half, x);
}`,
  `fn tn_cosh(x: f32) -> f32 {
  if (tn_is_nan(x)) { return x; }
  let half = tn_exp_scaled(abs(x), 0.0f, -1);
  if (!tn_is_finite(half)) { return half; }
  return half + 0.25f / half;
}`,
  // 1 − 2 / (e²ˣ + 1). From 9.5 on it rounds to 1.
  `fn tn_tanh(x: f32) -> f32 {
  if (tn_is_nan(x) || tn_magnitude_bits(x) < 0x39800000u) { return x; }
  let magnitude = min(abs(x), 9.5f);
  if (magnitude < 0.625f) {
    let square = x * x;
    return x + x * square * ${polynomial(TANH, 'square')};
  }
  return tn_copy_sign(1.0f - 2.0f / (tn_exp_scaled(2.0f * magnitude, 0.0f, 0) + 1.0f), x);
}`,
);
