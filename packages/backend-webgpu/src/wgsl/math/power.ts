/**
 * @file Powers: aᵇ = e^(b ln a). An error of ln a is one of the power b ln a times as large, up to 104 times, so the
 * logarithm and its product with b are pairs.
 */

import { pairText } from './pair.ts';
import { polynomial, wgslFunctions } from './wgsl-function.ts';

/** Coefficients of 2 artanh s beyond 2 s + ⅔ s³: of s⁵, s⁷ … With |s| ≤ 0.1716 these leave 2⁻⁴⁴. */
const ARTANH = [5, 7, 9, 11, 13, 15].map((k) => 2 / k);

export const power = wgslFunctions(
  // 2 artanh(numerator / denominator), a quotient of at most 0.1716: every part down to its fifth power as a pair.
  `fn tn_pair_artanh(numerator: vec2<f32>, denominator: vec2<f32>) -> vec2<f32> {
  let s = tn_pair_div(numerator, denominator);
  let square = tn_pair_mul(s, s);
  let factor = tn_pair_add(${pairText(2 / 3)}, tn_pair(square.x * ${polynomial(ARTANH, 'square.x')}));
  return tn_pair_add(2.0f * s, tn_pair_mul(tn_pair_mul(s, square), factor));
}`,
  // ln(high + low) of a positive normal number, about 2⁻³⁵ of it off.
  `fn tn_pair_log(x: vec2<f32>) -> vec2<f32> {
  let parts = tn_split_exponent(bitcast<u32>(x.x), 0x3f3504f3u);
  // x / 2ᵏ.
  let k = i32(parts.x);
  let low = x.y * tn_scale(1.0f, -k / 2) * tn_scale(1.0f, -k - (-k / 2));
  let m = tn_ordered_sum(parts.y, low);
  let numerator = tn_pair_add(m, tn_pair(-1.0f));
  let denominator = tn_pair_add(m, tn_pair(1.0f));
  return tn_pair_add(tn_pair_mul(tn_pair(parts.x), ${pairText(Math.LN2)}), tn_pair_artanh(numerator, denominator));
}`,
  // IEEE 754-2019, 9.2.1.
  `fn tn_pow(a: f32, b: f32) -> f32 {
  let base = tn_magnitude_bits(a);
  let exponent = tn_magnitude_bits(b);
  if (exponent == 0u || bitcast<u32>(a) == 0x3f800000u) { return 1.0f; }
  if (base > 0x7f800000u || exponent > 0x7f800000u) { return tn_nan(); }
  // Numbers from 2²³ on are whole, and from 2²⁴ on even; infinity is, too.
  var whole = exponent >= 0x4b000000u;
  var odd = whole && exponent < 0x4b800000u && (exponent & 1u) == 1u;
  if (!whole) {
    let shift = 150u - (exponent >> 23u);
    let significand = (exponent & 0x7fffffu) | 0x800000u;
    whole = shift < 24u && (significand & ((1u << (shift & 31u)) - 1u)) == 0u;
    odd = whole && ((significand >> (shift & 31u)) & 1u) == 1u;
  }
  let negative = tn_is_negative(a);
  let sign = select(0u, 0x80000000u, negative && odd);
  let falling = tn_is_negative(b);
  if (exponent == 0x7f800000u) {
    if (base == 0x3f800000u) { return 1.0f; }
    return bitcast<f32>(select(0x7f800000u, 0u, (base > 0x3f800000u) == falling));
  }
  if (base == 0u || base == 0x7f800000u) {
    return bitcast<f32>(sign | select(0x7f800000u, 0u, (base == 0u) != falling));
  }
  if (negative && !whole) { return tn_nan(); }
  // A subnormal base as a normal one times 2⁻³².
  var scaled = abs(a);
  var doublings = 0.0f;
  if (base < 0x00800000u) {
    let parts = tn_decode(base);
    scaled = tn_scale(tn_unit(parts.x), parts.y - 127 + 32);
    doublings = -32.0f;
  }
  var logarithm = tn_pair_log(tn_pair(scaled));
  logarithm = tn_pair_add(logarithm, doublings * ${pairText(Math.LN2)});
  let product = tn_pair_mul(logarithm, tn_pair(clamp(b, -0x1p40f, 0x1p40f)));
  return bitcast<f32>(sign | bitcast<u32>(tn_exp_scaled(product.x, product.y, 0)));
}`,
);
