/**
 * @file A tensor as plain data: what goes into an op, what came out of it, and what was expected.
 */

import { constant, type DType, device, type Tensor } from '@tenon/core';
import { dtypeInfo, isBigInt, roundToStored, type Shape } from '@tenon/core/backend';
import type { Element } from '../op-info/op-info.ts';

/** Elements in value form: 16-bit floats as the numbers they stand for, bools as 0 and 1. */
export type ElementArray =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array
  | BigInt64Array
  | BigUint64Array;

/** The elements of a tensor in row-major order. */
export interface TensorValues {
  readonly dtype: DType;
  readonly shape: Shape;
  readonly data: ElementArray;
}

/** Rounds elements to a dtype, as storing them does: fractions in an integer dtype go to the nearest integer. */
export function tensorValues(dtype: DType, shape: Shape, elements: readonly Element[]): TensorValues {
  const data = new dtypeInfo[dtype].ValueArray(elements.length) as ElementArray;
  elements.forEach((element, i) => {
    data[i] = toStored(dtype, element);
  });
  return { dtype, shape, data };
}

function toStored(dtype: DType, element: Element): number | bigint {
  const { kind } = dtypeInfo[dtype];
  if (kind === 'float') return roundToStored[dtype as 'float64'](Number(element));
  if (kind === 'bool') return Number(element) > 0 ? 1 : 0;
  const whole = typeof element === 'bigint' ? element : BigInt(Math.round(Number(element)));
  const signless = kind === 'uint' && whole < 0n ? -whole : whole;
  return isBigInt(dtype) ? signless : Number(signless);
}

/** The same elements in another floating dtype. Exact where it is wider. */
export function convertFloats(values: TensorValues, dtype: 'float64'): TensorValues {
  return { dtype, shape: values.shape, data: Float64Array.from(values.data as Float32Array) };
}

/** Makes a packed tensor on a device. */
export function toTensor(values: TensorValues, deviceName: string): Tensor {
  const { dtype, shape, data } = values;
  // A typed array of the dtype itself is taken as it is; the dtypes whose value form is another array's go as numbers.
  const elements = dtype === 'bool' ? Array.from(data as Uint8Array, Boolean) : data;
  return device(deviceName, () => constant(elements, { dtype, shape }));
}

/** Reads a tensor back. */
export async function fromTensor(tensor: Tensor): Promise<TensorValues> {
  return { dtype: tensor.dtype, shape: tensor.shape, data: (await tensor.data()) as ElementArray };
}
