/**
 * @file From a scalar program to the instructions of the vector machine.
 *
 * Every node of the program becomes an instruction or none. Values of narrow dtypes are computed in wider registers, so
 * an operation that may leave the dtype's range is followed by a step that wraps it.
 */

import {
  byteWidth,
  type DType,
  dtypeInfo,
  isFloating,
  type ScalarNode,
  type ScalarOperation,
  type ScalarProgram,
} from '@tenon/core/backend';
import { dtypeNumber } from '../contract/names.ts';
import {
  type ConversionName,
  castStep,
  conversionStep,
  oddStep,
  operationStep,
  registerTypeOf,
  truthStep,
} from './steps.ts';

/** A value: of an input or coordinate (by number), of a constant (by number), or of an instruction. */
export type Value = {
  readonly kind: 'source' | 'constant' | 'instruction';
  readonly number: number;
};

/** One step over a block. */
export interface Instruction {
  readonly step: number;
  readonly operands: readonly Value[];
  /** What a step needs to know besides: the width of a shift, the dtype of a neighbour. */
  readonly immediate: number;
}

/** Where a source's elements come from. */
export type Source =
  | { readonly kind: 'input'; readonly input: number; readonly dtype: DType }
  | { readonly kind: 'coordinate'; readonly axis: number; readonly dtype: DType };

/** A program as instructions, before registers are assigned. */
export interface Assembly {
  readonly sources: readonly Source[];
  readonly constants: readonly { readonly dtype: DType; readonly value: number | bigint | boolean }[];
  readonly instructions: readonly Instruction[];
  readonly outputs: readonly { readonly value: Value; readonly dtype: DType }[];
}

type ApplyNode = Extract<ScalarNode, { kind: 'apply' }>;

/** Operations whose result may lie outside the range of a narrow integer dtype. */
const leavesRange: ReadonlySet<ScalarOperation> = new Set<ScalarOperation>([
  'neg',
  'abs',
  'add',
  'sub',
  'mul',
  'pow',
  'floorDiv',
  'truncDiv',
  'shiftLeft',
  'bitNot',
]);

const wraps: { readonly [D in DType]?: ConversionName } = {
  int8: 'wrapInt8',
  int16: 'wrapInt16',
  uint8: 'wrapUint8',
  uint16: 'wrapUint16',
};

/** Lists what the machine has to do. */
export function assemble(program: ScalarProgram): Assembly {
  const sources: Source[] = [];
  const constants: { dtype: DType; value: number | bigint | boolean }[] = [];
  const instructions: Instruction[] = [];
  const values: Value[] = [];

  const emit = (step: number, operands: readonly Value[], immediate = 0): Value => ({
    kind: 'instruction',
    number: instructions.push({ step, operands, immediate }) - 1,
  });
  const convert = (name: ConversionName, x: Value) => emit(conversionStep(name), [x]);
  const wrapped = (x: Value, dtype: DType): Value => {
    const wrap = wraps[dtype];
    return wrap ? convert(wrap, x) : x;
  };

  const cast = (x: Value, from: DType, to: DType): Value => {
    const [source, target] = [registerTypeOf[from], registerTypeOf[to]];
    if (to === 'bool') return from === 'bool' ? x : emit(truthStep(source), [x]);
    if (to === 'float16' || to === 'bfloat16') {
      const exact = source === 'float32' || (source === 'int32' && from !== 'int32');
      const asFloat =
        source === 'float32' ? x : emit(exact ? castStep(source, target) : oddStep(source), [x]);
      return convert(to === 'float16' ? 'roundFloat16' : 'roundBfloat16', asFloat);
    }
    const moved = source === target ? x : emit(castStep(source, target), [x]);
    return fits(from, to) ? moved : wrapped(moved, to);
  };

  const bitcast = (x: Value, from: DType, to: DType): Value => {
    // Elements of 4 and 8 bytes are in their registers as they are stored.
    if (byteWidth(from) >= 4) return x;
    const bits =
      from === 'float16'
        ? convert('float16ToBits', x)
        : from === 'bfloat16'
          ? convert('bfloat16ToBits', x)
          : x;
    if (to === 'float16') return convert('float16FromBits', bits);
    return to === 'bfloat16' ? convert('bfloat16FromBits', bits) : wrapped(bits, to);
  };

  const apply = (node: ApplyNode): Value => {
    const operands = node.operands.map((operand) => values[operand]);
    const { dtype } = program.nodes[node.operands[node.operands.length - 1]];
    if (node.operation === 'cast') return cast(operands[0], dtype, node.dtype);
    if (node.operation === 'bitcast') return bitcast(operands[0], dtype, node.dtype);
    const result = emit(
      operationStep(node.operation, registerTypeOf[dtype]),
      operands,
      immediateOf(node.operation, dtype),
    );
    return leavesRange.has(node.operation) ? wrapped(result, node.dtype) : result;
  };

  for (const node of program.nodes) {
    switch (node.kind) {
      case 'input':
        values.push({ kind: 'source', number: sources.length });
        sources.push({ kind: 'input', input: node.input, dtype: node.dtype });
        break;
      case 'index':
        values.push({ kind: 'source', number: sources.length });
        sources.push({ kind: 'coordinate', axis: node.axis, dtype: node.dtype });
        break;
      case 'constant':
        values.push({ kind: 'constant', number: constants.length });
        constants.push({ dtype: node.dtype, value: node.value });
        break;
      case 'apply':
        values.push(apply(node));
        break;
      default:
        node satisfies never;
    }
  }
  const outputs = program.outputs.map((id) => ({ value: values[id], dtype: program.nodes[id].dtype }));
  return { sources, constants, instructions, outputs };
}

/** What the step of an operation must know of the dtype beyond its register type. */
function immediateOf(operation: ScalarOperation, dtype: DType): number {
  if (operation === 'shiftLeft' || operation === 'shiftRight') return byteWidth(dtype) * 8 - 1;
  return operation === 'nextAfter' ? dtypeNumber[dtype] : 0;
}

/** Whether every value of one dtype is a value of another, so that nothing needs wrapping. */
function fits(from: DType, to: DType): boolean {
  if (from === to || from === 'bool') return true;
  if (isFloating(from) || isFloating(to)) return false;
  const [a, b] = [dtypeInfo[from], dtypeInfo[to]];
  return a.byteWidth < b.byteWidth && (a.kind === 'uint' || b.kind !== 'uint');
}
