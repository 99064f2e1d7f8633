/**
 * @file The next representable number, by stepping the bits (IEEE 754-2019, 5.3.1): of a float32, and of 16-bit floats that
 * are held as float32.
 */

import { wgslFunctions } from './wgsl-function.ts';

export const nextAfter = wgslFunctions(
  // The bits next to those of a toward b, which differs from it.
  `fn tn_next_pattern(a: f32, b: f32, pattern: u32, sign_bit: u32) -> u32 {
  if (tn_order(a) == 0) { return select(1u, sign_bit | 1u, tn_order(b) < 0); }
  let away = (tn_order(a) < 0) == (tn_order(b) < tn_order(a));
  return select(pattern - 1u, pattern + 1u, away);
}`,
  `fn tn_next_after(a: f32, b: f32) -> f32 {
  if (!tn_are_numbers(a, b)) { return tn_nan(); }
  if (tn_order(a) == tn_order(b)) { return b; }
  return bitcast<f32>(tn_next_pattern(a, b, bitcast<u32>(a), 0x80000000u));
}`,
  `fn tn_next_after_f16(a: f32, b: f32) -> f32 {
  if (!tn_are_numbers(a, b)) { return tn_nan(); }
  if (tn_order(a) == tn_order(b)) { return b; }
  return tn_f16_to_f32(tn_next_pattern(a, b, tn_f32_to_f16(a), 0x8000u));
}`,
  `fn tn_next_after_bf16(a: f32, b: f32) -> f32 {
  if (!tn_are_numbers(a, b)) { return tn_nan(); }
  if (tn_order(a) == tn_order(b)) { return b; }
  return tn_bf16_to_f32(tn_next_pattern(a, b, tn_f32_to_bf16(a), 0x8000u));
}`,
);
