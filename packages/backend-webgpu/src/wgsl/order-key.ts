/**
 * @file Keys: 32-bit words whose unsigned order is the order of a dtype's elements.
 *
 * So sorting and the search for extreme positions are the same for all dtypes, and compare no floats, of which a device
 * may assume that none is NaN. A float's bits are ordered as its magnitude is: those of negative ones are inverted, the
 * others get the highest bit.
 */

import type { DType } from '@tenon/core/backend';
import { wgslType } from './types.ts';

/**
 * Declares `order_key(value) -> u32`. NaN has the greatest key in either direction, and −0 that of 0.
 * @param descending Whether greater elements have lesser keys.
 */
export function orderKeyFunction(dtype: DType, descending: boolean): string {
  const directed = descending ? '~key' : 'key';
  switch (wgslType(dtype)) {
    case 'bool':
      return `fn order_key(value: bool) -> u32 { let key = select(0u, 1u, value); return ${directed}; }`;
    case 'u32':
      return `fn order_key(key: u32) -> u32 { return ${directed}; }`;
    case 'i32':
      return `fn order_key(value: i32) -> u32 { let key = bitcast<u32>(value) ^ 0x80000000u; return ${directed}; }`;
    default:
      return `fn order_key(value: f32) -> u32 {
  let bits = bitcast<u32>(value);
  let magnitude = bits & 0x7fffffffu;
  if (magnitude > 0x7f800000u) { return 0xffffffffu; }
  let key = select(magnitude | 0x80000000u, ~bits, bits > 0x80000000u);
  return ${directed};
}`;
  }
}
