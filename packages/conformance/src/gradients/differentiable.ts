/**
 * @file What a gradient check differentiates: which samples, by which inputs, under which upstream gradients.
 */

import { type DType, isFloating } from '@tenon/core';
import type { OpInfo } from '../op-info/op-info.ts';
import { randomSource } from '../sample/random-source.ts';
import { type ResolvedSample, resolveSample, resolveSamples } from '../sample/resolve.ts';
import { type TensorValues, tensorValues } from '../sample/tensor-values.ts';

/** The calls that an op's gradient is checked at, in a dtype. */
export function gradientSamples(info: OpInfo, dtype: DType): readonly ResolvedSample[] {
  const own = info.gradient?.samples;
  if (own) {
    const samples = typeof own === 'function' ? own(dtype) : own;
    return samples.map((sample) => resolveSample(info, sample, dtype));
  }
  return resolveSamples(info, dtype).filter((sample) => !sample.isSpecial);
}

/** Whether an op has a gradient that can be checked. */
export function isDifferentiableOp(info: OpInfo): boolean {
  return info.op.record.differentiation !== 'none' && !info.gradient?.refused;
}

/** By operand, one for each element of a list: whether to differentiate by it. */
export function differentiated(info: OpInfo, sample: ResolvedSample): readonly boolean[] {
  return sample.operands.flatMap((operand, position) => {
    if (operand === null) return [];
    const { name } = info.op.inputSpecs[position];
    const asked = info.gradient?.inputs?.includes(name) ?? true;
    const list: readonly TensorValues[] = 'dtype' in operand ? [operand] : operand;
    return list.map(({ dtype }) => asked && isFloating(dtype));
  });
}

/**
 * The upstream gradient of an output: normally distributed, the same for the same call in every run.
 * @param key The key of the call.
 */
export function upstreamFor(key: string, output: number, { dtype, shape, data }: TensorValues): TensorValues {
  return gaussian(`${key}/upstream/${output}`, dtype, shape, data.length);
}

/** A direction to differentiate along. */
export function directionFor(key: string, name: string, { dtype, shape, data }: TensorValues): TensorValues {
  return gaussian(`${key}/${name}`, dtype, shape, data.length);
}

function gaussian(seed: string, dtype: DType, shape: readonly number[], length: number): TensorValues {
  const random = randomSource(seed);
  const draw = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return tensorValues(dtype, shape, Array.from({ length }, draw));
}
