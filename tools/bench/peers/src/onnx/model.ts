/**
 * @file A model of one or few operators, whose operands are inside of it.
 *
 * The numbers of fields and types are those of onnx.proto (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
 */

import { type Field, message } from './protobuf.ts';

const elementTypes = { float32: 1, int32: 6, int64: 7, float64: 11 } as const;
export type OnnxType = keyof typeof elementTypes;

/** The version of the operators, the first in which gelu is one. */
const OPSET = 20;
const IR_VERSION = 9;

export interface Operand {
  readonly dtype: OnnxType;
  readonly shape: readonly number[];
  readonly data: ArrayBufferView;
  /** Whether the runtime may rely on it never changing, as it may on weights. */
  readonly constant?: boolean;
}

export interface Operator {
  readonly type: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, number | string | readonly number[]>>;
}

export interface Model {
  readonly operands: Readonly<Record<string, Operand>>;
  /** What is given to a run. */
  readonly inputs?: Readonly<Record<string, { readonly dtype: OnnxType; readonly shape: readonly number[] }>>;
  readonly operators: readonly Operator[];
  readonly output: string;
  readonly outputType: OnnxType;
}

/**
 * The model as bytes. An operand that is not constant is declared as an input with a default, so that no operator on it
 * is computed ahead of the run, and none is packed for it.
 */
export function encodeModel({ operands, inputs = {}, operators, output, outputType }: Model): Uint8Array {
  const overridable = Object.entries(operands).filter(([, { constant }]) => !constant);
  const graph = message(
    ...operators.map((operator): Field => [1, encodeOperator(operator)]),
    [2, 'benchmark'],
    ...Object.entries(operands).map(([name, operand]): Field => [5, encodeOperand(name, operand)]),
    ...[...Object.entries(inputs), ...overridable].map(
      ([name, { dtype, shape }]): Field => [11, valueInfo(name, dtype, shape)],
    ),
    [12, valueInfo(output, outputType)],
  );
  return message([1, IR_VERSION], [7, graph], [8, message([1, ''], [2, OPSET])]);
}

const encodeOperator = ({ type, inputs, outputs, attributes = {} }: Operator) =>
  message(
    ...inputs.map((input): Field => [1, input]),
    ...outputs.map((output): Field => [2, output]),
    [4, type],
    ...Object.entries(attributes).map(([name, value]): Field => [5, encodeAttribute(name, value)]),
  );

function encodeAttribute(name: string, value: number | string | readonly number[]): Uint8Array {
  if (typeof value === 'number') return message([1, name], [3, value], [20, 2]);
  if (typeof value === 'string') return message([1, name], [4, value], [20, 3]);
  return message([1, name], ...value.map((each): Field => [8, each]), [20, 7]);
}

const encodeOperand = (name: string, { dtype, shape, data }: Operand) =>
  message(
    ...shape.map((length): Field => [1, length]),
    [2, elementTypes[dtype]],
    [8, name],
    [9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)],
  );

/** A value's type; without a shape it is left to be inferred. */
function valueInfo(name: string, dtype: OnnxType, shape?: readonly number[]): Uint8Array {
  const dimensions = shape && message(...shape.map((length): Field => [1, message([1, length])]));
  const tensor = message([1, elementTypes[dtype]], ...(dimensions ? [[2, dimensions] as const] : []));
  return message([1, name], [2, message([1, tensor])]);
}
