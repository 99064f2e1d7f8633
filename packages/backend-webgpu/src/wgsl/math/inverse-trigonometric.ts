/**
 * @file asin, acos, atan and atan2.
 *
 * asin x up to 1/2 is an odd polynomial; beyond, π/2 − 2 asin √((1 − x)/2). atan of a quotient is that of a smaller one,
 * by the angle π/4 or π/2 between them, so that one division serves (thresholds of Moshier's Cephes, atan.c).
 */

import { polynomial, wgslFunctions } from './wgsl-function.ts';

/** (asin x − x) / x³ in x², minimax for |x| ≤ 1/2, relative error 2⁻²⁷·⁶. */
const ARCSINE = [0.1666675248, 0.07495297654, 0.04547037737, 0.02417950127, 0.04216633892];
/** (atan x − x) / x³ in x², minimax for |x| ≤ 0.66, relative error 2⁻³⁰·⁶. */
const ARCTANGENT = [
  -0.3333332197, 0.1999931102, -0.1427144758, 0.1096862739, -0.08305899025, 0.05163040962, -0.01782089464,
];

export const inverseTrigonometric = wgslFunctions(
  // Arguments whose arcsines are wanted: x up to 1/2, √((1 − x)/2) beyond; and what its arcsine has beyond it.
  `fn tn_reduce_arcsine(magnitude: f32) -> vec2<f32> {
  let near = magnitude <= 0.5f;
  let square = select(0.5f * (1.0f - magnitude), magnitude * magnitude, near);
  var argument = vec2<f32>(magnitude, 0.0f);
  if (!near) { argument = tn_pair_sqrt(tn_pair(square)); }
  return vec2<f32>(argument.x, argument.x * square * ${polynomial(ARCSINE, 'square')} + argument.y);
}`,
  // 0 where π/2 is added to, and 1 for π: multiples of it, less what is in `reduced` doubled.
  `fn tn_less_than_half_turns(turns: f32, reduced: vec2<f32>) -> f32 {
  return turns * 0x1.921fb6p+0f - (2.0f * reduced.x + (2.0f * reduced.y + turns * 0x1.777a5cp-25f));
}`,
  `fn tn_asin(x: f32) -> f32 {
  let magnitude = tn_magnitude_bits(x);
  if (magnitude > 0x3f800000u) { return tn_nan(); }
  if (magnitude < 0x39800000u) { return x; }
  let reduced = tn_reduce_arcsine(abs(x));
  if (magnitude <= 0x3f000000u) { return tn_copy_sign(reduced.x + reduced.y, x); }
  return tn_copy_sign(tn_less_than_half_turns(1.0f, reduced), x);
}`,
  `fn tn_acos(x: f32) -> f32 {
  let magnitude = tn_magnitude_bits(x);
  if (magnitude > 0x3f800000u) { return tn_nan(); }
  let reduced = tn_reduce_arcsine(abs(x));
  if (magnitude <= 0x3f000000u) {
    return 0x1.921fb6p+0f - (x + (select(reduced.y, -reduced.y, x < 0.0f) + 0x1.777a5cp-25f));
  }
  if (x < 0.0f) { return tn_less_than_half_turns(2.0f, reduced); }
  return 2.0f * (reduced.x + reduced.y);
}`,
  // The angle of the point (x, y) for x, y ≥ 0, or π less that.
  `fn tn_angle(y: f32, x: f32, reflected: bool) -> f32 {
  let steep = y > 2.41421356f * x;
  let middle = y > 0.66f * x;
  // The tangents of the angles from π/2, from π/4 and from 0.
  let numerator = select(select(y, y - x, middle), -x, steep);
  let denominator = select(select(x, y + x, middle), y, steep);
  var tangent = tn_fixed(numerator / denominator);
  let product = tn_exact_product(tangent, denominator);
  var lost = (tn_fixed(numerator - product.x) - product.y) / denominator;
  let square = tangent * tangent;
  lost += tangent * square * ${polynomial(ARCTANGENT, 'square')};
  if (reflected) {
    tangent = -tangent;
    lost = -lost;
  }
  if (steep) { return 0x1.921fb6p+0f + (tangent + (lost - 0x1.777a5cp-25f)); }
  if (middle) {
    if (reflected) { return 0x1.2d97c8p+1f + (tangent + (lost - 0x1.99bc5cp-28f)); }
    return 0x1.921fb6p-1f + (tangent + (lost - 0x1.777a5cp-26f));
  }
  if (reflected) { return 0x1.921fb6p+1f + (tangent + (lost - 0x1.777a5cp-24f)); }
  return tangent + lost;
}`,
  `fn tn_atan(x: f32) -> f32 {
  let magnitude = tn_magnitude_bits(x);
  if (magnitude < 0x39800000u || magnitude > 0x7f800000u) { return x; }
  return tn_copy_sign(tn_angle(min(abs(x), 0x1p30f), 1.0f, false), x);
}`,
  // With the signs of zeros as in C (ISO C, F.10.1.4).
  `fn tn_atan2(y: f32, x: f32) -> f32 {
  if (!tn_are_numbers(y, x)) { return tn_nan(); }
  let above = tn_magnitude_bits(y);
  let beside = tn_magnitude_bits(x);
  let reflected = tn_is_negative(x);
  var height = 0.0f;
  var width = 1.0f;
  if (above >= 0x7f800000u || beside >= 0x7f800000u) {
    // Infinities are like ones if both are.
    height = select(0.0f, 1.0f, above >= 0x7f800000u);
    width = select(0.0f, 1.0f, beside >= 0x7f800000u);
  } else if (above != 0u && beside != 0u) {
    // Only their quotient counts. Where it is far from 1 it is brought to where products are normal numbers.
    let a = tn_decode(above);
    let b = tn_decode(beside);
    let exponent = a.y - b.y;
    if (exponent < -40 && !reflected) {
      return tn_copy_sign(tn_scale(tn_quotient(tn_unit(a.x), tn_unit(b.x)), exponent), y);
    }
    height = tn_unit(a.x);
    width = tn_scale(tn_unit(b.x), -clamp(exponent, -40, 40));
  } else if (above != 0u) {
    height = 1.0f;
    width = 0.0f;
  }
  return tn_copy_sign(tn_angle(height, width, reflected), y);
}`,
);
