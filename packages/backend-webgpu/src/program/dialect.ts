/**
 * @file WGSL as a dialect of scalar programs.
 */

import {
  byteWidth,
  type DType,
  isFloating,
  type ProgramDialect,
  type ScalarOperation,
} from '@tenon/core/backend';
import { wgslType, wrapped } from '../wgsl/types.ts';
import { bitcastText, castText } from './convert.ts';
import { type OperandType, operationTexts } from './operations.ts';

/** A program's constant. Those that are not finite cannot be written, and −0 may not be kept. */
export function constantText(value: number | bigint | boolean, dtype: DType): string {
  switch (wgslType(dtype)) {
    case 'bool':
      return String(Boolean(value));
    case 'i32':
      return `i32(${value})`;
    case 'u32':
      return `${value}u`;
    default:
      return floatText(Number(value));
  }
}

function floatText(value: number): string {
  if (Number.isNaN(value)) return 'tn_nan()';
  if (value === Infinity) return 'tn_infinity()';
  if (value === -Infinity) return '-tn_infinity()';
  // A product with a zero that is known may become that zero, whatever the other's sign.
  if (value === 0) return Object.is(value, -0) ? '-tn_zero()' : 'tn_zero()';
  // A float32 in float64's digits: read as a float32 again it is the same.
  return `${Math.fround(value)}f`;
}

function applyText(operation: ScalarOperation, operands: readonly string[], from: DType, to: DType): string {
  switch (operation) {
    case 'cast':
      return castText(operands[0], from, to);
    case 'bitcast':
      return bitcastText(operands[0], from, to);
    case 'shiftLeft':
    case 'shiftRight':
      return wrapped(to, shiftText(operation, operands, from));
    case 'nextAfter':
      return `${nextAfter(to)}(${operands.join(', ')})`;
    default: {
      // The program's builder admits only the dtypes that the row accepts.
      const texts: { readonly [T in OperandType]?: string } = operationTexts[operation];
      const text = texts[wgslType(from)] as string;
      const applied = text.replace(/\{([abc])\}/g, (_, operand: string) => operands['abc'.indexOf(operand)]);
      return isFloating(to) || to === 'bool' ? applied : wrapped(to, applied);
    }
  }
}

/** What is next depends on the dtype's own bits. */
function nextAfter(dtype: DType): string {
  const suffixes: Partial<Record<DType, string>> = { float16: '_f16', bfloat16: '_bf16' };
  return `tn_next_after${suffixes[dtype] ?? ''}`;
}

/** A shift by what is clamped to the dtype's width. */
function shiftText(operation: 'shiftLeft' | 'shiftRight', [a, b]: readonly string[], dtype: DType): string {
  const most = 8 * byteWidth(dtype) - 1;
  const by = wgslType(dtype) === 'i32' ? `u32(clamp(${b}, 0, ${most}))` : `min(${b}, ${most}u)`;
  return `${a} ${operation === 'shiftLeft' ? '<<' : '>>'} ${by}`;
}

export const wgsl: ProgramDialect = {
  declare: (name, dtype, expression) => `let ${name}: ${wgslType(dtype)} = ${expression};`,
  constant: constantText,
  apply: applyText,
};

/** The library's functions that texts call. */
export function calledFunctions(texts: Iterable<string>): ReadonlySet<string> {
  const called = new Set<string>();
  for (const text of texts) for (const [name] of text.matchAll(/\btn_\w+/g)) called.add(name);
  return called;
}
