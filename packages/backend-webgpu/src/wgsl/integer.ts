/**
 * @file Integer arithmetic with the edges that the operation table gives it.
 *
 * WGSL divides toward 0, and a division by 0 gives the dividend: what it gives is free (`supports.integerFault`).
 */

import { type WgslFunction, wgslFunctions } from './math/wgsl-function.ts';

const definitions = wgslFunctions(
  `fn tn_floor_div_i32(a: i32, b: i32) -> i32 {
  let quotient = a / b;
  return select(quotient, quotient - 1, quotient * b != a && (a < 0) != (b < 0));
}`,
  `fn tn_floor_mod_i32(a: i32, b: i32) -> i32 {
  let remainder = a % b;
  return select(remainder, remainder + b, remainder != 0 && (remainder < 0) != (b < 0));
}`,
  `fn tn_pow_i32(a: i32, b: i32) -> i32 {
  var result = 1;
  var square = a;
  for (var exponent = b; exponent > 0; exponent >>= 1u) {
    if ((exponent & 1) == 1) { result *= square; }
    square *= square;
  }
  return result;
}`,
  `fn tn_pow_u32(a: u32, b: u32) -> u32 {
  var result = 1u;
  var square = a;
  for (var exponent = b; exponent > 0u; exponent >>= 1u) {
    if ((exponent & 1u) == 1u) { result *= square; }
    square *= square;
  }
  return result;
}`,
);

/** By name. */
export const integerFunctions: Readonly<Record<string, WgslFunction>> = Object.fromEntries(
  definitions.map((each) => [each.name, each]),
);
