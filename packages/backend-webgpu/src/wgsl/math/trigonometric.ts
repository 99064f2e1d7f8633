/**
 * @file sin, cos and tan, of angles reduced to |r| ≤ π/4. The polynomials' arrangement is Ng's in fdlibm (k_sin.c,
 * k_cos.c, 1993), with the low part of r as a first-order correction.
 */

import { polynomial, wgslFunctions } from './wgsl-function.ts';

/** (sin r − r) / r³ and (cos r − 1 + r²/2) / r⁴ in r², minimax for |r| ≤ π/4, relative errors 2⁻³⁷ and 2⁻³³. */
const SINE = [-0.1666666664, 8.333329293e-3, -1.983930846e-4, 2.718084974e-6];
const COSINE = [0.04166664562, -1.388731316e-3, 2.443279604e-5];

export const trigonometric = wgslFunctions(
  // sin(high + low) and cos(high + low) as sums, the second addend the smaller one.
  `fn tn_sine_of_reduced(high: f32, low: f32) -> vec2<f32> {
  let square = high * high;
  return vec2<f32>(high, square * high * ${polynomial(SINE, 'square')} + low);
}`,
  `fn tn_cosine_of_reduced(high: f32, low: f32) -> vec2<f32> {
  let square = high * high;
  return vec2<f32>(1.0f, square * (square * ${polynomial(COSINE, 'square')} - 0.5f) - high * low);
}`,
  // sin(x + turns · π/2) of a finite x ≥ 0.
  `fn tn_sine_after_turns(x: f32, turns: u32) -> f32 {
  let reduced = tn_reduce_angle(x);
  let number = u32(reduced.x) + turns;
  let sine = tn_sine_of_reduced(reduced.y, reduced.z);
  let cosine = tn_cosine_of_reduced(reduced.y, reduced.z);
  let value = select(sine.x + sine.y, cosine.x + cosine.y, (number & 1u) == 1u);
  return select(value, -value, (number & 2u) == 2u);
}`,
  `fn tn_sin(x: f32) -> f32 {
  if (!tn_is_finite(x)) { return tn_nan(); }
  if (tn_magnitude_bits(x) < 0x39800000u) { return x; }
  let value = tn_sine_after_turns(abs(x), 0u);
  return select(value, -value, x < 0.0f);
}`,
  `fn tn_cos(x: f32) -> f32 {
  if (!tn_is_finite(x)) { return tn_nan(); }
  return tn_sine_after_turns(abs(x), 1u);
}`,
  // The quotient of sine and cosine, both with what rounding them lost.
  `fn tn_tan(x: f32) -> f32 {
  if (!tn_is_finite(x)) { return tn_nan(); }
  if (tn_magnitude_bits(x) < 0x39000000u) { return x; }
  let reduced = tn_reduce_angle(abs(x));
  let sine_parts = tn_sine_of_reduced(reduced.y, reduced.z);
  let cosine_parts = tn_cosine_of_reduced(reduced.y, reduced.z);
  let sine = tn_ordered_sum(sine_parts.x, sine_parts.y);
  let cosine = tn_ordered_sum(cosine_parts.x, cosine_parts.y);
  let odd = (u32(reduced.x) & 1u) == 1u;
  let quotient = tn_pair_div(select(sine, cosine, odd), select(cosine, -sine, odd));
  let tangent = quotient.x + quotient.y;
  return select(tangent, -tangent, x < 0.0f);
}`,
);
