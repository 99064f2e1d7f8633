/**
 * @file Tensors in a shader that computes four neighbouring elements at a time.
 *
 * Four elements are one, two or four words, which are loaded and stored at once: a GPU moves 16 bytes as fast as 4, and
 * elements of fewer than 32 bits need no atomic operations, since their word is one invocation's.
 */

import { byteWidth, type DType } from '@tenon/core/backend';
import type { Access } from '../queue/compute-kernel.ts';
import { elementValue } from './element-value.ts';
import { type DeclaredOperands, narrowBits, type Operand } from './operands.ts';
import { wgslType } from './types.ts';

/** The words of four elements. */
const quadWords = (dtype: DType) =>
  byteWidth(dtype) === 4 ? 'vec4<u32>' : byteWidth(dtype) === 2 ? 'vec2<u32>' : 'u32';

/** Whether operands may be declared: those that share a buffer must agree on the width of their elements. */
export function canBeQuads(operands: readonly Operand[], binding: readonly number[]): boolean {
  const widths = new Map<number, number>();
  return operands.every(({ dtype }, i) => {
    const width = byteWidth(dtype);
    const known = widths.get(binding[i]) ?? width;
    widths.set(binding[i], known);
    return known === width;
  });
}

/**
 * Declares bindings 1, 2 … and, by operand, `quad_x(i: u32)`, the four elements from `4 i`; `one_x(i: u32)`, an element four
 * times; and for what is written `store_x(i: u32, values)`.
 */
export function declareQuadOperands(
  operands: readonly Operand[],
  binding: readonly number[],
): DeclaredOperands {
  const access: Access[] = [];
  const words: string[] = [];
  operands.forEach(({ dtype, access: how }, i) => {
    const position = binding[i];
    if (how !== 'read') access[position] = 'read-write';
    else access[position] ??= 'read';
    words[position] = quadWords(dtype);
  });
  const functions = new Set<string>();
  const declarations = access.map((how, position) => {
    const mode = how === 'read' ? 'read' : 'read_write';
    return `@group(0) @binding(${position + 1}) var<storage, ${mode}> buffer${position}: array<${words[position]}>;`;
  });
  operands.forEach(({ name, dtype, access: how }, i) => {
    const buffer = `buffer${binding[i]}`;
    if (how === 'write') declarations.push(storeFunction(name, dtype, buffer, functions));
    else declarations.push(...loadFunctions(name, dtype, buffer, functions));
  });
  return { access, declarations, functions: [...functions] };
}

function loadFunctions(
  name: string,
  dtype: DType,
  buffer: string,
  functions: Set<string>,
): readonly string[] {
  const type = wgslType(dtype);
  const width = byteWidth(dtype);
  const lanes = [0, 1, 2, 3].map((lane) =>
    elementValue(dtype, bitsOf(width, 'words', `${lane}u`), functions),
  );
  const one = elementValue(dtype, bitsOf(width, `${buffer}[i / 4u]`, 'i % 4u'), functions);
  return [
    width === 4
      ? `fn quad_${name}(i: u32) -> vec4<${type}> { return bitcast<vec4<${type}>>(${buffer}[i]); }`
      : `fn quad_${name}(i: u32) -> vec4<${type}> {
  let words = ${buffer}[i];
  return vec4<${type}>(${lanes.join(', ')});
}`,
    `fn one_${name}(i: u32) -> vec4<${type}> { return vec4<${type}>(${one}); }`,
  ];
}

/** The bits of one of four elements, in the lowest places; higher ones hold zeros. */
function bitsOf(width: number, words: string, lane: string): string {
  if (width === 4) return `${words}[${lane}]`;
  if (width === 2) return `((${words}[(${lane}) / 2u] >> (((${lane}) % 2u) * 16u)) & 0xffffu)`;
  return `((${words} >> ((${lane}) * 8u)) & 0xffu)`;
}

function storeFunction(name: string, dtype: DType, buffer: string, functions: Set<string>): string {
  const type = wgslType(dtype);
  const header = `fn store_${name}(i: u32, values: vec4<${type}>)`;
  if (byteWidth(dtype) === 4) return `${header} { ${buffer}[i] = bitcast<vec4<u32>>(values); }`;
  const bits = (lane: number) => narrowBits(dtype, `values[${lane}]`, functions);
  if (byteWidth(dtype) === 2) {
    const word = (lane: number) => `((${bits(lane)}) & 0xffffu) | ((${bits(lane + 1)}) << 16u)`;
    return `${header} { ${buffer}[i] = vec2<u32>(${word(0)}, ${word(2)}); }`;
  }
  const shifted = [0, 1, 2, 3].map((lane) => `(((${bits(lane)}) & 0xffu) << ${8 * lane}u)`);
  return `${header} { ${buffer}[i] = ${shifted.join(' | ')}; }`;
}
