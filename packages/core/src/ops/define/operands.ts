/**
 * @file From what a caller gives to tensors: operands are tensors, variables, or JavaScript values that take the dtype
 * and device of the tensors beside them.
 */

import type { Device } from '../../backend/index.ts';
import { type DType, type DTypeClass, dtypeInfo, type StorageArrayOf } from '../../dtype/index.ts';
import { InvalidArgumentError } from '../../errors/index.ts';
import { currentDevice, tensorFromEncoded } from '../../runtime/index.ts';
import { formatShape, type Shape } from '../../shape/index.ts';
import {
  asTensor,
  type EncodedValues,
  encodeChecked,
  encodeValues,
  isTensorLike,
  type Tensor,
  type TensorLike,
  type Values,
} from '../../tensor/index.ts';

/**
 * What stands where a tensor is wanted: a tensor, a variable, or values that become one. `Tensor` is a `TensorLike`; it
 * is named so that, of a tensor of the wrong dtype, the compiler says that the dtypes differ.
 */
export type Operand<D extends DType = DType> = Tensor<D> | TensorLike<D> | Values;

/** One input of an op, resolved from its record. */
export interface InputSpec {
  readonly name: string;
  readonly accepts: DTypeClass;
  /** The position of the first input whose dtype this one must share; its own position if it is free. */
  readonly sharesWith: number;
  readonly optional: boolean;
  /** Whether the caller gives a list here, whose tensors all share one dtype. */
  readonly variadic: boolean;
}

/** Tensors made from values for one call; the caller of `resolveOperands` disposes them after the op ran. */
export interface ResolvedOperands {
  readonly tensors: (Tensor | undefined)[];
  readonly converted: readonly Tensor[];
}

/**
 * Turns the operands of a call into tensors, and checks their dtypes.
 * @throws InvalidArgumentError naming the op, the input and the dtypes.
 */
export function resolveOperands(
  op: string,
  specs: readonly InputSpec[],
  operands: readonly unknown[],
): ResolvedOperands {
  const tensors = operands.map((operand) => (isTensorLike(operand) ? operand[asTensor]() : undefined));
  const converted: Tensor[] = [];
  try {
    convertValues(op, specs, operands, tensors, converted);
  } catch (error) {
    for (const tensor of converted) tensor.dispose();
    throw error;
  }
  return { tensors, converted };
}

function convertValues(
  op: string,
  specs: readonly InputSpec[],
  operands: readonly unknown[],
  tensors: (Tensor | undefined)[],
  converted: Tensor[],
): void {
  const device = tensors.find((tensor) => tensor !== undefined)?.storage.device ?? currentDevice();
  for (let i = 0; i < specs.length; i++) {
    const spec = specs[i];
    let tensor = tensors[i];
    if (tensor === undefined) {
      if (spec.optional && (operands[i] === undefined || operands[i] === null)) continue;
      tensor = convert(op, specs, i, operands[i], groupDType(specs, tensors, spec.sharesWith), device);
      tensors[i] = tensor;
      converted.push(tensor);
    }
    checkDType(op, specs, tensors, i, tensor);
  }
}

/** The dtype that the tensors of one group share, if there is one among them. */
function groupDType(
  specs: readonly InputSpec[],
  tensors: readonly (Tensor | undefined)[],
  group: number,
): DType | undefined {
  for (let i = 0; i < specs.length; i++) {
    if (specs[i].sharesWith === group && tensors[i]) return (tensors[i] as Tensor).dtype;
  }
  return undefined;
}

function convert(
  op: string,
  specs: readonly InputSpec[],
  position: number,
  value: unknown,
  dtype: DType | undefined,
  device: Device,
): Tensor {
  const context = `${op}: '${operandName(specs, position)}'`;
  if (value === undefined) throw new InvalidArgumentError(`${context} is missing.`);
  if (typeof value === 'number' && dtype !== undefined) {
    return tensorFromEncoded(device, encodeScalar(dtype, value, context), op);
  }
  const target = dtype ?? valuesDType(value, specs[position].accepts);
  return tensorFromEncoded(device, encodeValues(value as Values, target, context), op);
}

/** One array per dtype that a number is encoded in: a device copies the bytes before `write` returns. */
const scalarArrays = new Map<DType, { readonly array: StorageArrayOf<DType>; readonly bytes: Uint8Array }>();

/** A number beside a tensor, the commonest of all values, encoded without allocating. */
function encodeScalar(dtype: DType, value: number, context: string): EncodedValues {
  let scalar = scalarArrays.get(dtype);
  if (!scalar) {
    const array = new dtypeInfo[dtype].StorageArray(1);
    scalar = { array, bytes: new Uint8Array(array.buffer) };
    scalarArrays.set(dtype, scalar);
  }
  scalar.array[0] = encodeChecked(dtype, value, context);
  return { dtype, shape: scalarShape, bytes: scalar.bytes };
}

const scalarShape: Shape = [];

/** The dtype of values beside no tensor: their own, or int32 for plain numbers where floats are not accepted. */
function valuesDType(value: unknown, accepts: DTypeClass): DType | undefined {
  let leaf = value;
  while (Array.isArray(leaf)) leaf = leaf[0];
  if (typeof leaf !== 'number' || accepts.members.includes('float32')) return undefined;
  return accepts.members.find((dtype) => dtype === 'int32') ?? accepts.members[0];
}

/** Checks the dtypes of one tensor per input, none of them a list. */
export function checkDTypes(op: string, specs: readonly InputSpec[], tensors: readonly Tensor[]): void {
  for (let i = 0; i < tensors.length; i++) {
    const { sharesWith } = specs[i];
    // An input that shares a dtype accepts what the one it shares with accepts, and that one was checked.
    if (sharesWith < i && tensors[sharesWith].dtype === tensors[i].dtype) continue;
    checkDType(op, specs, tensors, i, tensors[i]);
  }
}

function checkDType(
  op: string,
  specs: readonly InputSpec[],
  tensors: readonly (Tensor | undefined)[],
  position: number,
  tensor: Tensor,
): void {
  const { accepts, sharesWith } = specs[position];
  if (!accepts.members.includes(tensor.dtype)) {
    throw new InvalidArgumentError(
      `${op}: '${operandName(specs, position)}' must be ${accepts.label} (${accepts.members.join(', ')}), got ${tensor.dtype} ` +
        `of shape ${formatShape(tensor.shape)}. Use tn.cast to convert it.`,
    );
  }
  for (let i = 0; i < position; i++) {
    const other = tensors[i];
    const spec = specs[i];
    if (spec.sharesWith === sharesWith && other && other.dtype !== tensor.dtype) {
      throw new InvalidArgumentError(
        `${op}: '${operandName(specs, i)}' is ${other.dtype} and '${operandName(specs, position)}' is ${tensor.dtype}; ` +
          'dtypes are never converted implicitly. Use tn.cast on one of them.',
      );
    }
  }
}

/** What an error calls an operand: `x`, or `values[2]` in a list. */
function operandName(specs: readonly InputSpec[], position: number): string {
  const spec = specs[position];
  return spec.variadic ? `${spec.name}[${position - specs.indexOf(spec)}]` : spec.name;
}

/** A tensor from any operand; a tensor is returned as it is, values become one on `device`. */
export function toTensor(operand: Operand, context: string, dtype?: DType, device = currentDevice()): Tensor {
  if (isTensorLike(operand)) return operand[asTensor]();
  return tensorFromEncoded(device, encodeValues(operand, dtype, context), context);
}
