/**
 * @file `cast` and `bitcast` in WGSL.
 */

import { byteWidth, type DType, isFloating } from '@tenon/core/backend';
import { wgslType, wrapped } from '../wgsl/types.ts';

/** A value of one dtype as another. */
export function castText(x: string, from: DType, to: DType): string {
  if (to === 'bool') return fromTypes[wgslType(from)].toBool(x);
  if (isFloating(to)) {
    const value = fromTypes[wgslType(from)].toFloat(x);
    if (to === 'float16') return `tn_f16_to_f32(tn_f32_to_f16(${value}))`;
    if (to === 'bfloat16') return `bitcast<f32>(tn_f32_to_bf16(${value}) << 16u)`;
    return value;
  }
  const target = wgslType(to);
  if (!isFloating(from))
    return wrapped(to, from === 'bool' ? `select(${target}(0), ${target}(1), ${x})` : `${target}(${x})`);
  // Through int32 for fewer bits, as the table says; only uint32 has a range of its own.
  if (to === 'uint32') return `tn_f32_to_u32(${x})`;
  return wrapped(to, target === 'i32' ? `tn_f32_to_i32(${x})` : `u32(tn_f32_to_i32(${x}))`);
}

const fromTypes = {
  bool: { toBool: (x: string) => x, toFloat: (x: string) => `select(0.0f, 1.0f, ${x})` },
  i32: { toBool: (x: string) => `${x} != 0`, toFloat: (x: string) => `tn_i32_to_f32(${x})` },
  u32: { toBool: (x: string) => `${x} != 0u`, toFloat: (x: string) => `tn_u32_to_f32(${x})` },
  f32: { toBool: (x: string) => `!tn_equal(${x}, 0.0f)`, toFloat: (x: string) => x },
} as const;

/** The bits of a value as another dtype of the same width. */
export function bitcastText(x: string, from: DType, to: DType): string {
  if (from === to) return x;
  return fromBits(toBits(x, from), to);
}

/** The bits, in the lowest places of a `u32`; higher ones may hold anything. */
function toBits(x: string, dtype: DType): string {
  switch (dtype) {
    case 'bool':
      return `select(0u, 1u, ${x})`;
    case 'float16':
      return `tn_f32_to_f16(${x})`;
    case 'bfloat16':
      return `tn_f32_to_bf16(${x})`;
    case 'float32':
      return `bitcast<u32>(${x})`;
    default:
      return `u32(${x})`;
  }
}

function fromBits(bits: string, dtype: DType): string {
  switch (dtype) {
    case 'bool':
      return `((${bits}) & 0xffu) != 0u`;
    case 'float16':
      return `tn_f16_to_f32((${bits}) & 0xffffu)`;
    case 'bfloat16':
      return `bitcast<f32>((${bits}) << 16u)`;
    case 'float32':
      return `bitcast<f32>(${bits})`;
    default:
      return byteWidth(dtype) === 4
        ? `${wgslType(dtype)}(${bits})`
        : wrapped(dtype, `${wgslType(dtype)}(${bits})`);
  }
}
