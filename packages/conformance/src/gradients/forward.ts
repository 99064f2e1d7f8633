/**
 * @file Forward mode of a call, as data: the products with directions, of the call and of its gradient.
 */

import { device, ForwardAccumulator, type Tensor } from '@tenon/core';
import type { OpInfo } from '../op-info/op-info.ts';
import { applyOp, outputTensors } from '../ops/call.ts';
import type { ResolvedSample } from '../sample/resolve.ts';
import { fromTensor, type TensorValues, toTensor } from '../sample/tensor-values.ts';
import { type Placed, placed, recordGradient } from './reverse.ts';

/** By output: the product; null where an output does not depend on what is moved. */
export type Products = readonly (TensorValues | null)[];

/**
 * The Jacobian-vector products of a call.
 * @param directions By operand: how it moves; null for one that stays.
 */
export function forwardProducts(
  info: OpInfo,
  sample: ResolvedSample,
  directions: readonly (TensorValues | null)[],
  deviceName: string,
): Promise<Products> {
  return accumulate(info, sample, directions, deviceName, ({ operands, made }) => {
    const outputs = outputTensors(applyOp(info, operands, sample.attrs));
    made.push(...outputs);
    return outputs;
  });
}

/**
 * The Jacobian-vector products of a call's gradients: forward mode over a tape.
 * @returns By operand that is differentiated.
 */
export function forwardOverReverse(
  info: OpInfo,
  sample: ResolvedSample,
  upstreams: readonly TensorValues[],
  directions: readonly (TensorValues | null)[],
  deviceName: string,
): Promise<Products> {
  return accumulate(info, sample, directions, deviceName, ({ operands, sources, made }) => {
    const seeds = upstreams.map((upstream) => toTensor(upstream, deviceName));
    made.push(...seeds);
    const gradients = recordGradient(info, operands, sample, sources, seeds, made);
    made.push(...gradients.filter((gradient) => gradient !== null));
    return gradients;
  });
}

/** Runs a computation under an accumulator and asks for the products of what it gives. */
async function accumulate(
  info: OpInfo,
  sample: ResolvedSample,
  directions: readonly (TensorValues | null)[],
  deviceName: string,
  compute: (call: Placed) => readonly (Tensor | null)[],
): Promise<Products> {
  const call = placed(info, sample, deviceName);
  const { made } = call;
  const primals = made.slice();
  const moving = directions.flatMap((direction, i) => (direction ? [{ primal: primals[i], direction }] : []));
  const tangents = moving.map(({ direction }) => toTensor(direction, deviceName));
  made.push(...tangents);
  const accumulator = new ForwardAccumulator(
    moving.map(({ primal }) => primal),
    tangents,
  );
  try {
    const results = device(deviceName, () => accumulator.record(() => compute(call)));
    const products = results.map((result) => result && accumulator.jvp(result));
    made.push(...products.filter((product) => product !== null));
    return await Promise.all(products.map((product) => product && fromTensor(product)));
  } finally {
    accumulator.dispose();
    for (const tensor of made) tensor.dispose();
  }
}
