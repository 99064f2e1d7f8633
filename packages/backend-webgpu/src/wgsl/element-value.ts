/**
 * @file From an element's bits to its value.
 */

import type { DType } from '@tenon/core/backend';
import { wgslType } from './types.ts';

/** The value of the bits in the lowest places of a word; higher ones hold zeros. */
export function elementValue(dtype: DType, bits: string, functions: Set<string>): string {
  switch (dtype) {
    case 'bool':
      return `(${bits} != 0u)`;
    case 'int8':
      return `((bitcast<i32>(${bits}) << 24u) >> 24u)`;
    case 'int16':
      return `((bitcast<i32>(${bits}) << 16u) >> 16u)`;
    case 'bfloat16':
      return `bitcast<f32>(${bits} << 16u)`;
    case 'float16':
      functions.add('tn_f16_to_f32');
      return `tn_f16_to_f32(${bits})`;
    case 'float32':
    case 'int32':
      return `bitcast<${wgslType(dtype)}>(${bits})`;
    default:
      return bits;
  }
}
