/**
 * @file Every call of every OpInfo as plain data: what `tools/golden` hands to TensorFlow.
 */

import { type DType, isFloating } from '@tenon/core';
import {
  differentiated,
  gradientSamples,
  isDifferentiableOp,
  upstreamFor,
} from '../gradients/differentiable.ts';
import { opInfoFamilies } from '../op-info/index.ts';
import type { OpInfo, TensorFlowCall } from '../op-info/op-info.ts';
import { callOp, drawSeed } from '../ops/call.ts';
import { type ResolvedSample, resolveSamples, testedDTypes } from '../sample/resolve.ts';
import type { TensorValues } from '../sample/tensor-values.ts';

/** One call for TensorFlow to answer. */
export interface RecordableCall {
  readonly family: string;
  readonly op: string;
  readonly dtype: DType;
  readonly key: string;
  readonly tensorflow: Exclude<TensorFlowCall, { readonly none: string }>;
  /** By name: one tensor, or a list; absent optional inputs are left out. */
  readonly inputs: readonly {
    readonly name: string;
    readonly value: TensorValues | readonly TensorValues[];
  }[];
  readonly attrs: Readonly<Record<string, unknown>>;
  /** To be set before the call, for an op that draws. */
  readonly seed?: number;
  /** Whether every element of the answer matters; else some are enough. */
  readonly keepAll: boolean;
  /** Which of the tensors among the inputs, in order, to differentiate by; absent if no gradient is wanted. */
  readonly differentiate?: readonly boolean[];
  /** By output: the upstream gradient; null for an output without one. */
  readonly upstreams?: readonly (TensorValues | null)[];
}

/** The dtypes that gradients are recorded in. */
const gradientDTypes: readonly DType[] = ['float32', 'float64'];

/**
 * The calls to record of all ops.
 * @param deviceName A device that has every dtype: upstream gradients need the shapes of outputs.
 */
export async function* recordableCalls(deviceName: string): AsyncGenerator<RecordableCall> {
  for (const [family, infos] of Object.entries(opInfoFamilies)) {
    for (const info of infos) {
      for (const dtype of testedDTypes(info)) yield* callsInDType(family, info, dtype, deviceName);
    }
  }
}

async function* callsInDType(
  family: string,
  info: OpInfo,
  dtype: DType,
  deviceName: string,
): AsyncGenerator<RecordableCall> {
  const { tensorflow } = info;
  if (typeof tensorflow === 'object' && 'none' in tensorflow) return;
  const withGradient = gradientKeys(info, dtype);
  const values = resolveSamples(info, dtype);
  const known = new Set(values.map((sample) => sample.key));
  const extra = gradientDTypes.includes(dtype)
    ? gradientSamples(info, dtype).filter((sample) => !known.has(sample.key))
    : [];
  for (const sample of [...values, ...extra]) {
    const wanted = withGradient.has(sample.key) ? await gradientRequest(info, sample, deviceName) : undefined;
    yield {
      family,
      op: info.name,
      dtype,
      key: sample.key,
      tensorflow,
      inputs: sample.operands.flatMap((value, position) =>
        value === null ? [] : [{ name: info.op.inputSpecs[position].name, value }],
      ),
      attrs: sample.attrs,
      ...(info.random && { seed: drawSeed }),
      keepAll: sample.isSpecial,
      ...wanted,
    };
  }
}

/** The keys of the calls whose gradients are recorded: those checked, and in float32 those at special values. */
function gradientKeys(info: OpInfo, dtype: DType): ReadonlySet<string> {
  const isChecked = isDifferentiableOp(info) && !info.gradient?.tensorflow;
  if (!isChecked || !gradientDTypes.includes(dtype)) return new Set();
  const special = dtype === 'float32' ? resolveSamples(info, dtype).filter((sample) => sample.isSpecial) : [];
  return new Set([...gradientSamples(info, dtype), ...special].map((sample) => sample.key));
}

async function gradientRequest(info: OpInfo, sample: ResolvedSample, deviceName: string) {
  const differentiate = differentiated(info, sample);
  if (!differentiate.includes(true)) return undefined;
  const { outputs } = await callOp(info, sample, deviceName);
  if (!outputs?.some((output) => isFloating(output.dtype))) return undefined;
  const upstreams = outputs.map((output, position) =>
    isFloating(output.dtype) ? upstreamFor(sample.key, position, output) : null,
  );
  return { differentiate, upstreams };
}
