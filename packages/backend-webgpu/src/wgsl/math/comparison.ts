/**
 * @file Comparisons, false with NaN; the greater and the lesser, NaN with NaN; and the sign.
 *
 * As integers: the bits of floats, those of negative ones subtracted from −2³¹, are ordered as the floats are, and −0 is 0.
 */

import { wgslFunctions } from './wgsl-function.ts';

export const comparison = wgslFunctions(
  `fn tn_order(x: f32) -> i32 {
  let bits = bitcast<i32>(x);
  return select(bits, i32(0x80000000u) - bits, bits < 0);
}`,
  'fn tn_are_numbers(a: f32, b: f32) -> bool { return !(tn_is_nan(a) || tn_is_nan(b)); }',
  'fn tn_equal(a: f32, b: f32) -> bool { return tn_are_numbers(a, b) && tn_order(a) == tn_order(b); }',
  'fn tn_less(a: f32, b: f32) -> bool { return tn_are_numbers(a, b) && tn_order(a) < tn_order(b); }',
  'fn tn_less_equal(a: f32, b: f32) -> bool { return tn_are_numbers(a, b) && tn_order(a) <= tn_order(b); }',
  // A choice of bits: one of floats might assume that neither is NaN.
  `fn tn_max(a: f32, b: f32) -> f32 {
  let first = tn_is_nan(a) || (!tn_is_nan(b) && tn_order(a) > tn_order(b));
  return bitcast<f32>(select(bitcast<u32>(b), bitcast<u32>(a), first));
}`,
  `fn tn_min(a: f32, b: f32) -> f32 {
  let first = tn_is_nan(a) || (!tn_is_nan(b) && tn_order(a) < tn_order(b));
  return bitcast<f32>(select(bitcast<u32>(b), bitcast<u32>(a), first));
}`,
  // ±1, 0 for both zeros, NaN for NaN.
  `fn tn_sign(x: f32) -> f32 {
  if (tn_is_nan(x)) { return x; }
  return f32(sign(tn_order(x)));
}`,
);
