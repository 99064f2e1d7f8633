/**
 * @file Division and square roots. WGSL's quotients may be 2.5 ulp off, and its roots more: one step of Newton's method,
 * whose residual is exact but for a few last bits, leaves 0.501 ulp.
 */

import { wgslFunctions } from './wgsl-function.ts';

export const division = wgslFunctions(
  // a / b, where neither these nor products of their halves leave the range of normal numbers.
  `fn tn_quotient(a: f32, b: f32) -> f32 {
  let quotient = tn_fixed(a / b);
  let product = tn_exact_product(quotient, b);
  return quotient + (tn_fixed(a - product.x) - product.y) / b;
}`,
  // By IEEE 754: the significands' quotient, scaled.
  `fn tn_div(a: f32, b: f32) -> f32 {
  let sign = (bitcast<u32>(a) ^ bitcast<u32>(b)) & 0x80000000u;
  let dividend = tn_magnitude_bits(a);
  let divisor = tn_magnitude_bits(b);
  if (max(dividend, divisor) >= 0x7f800000u) {
    if (max(dividend, divisor) > 0x7f800000u || dividend == divisor) { return tn_nan(); }
    return bitcast<f32>(sign | select(0u, 0x7f800000u, dividend == 0x7f800000u));
  }
  if (divisor == 0u) {
    return bitcast<f32>(select(sign | 0x7f800000u, 0x7fc00000u, dividend == 0u));
  }
  if (dividend == 0u) { return bitcast<f32>(sign); }
  let above = tn_decode(dividend);
  let below = tn_decode(divisor);
  let quotient = tn_quotient(tn_unit(above.x), tn_unit(below.x));
  return tn_scale(bitcast<f32>(bitcast<u32>(quotient) | sign), above.y - below.y);
}`,
  // √(m) and √(high + low) of normal numbers whose squares are.
  `fn tn_pair_sqrt(x: vec2<f32>) -> vec2<f32> {
  if (x.x == 0.0f) { return vec2<f32>(0.0f, 0.0f); }
  let root = tn_fixed(sqrt(x.x));
  let square = tn_exact_product(root, root);
  return tn_ordered_sum(root, ((tn_fixed(x.x - square.x) - square.y) + x.y) / (2.0f * root));
}`,
  `fn tn_sqrt(x: f32) -> f32 {
  let magnitude = tn_magnitude_bits(x);
  if (magnitude == 0u || magnitude > 0x7f800000u) { return x; }
  if (tn_is_negative(x)) { return tn_nan(); }
  if (magnitude == 0x7f800000u) { return x; }
  let parts = tn_decode(magnitude);
  let odd = (parts.y + 1) & 1;
  let root = tn_pair_sqrt(tn_pair(tn_unit(parts.x) * f32(1 + odd)));
  return tn_scale(root.x + root.y, (parts.y - 127 - odd) / 2);
}`,
  `fn tn_rsqrt(x: f32) -> f32 {
  let magnitude = tn_magnitude_bits(x);
  if (magnitude > 0x7f800000u) { return x; }
  if (magnitude == 0u) { return tn_infinity_like(x); }
  if (tn_is_negative(x)) { return tn_nan(); }
  if (magnitude == 0x7f800000u) { return 0.0f; }
  let parts = tn_decode(magnitude);
  let odd = (parts.y + 1) & 1;
  let root = tn_pair_sqrt(tn_pair(tn_unit(parts.x) * f32(1 + odd)));
  let inverse = tn_pair_div(tn_pair(1.0f), root);
  return tn_scale(inverse.x + inverse.y, -(parts.y - 127 - odd) / 2);
}`,
);
