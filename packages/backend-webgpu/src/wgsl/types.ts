/**
 * @file How elements are held while a shader computes with them: WGSL has four scalar types for all dtypes.
 */

import { type DType, dtypeInfo } from '@tenon/core/backend';

/** WGSL's scalar types. 16-bit floats are computed in float32, small integers in 32 bits. */
export type WgslType = 'f32' | 'i32' | 'u32' | 'bool';

/** The dtypes that WGSL can compute with: it has no 64-bit types. */
export const wgslDTypes: readonly DType[] = [
  'bool',
  'int8',
  'uint8',
  'int16',
  'uint16',
  'int32',
  'uint32',
  'float16',
  'bfloat16',
  'float32',
];

/** The type in which elements of a dtype are computed. */
export function wgslType(dtype: DType): WgslType {
  const { kind } = dtypeInfo[dtype];
  return kind === 'bool' ? 'bool' : kind === 'int' ? 'i32' : kind === 'uint' ? 'u32' : 'f32';
}

/** The integer in 32 bits that an integer dtype of fewer bits wraps to. */
export function wrapped(dtype: DType, expression: string): string {
  switch (dtype) {
    case 'int8':
      return `((${expression}) << 24u) >> 24u`;
    case 'int16':
      return `((${expression}) << 16u) >> 16u`;
    case 'uint8':
      return `(${expression}) & 0xffu`;
    case 'uint16':
      return `(${expression}) & 0xffffu`;
    default:
      return expression;
  }
}
