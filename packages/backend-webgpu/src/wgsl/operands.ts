/**
 * @file Tensors in a shader: how they are bound, and functions that load and store their elements.
 *
 * A buffer may be bound once only where it is written, and tensors may share a buffer (a variable updated in place), so
 * there is one binding for each buffer. All are arrays of 32-bit words: elements of any dtype lie in them, and the bits
 * of NaN survive. An element of fewer bits is stored by two atomic operations on its word, since its neighbours are
 * another invocation's.
 */

import { byteWidth, type DType } from '@tenon/core/backend';
import type { GpuBuffer } from '../memory/gpu-buffer.ts';
import type { Access } from '../queue/compute-kernel.ts';
import { wgslType } from './types.ts';

/** A tensor that a shader reads or writes. */
export interface Operand {
  /** Its functions are `load_x(i: u32)` and `store_x(i: u32, value)`, by element of its buffer. */
  readonly name: string;
  readonly dtype: DType;
  readonly access: 'read' | 'write' | 'read-write';
  /** Whether the words of its buffer are atomic even where its elements are as wide. */
  readonly atomic?: true;
}

/** Which buffers are bound, and which operand lies in which of them. */
export interface BindingPlan {
  readonly buffers: readonly GpuBuffer[];
  /** By operand, the position of its buffer. */
  readonly binding: readonly number[];
}

/** One binding for each buffer. */
export function planBindings(operands: readonly GpuBuffer[]): BindingPlan {
  const buffers: GpuBuffer[] = [];
  const binding = operands.map((buffer) => {
    const known = buffers.indexOf(buffer);
    return known >= 0 ? known : buffers.push(buffer) - 1;
  });
  return { buffers, binding };
}

/** The declarations of operands, and how their buffers are used. */
export interface DeclaredOperands {
  readonly access: readonly Access[];
  readonly declarations: readonly string[];
  /** Functions of the library that they call. */
  readonly functions: readonly string[];
}

/** Declares bindings 1, 2 … and the functions of the operands that lie in them. */
export function declareOperands(operands: readonly Operand[], binding: readonly number[]): DeclaredOperands {
  const access: Access[] = [];
  const atomic: boolean[] = [];
  operands.forEach(({ dtype, access: how, atomic: isAtomic = false }, i) => {
    const position = binding[i];
    if (how !== 'read') access[position] = 'read-write';
    else access[position] ??= 'read';
    atomic[position] ||= isAtomic || (how !== 'read' && byteWidth(dtype) < 4);
  });
  const functions = new Set<string>();
  const declarations = access.map((how, position) => {
    const element = atomic[position] ? 'atomic<u32>' : 'u32';
    const mode = how === 'read' ? 'read' : 'read_write';
    return `@group(0) @binding(${position + 1}) var<storage, ${mode}> buffer${position}: array<${element}>;`;
  });
  operands.forEach(({ name, dtype, access: how }, i) => {
    const words = { name: `buffer${binding[i]}`, atomic: atomic[binding[i]] };
    if (how !== 'write') declarations.push(loadFunction(name, dtype, words, functions));
    if (how !== 'read') declarations.push(storeFunction(name, dtype, words, functions));
  });
  return { access, declarations, functions: [...functions] };
}

interface Words {
  readonly name: string;
  readonly atomic: boolean;
}

function loadFunction(
  name: string,
  dtype: DType,
  { name: buffer, atomic }: Words,
  functions: Set<string>,
): string {
  const type = wgslType(dtype);
  const word = (index: string) => (atomic ? `atomicLoad(&${buffer}[${index}])` : `${buffer}[${index}]`);
  const width = byteWidth(dtype);
  let body: string;
  if (width === 4) body = type === 'u32' ? word('i') : `bitcast<${type}>(${word('i')})`;
  else {
    const perWord = 4 / width;
    // The element's bits, at the top of a word; then moved down, with the sign if there is one.
    const top = `${word(`i / ${perWord}u`)} << (${32 - 8 * width}u - (i % ${perWord}u) * ${8 * width}u)`;
    const bits = `(${top}) >> ${32 - 8 * width}u`;
    body = narrowValue(dtype, top, bits, functions);
  }
  return `fn load_${name}(i: u32) -> ${type} { return ${body}; }`;
}

/** The value of an element of fewer than 32 bits. */
function narrowValue(dtype: DType, top: string, bits: string, functions: Set<string>): string {
  switch (dtype) {
    case 'bool':
      return `(${bits}) != 0u`;
    case 'bfloat16':
      return `bitcast<f32>((${top}) & 0xffff0000u)`;
    case 'float16':
      functions.add('tn_f16_to_f32');
      return `tn_f16_to_f32(${bits})`;
    case 'int8':
    case 'int16':
      return `bitcast<i32>(${top}) >> ${32 - 8 * byteWidth(dtype)}u`;
    default:
      return bits;
  }
}

function storeFunction(
  name: string,
  dtype: DType,
  { name: buffer, atomic }: Words,
  functions: Set<string>,
): string {
  const type = wgslType(dtype);
  const width = byteWidth(dtype);
  const header = `fn store_${name}(i: u32, value: ${type})`;
  if (width === 4) {
    const word = type === 'u32' ? 'value' : 'bitcast<u32>(value)';
    return `${header} { ${atomic ? `atomicStore(&${buffer}[i], ${word})` : `${buffer}[i] = ${word}`}; }`;
  }
  const perWord = 4 / width;
  const mask = width === 1 ? '0xffu' : '0xffffu';
  return `${header} {
  let shift = (i % ${perWord}u) * ${8 * width}u;
  let bits = (${narrowBits(dtype, 'value', functions)}) & ${mask};
  atomicAnd(&${buffer}[i / ${perWord}u], ~(${mask} << shift));
  atomicOr(&${buffer}[i / ${perWord}u], bits << shift);
}`;
}

/** The bits of a value in fewer than 32 bits; higher places may hold anything. */
export function narrowBits(dtype: DType, element: string, functions: Set<string>): string {
  switch (dtype) {
    case 'bool':
      return `select(0u, 1u, ${element})`;
    case 'bfloat16':
      functions.add('tn_f32_to_bf16');
      return `tn_f32_to_bf16(${element})`;
    case 'float16':
      functions.add('tn_f32_to_f16');
      return `tn_f32_to_f16(${element})`;
    default:
      return wgslType(dtype) === 'i32' ? `bitcast<u32>(${element})` : element;
  }
}
