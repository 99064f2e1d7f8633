/**
 * @file Remainders of division, exactly, as integers are divided: eight bits of the quotient at a time.
 */

import { wgslFunctions } from './wgsl-function.ts';

export const remainder = wgslFunctions(
  // The remainder of positive finite numbers' bits, in units of the divisor's last place, for a dividend not below it.
  `fn tn_remainder_units(dividend: u32, divisor: u32) -> u32 {
  let above = tn_decode(dividend);
  let below = tn_decode(divisor);
  var rest = u32(above.x) % u32(below.x);
  // A remainder of 24 bits leaves room for 8 more.
  for (var left = above.y - below.y; left > 0; left -= 8) {
    rest = (rest << u32(min(left, 8))) % u32(below.x);
  }
  return rest;
}`,
  // As many units of a number's last place, with the sign of another.
  `fn tn_units_of(number: u32, units: u32, sign: f32) -> f32 {
  if (units == 0u) { return tn_copy_sign(0.0f, sign); }
  return tn_copy_sign(tn_scale(f32(units), tn_decode(number).y - 150), sign);
}`,
  'fn tn_has_remainder(a: u32, b: u32) -> bool { return a < 0x7f800000u && b <= 0x7f800000u && b > 0u; }',
  // Toward 0, of the sign of a (C fmod); NaN for b = 0 and a = ±∞.
  `fn tn_trunc_mod(a: f32, b: f32) -> f32 {
  let dividend = tn_magnitude_bits(a);
  let divisor = tn_magnitude_bits(b);
  if (!tn_has_remainder(dividend, divisor)) { return tn_nan(); }
  if (dividend < divisor) { return a; }
  return tn_units_of(divisor, tn_remainder_units(dividend, divisor), a);
}`,
  // Of the sign of b, from the exact remainder: −1 by ∞ is ∞.
  `fn tn_floor_mod(a: f32, b: f32) -> f32 {
  let dividend = tn_magnitude_bits(a);
  let divisor = tn_magnitude_bits(b);
  if (!tn_has_remainder(dividend, divisor)) { return tn_nan(); }
  let opposite = tn_is_negative(a) != tn_is_negative(b);
  if (dividend < divisor) {
    if (!opposite || dividend == 0u) { return a; }
    if (divisor == 0x7f800000u) { return b; }
    return a + b;
  }
  let rest = tn_remainder_units(dividend, divisor);
  if (rest == 0u || !opposite) { return tn_units_of(divisor, rest, a); }
  return tn_units_of(divisor, u32(tn_decode(divisor).x) - rest, b);
}`,
  // The floor of the rounded quotient.
  `fn tn_floor_div(a: f32, b: f32) -> f32 {
  let quotient = tn_div(a, b);
  let magnitude = tn_magnitude_bits(quotient);
  // Zeros, and numbers that are whole or not finite.
  if (magnitude == 0u || magnitude >= 0x4b000000u) { return quotient; }
  // Subnormal ones might be flushed.
  if (magnitude < 0x00800000u) { return select(0.0f, -1.0f, tn_is_negative(quotient)); }
  return floor(quotient);
}`,
);
