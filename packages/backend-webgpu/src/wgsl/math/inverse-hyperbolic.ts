/**
 * @file asinh, acosh and atanh.
 *
 * Near 0 odd polynomials; elsewhere logarithms whose argument carries what rounding it lost: where the logarithm is small,
 * that would be several of its last places.
 */

import { polynomial, wgslFunctions } from './wgsl-function.ts';

/** (asinh x − x) / x³ in x², minimax for |x| ≤ 1/2 in float64. */
const AREA_SINE = [
  -0.166666666666666102, 0.0749999999998441699, -0.0446428571278315723, 0.0303819437163968896,
  -0.0223721383584064264, 0.0173523869593804511, -0.013960232319076074, 0.0115129845832708615,
  -9.5341448070567666e-3, 7.46560533802747439e-3, -4.74751915816440115e-3, 1.71808682970161886e-3,
];
/** (atanh x − x) / x³ in x², minimax for |x| ≤ 1/2 in float64. */
const AREA_TANGENT = [
  0.333333333333339898, 0.19999999999795152, 0.142857143080312097, 0.111111098887755211, 0.090909484812429238,
  0.0769149482599838251, 0.0667794354315514807, 0.0577440221044083321, 0.0598237418777628085,
  0.0145658126798008845, 0.144925572001196066, -0.152891496122428218, 0.224774428131995532,
];

export const inverseHyperbolic = wgslFunctions(
  // ln(x + √(x² + 1)); ln 2x from where the square could overflow, and is all that counts.
  `fn tn_asinh(x: f32) -> f32 {
  let magnitude = abs(x);
  if (tn_magnitude_bits(x) < 0x39800000u || !tn_is_finite(x)) { return x; }
  if (magnitude < 0.5f) {
    let square = x * x;
    return x + x * square * ${polynomial(AREA_SINE, 'square')};
  }
  if (magnitude > 0x1p14f) {
    let parts = tn_split_exponent(bitcast<u32>(magnitude), 0x3f2aaaabu);
    return tn_copy_sign(tn_log_of_parts(parts.x + 1.0f, parts.y - 1.0f, 0.0f), x);
  }
  let radicand = tn_pair_add(tn_exact_product(magnitude, magnitude), tn_pair(1.0f));
  let argument = tn_pair_add(tn_pair_sqrt(radicand), tn_pair(magnitude));
  return tn_copy_sign(tn_log_of_sum(argument.x, argument.y), x);
}`,
  // ln(x + √(x² − 1)), as that of 1 + (x − 1) + √…
  `fn tn_acosh(x: f32) -> f32 {
  if (tn_is_nan(x) || tn_order(x) < 0x3f800000) { return tn_nan(); }
  if (!tn_is_finite(x)) { return x; }
  if (x > 0x1p14f) {
    let parts = tn_split_exponent(bitcast<u32>(x), 0x3f2aaaabu);
    return tn_log_of_parts(parts.x + 1.0f, parts.y - 1.0f, 0.0f);
  }
  let excess = tn_exact_sum(x, -1.0f);
  // x² − 1 = (x − 1)(x + 1).
  let radicand = tn_pair_mul(excess, tn_exact_sum(x, 1.0f));
  let argument = tn_pair_add(tn_pair_sqrt(radicand), excess);
  return tn_log1p_of_sum(argument.x, argument.y);
}`,
  // ½ ln((1 + x) / (1 − x)).
  `fn tn_atanh(x: f32) -> f32 {
  let bits = tn_magnitude_bits(x);
  if (bits > 0x3f800000u) { return tn_nan(); }
  if (bits == 0x3f800000u) { return tn_infinity_like(x); }
  if (bits < 0x39800000u) { return x; }
  let magnitude = abs(x);
  if (magnitude < 0.5f) {
    let square = x * x;
    return x + x * square * ${polynomial(AREA_TANGENT, 'square')};
  }
  let argument = tn_pair_div(tn_pair(2.0f * magnitude), tn_pair(1.0f - magnitude));
  return tn_copy_sign(0.5f * tn_log1p_of_sum(argument.x, argument.y), x);
}`,
);
