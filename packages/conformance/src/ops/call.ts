/**
 * @file Calling an op as data: values in, values or an error out, and nothing left on the device.
 */

import { device, random, Tensor, tidy } from '@tenon/core';
import type { AnyCall } from '@tenon/core/backend';
import type { OpInfo } from '../op-info/op-info.ts';
import type { ResolvedOperand, ResolvedSample } from '../sample/resolve.ts';
import { convertFloats, fromTensor, type TensorValues, toTensor } from '../sample/tensor-values.ts';

/** What came of a call. */
export type CallOutcome =
  | { readonly outputs: readonly TensorValues[]; readonly error?: undefined }
  | { readonly outputs?: undefined; readonly error: unknown };

/** Whether float64 would give another answer, not a more exact one. */
export const isOfItsDType = (info: OpInfo) => info.oracle !== undefined || info.random === true;

/** Puts values on a device, in a layout of its own choice. */
export type Placement = (values: TensorValues, deviceName: string) => Tensor;

/** An operand as an op takes it. */
type TensorOperand = Tensor | readonly Tensor[] | null;

/** Calls an op on a device. */
export async function callOp(
  info: OpInfo,
  sample: ResolvedSample,
  deviceName: string,
  place: Placement = toTensor,
): Promise<CallOutcome> {
  const made: Tensor[] = [];
  try {
    const operands = placeOperands(sample.operands, deviceName, place, made);
    const outputs = device(deviceName, () => outputTensors(applyOp(info, operands, sample.attrs)));
    made.push(...outputs);
    return { outputs: await Promise.all(outputs.map(fromTensor)) };
  } catch (error) {
    return { error };
  } finally {
    for (const tensor of made) tensor.dispose();
  }
}

/** The seed that is set before each call of an op that draws; `record.py` sets the same one. */
export const drawSeed = 7;

/** Calls the public function of an op, or what is checked in its place. One that draws starts from the same seed. */
export function applyOp(
  info: OpInfo,
  operands: readonly TensorOperand[],
  attrs: Readonly<Record<string, unknown>>,
): unknown {
  const call: AnyCall = info.op;
  const { around } = info;
  if (info.random) random.setSeed(drawSeed);
  if (!around) return call(...operands, { ...attrs });
  const inner = (...inputs: readonly Tensor[]) => outputTensors(call(...inputs, { ...attrs }));
  // An op that is checked through another function takes tensors alone: no lists, nothing left out.
  return tidy(() => around(inner, ...(operands as readonly Tensor[])));
}

/** Makes the tensors of a call; each is added to `made` as soon as it is. */
export function placeOperands(
  operands: readonly ResolvedOperand[],
  deviceName: string,
  place: Placement,
  made: Tensor[],
): readonly TensorOperand[] {
  const put = (values: TensorValues) => {
    const tensor = place(values, deviceName);
    made.push(tensor);
    return tensor;
  };
  return operands.map((operand) => {
    if (operand === null) return null;
    return 'dtype' in operand ? put(operand) : operand.map(put);
  });
}

/** The outputs of a call in order: of one tensor, a list, or an object. */
export function outputTensors(result: unknown): readonly Tensor[] {
  if (result instanceof Tensor) return [result];
  return Object.values(result as object).filter((output): output is Tensor => output instanceof Tensor);
}

/**
 * The call whose answer by the oracle is the exact one: the same with every floating input in float64, or the call itself
 * where its meaning depends on the dtype, as what is drawn does.
 */
export function exactCall(info: OpInfo, sample: ResolvedSample): ResolvedSample {
  if (isOfItsDType(info)) return sample;
  const widen = (values: TensorValues, position: number) =>
    values.dtype.includes('float') && info.op.inputSpecs[position].accepts.members.includes('float64')
      ? convertFloats(values, 'float64')
      : values;
  const operands = sample.operands.map((operand, position): ResolvedOperand => {
    if (operand === null) return null;
    return 'dtype' in operand ? widen(operand, position) : operand.map((values) => widen(values, position));
  });
  return { ...sample, operands };
}
