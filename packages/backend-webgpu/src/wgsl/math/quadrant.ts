/**
 * @file Angles as multiples of π/2 and what is left, |r| ≤ π/4, as a pair.
 *
 * Up to 12800 by Cody and Waite's reduction with π/2 in four parts, so short that their products with n are exact. Beyond,
 * by Payne and Hanek's ("Radian reduction for trigonometric functions", SIGNUM Newsletter 18, 1983), in integers: of 2/π
 * only the 96 bits count that neither leave multiples of 4 nor vanish.
 */

import { wgslFunctions } from './wgsl-function.ts';

export const quadrant = wgslFunctions(
  // 0, and 2/π in words of 32 bits after the point.
  `const tn_two_over_pi = array<u32, 8>(
  0u, 0xa2f9836eu, 0x4e441529u, 0xfc2757d1u, 0xf534ddc0u, 0xdb629599u, 0x3c439041u, 0xfe5163abu);`,
  // a · b: its high and its low word.
  `fn tn_wide_product(a: u32, b: u32) -> vec2<u32> {
  let al = a & 0xffffu;
  let ah = a >> 16u;
  let bl = b & 0xffffu;
  let bh = b >> 16u;
  let low = al * bl;
  let middle = ah * bl + (low >> 16u);
  let other = al * bh + (middle & 0xffffu);
  return vec2<u32>(ah * bh + (middle >> 16u) + (other >> 16u), (other << 16u) | (low & 0xffffu));
}`,
  // n (modulo 4, as a float), high and low part of what is left.
  `fn tn_reduce_large_angle(x: f32) -> vec3<f32> {
  let parts = tn_decode(bitcast<u32>(x));
  // The first bit of 2/π that counts: its product with the significand's unit is 2.
  let first = u32(parts.y - 150 + 30);
  let shift = first & 31u;
  var words = vec3<u32>(0u);
  for (var i = 0u; i < 3u; i++) {
    let at = (first >> 5u) + i;
    let next = (tn_two_over_pi[at + 1u] >> (31u - shift)) >> 1u;
    words[i] = (tn_two_over_pi[at] << shift) | next;
  }
  let significand = u32(parts.x);
  let low = tn_wide_product(significand, words.z);
  let middle = tn_wide_product(significand, words.y);
  let second = middle.y + low.x;
  let leading = significand * words.x + middle.x + select(0u, 1u, second < low.x);
  // Two bits of the quadrant, and a fraction of 64.
  var high_bits = (leading << 2u) | (second >> 30u);
  var low_bits = (second << 2u) | (low.y >> 30u);
  let above = high_bits >> 31u;
  if (above == 1u) {
    low_bits = 0u - low_bits;
    high_bits = ~high_bits + select(0u, 1u, low_bits == 0u);
  }
  // No float32 is as near to a multiple of π/2 as 2⁻³⁰: there are never 32.
  let zeros = countLeadingZeros(high_bits);
  let top = (high_bits << zeros) | ((low_bits >> (31u - zeros)) >> 1u);
  let rest = low_bits << zeros;
  let unit = bitcast<f32>((127u - 24u - zeros) << 23u);
  let fraction = vec2<f32>(f32(top >> 8u) * unit, f32(((top & 0xffu) << 16u) | (rest >> 16u)) * unit * 0x1p-24f);
  let angle = tn_pair_mul(fraction, vec2<f32>(0x1.921fb6p+0f, -0x1.777a5cp-25f));
  let sign = select(1.0f, -1.0f, above == 1u);
  return vec3<f32>(f32(((leading >> 30u) + above) & 3u), sign * angle);
}`,
  // Of a finite x ≥ 0.
  `fn tn_reduce_angle(x: f32) -> vec3<f32> {
  if (x > 12800.0f) { return tn_reduce_large_angle(x); }
  let n = floor(x * 0x1.45f306p-1f + 0.5f);
  let r = tn_fixed(tn_fixed(x - n * 0x1.92p+0f) - n * 0x1.fb4p-12f);
  // This difference is exact where r nearly vanishes; elsewhere what it loses is kept.
  let third = n * 0x1.444p-24f;
  let high = tn_fixed(r - third);
  let low = (tn_fixed(r - high) - third) - n * 0x1.68c234p-39f;
  return vec3<f32>(f32(i32(n) & 3), high, low);
}`,
);
