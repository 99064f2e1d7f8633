/**
 * @file The gradient of a call by a tape, as data: first order, and the gradient of the gradient.
 */

import { device, GradientTape, type Tensor } from '@tenon/core';
import { isFloating } from '@tenon/core/backend';
import type { OpInfo } from '../op-info/op-info.ts';
import { applyOp, outputTensors, placeOperands } from '../ops/call.ts';
import type { ResolvedSample } from '../sample/resolve.ts';
import { fromTensor, type TensorValues, toTensor } from '../sample/tensor-values.ts';
import { differentiated } from './differentiable.ts';

/** One entry for each tensor among the operands; null where it is not differentiated, or nothing depends on it. */
export type Gradients = readonly (TensorValues | null)[];

/** A call on a device, its tensors, and what else was made for it; all disposed in the end. */
export interface Placed {
  readonly operands: ReturnType<typeof placeOperands>;
  /** The operands to differentiate by. */
  readonly sources: readonly Tensor[];
  readonly made: Tensor[];
}

/** Puts the tensors of a call on a device. */
export function placed(info: OpInfo, sample: ResolvedSample, deviceName: string): Placed {
  const made: Tensor[] = [];
  const operands = placeOperands(sample.operands, deviceName, toTensor, made);
  const wanted = differentiated(info, sample);
  return { operands, sources: made.filter((_, position) => wanted[position]), made };
}

/**
 * The gradients of a call.
 * @param upstreams By output; those of outputs that are not floating are not used.
 */
export async function reverseGradients(
  info: OpInfo,
  sample: ResolvedSample,
  upstreams: readonly TensorValues[],
  deviceName: string,
): Promise<Gradients> {
  const { operands, sources, made } = placed(info, sample, deviceName);
  try {
    const seeds = upstreams.map((upstream) => toTensor(upstream, deviceName));
    made.push(...seeds);
    const gradients = device(deviceName, () => recordGradient(info, operands, sample, sources, seeds, made));
    made.push(...gradients.filter((gradient) => gradient !== null));
    const values = await Promise.all(gradients.map((gradient) => gradient && fromTensor(gradient)));
    return spread(differentiated(info, sample), values);
  } finally {
    for (const tensor of made) tensor.dispose();
  }
}

/** Calls the op under a tape and asks the tape; the outputs are added to `made`. */
export function recordGradient(
  info: OpInfo,
  operands: Placed['operands'],
  sample: ResolvedSample,
  sources: readonly Tensor[],
  seeds: readonly Tensor[],
  made: Tensor[],
): readonly (Tensor | null)[] {
  const tape = new GradientTape();
  try {
    tape.watch(sources);
    const outputs = tape.record(() => outputTensors(applyOp(info, operands, sample.attrs)));
    made.push(...outputs);
    const targets = outputs.filter((output) => isFloating(output.dtype));
    const outputGradients = seeds.filter((_, position) => isFloating(outputs[position].dtype));
    return tape.gradient(targets, sources, { outputGradients });
  } finally {
    tape.dispose();
  }
}

/** What the second order is: the gradients of Σ ⟨gradient, weight⟩ by the operands and by the upstream gradients. */
export interface SecondOrder {
  readonly byOperand: Gradients;
  readonly byUpstream: readonly (TensorValues | null)[];
}

/**
 * The gradient of a call's gradient.
 * @param weights By operand that is differentiated, in order: what its first-order gradient is weighed with.
 */
export async function secondOrderGradients(
  info: OpInfo,
  sample: ResolvedSample,
  upstreams: readonly TensorValues[],
  weights: readonly TensorValues[],
  deviceName: string,
): Promise<SecondOrder> {
  const { operands, sources, made } = placed(info, sample, deviceName);
  const outer = new GradientTape();
  try {
    const seeds = upstreams.map((upstream) => toTensor(upstream, deviceName));
    const scales = weights.map((weight) => toTensor(weight, deviceName));
    made.push(...seeds, ...scales);
    const floatingSeeds = seeds.filter((seed) => isFloating(seed.dtype));
    outer.watch([...sources, ...floatingSeeds]);
    const first = device(deviceName, () =>
      outer.record(() => recordGradient(info, operands, sample, sources, seeds, made)),
    );
    made.push(...first.filter((gradient) => gradient !== null));
    const connected = first.flatMap((gradient, i) => (gradient ? [{ gradient, scale: scales[i] }] : []));
    const second = device(deviceName, () =>
      outer.gradient(
        connected.map(({ gradient }) => gradient),
        [...sources, ...floatingSeeds],
        { outputGradients: connected.map(({ scale }) => scale) },
      ),
    );
    made.push(...second.filter((gradient) => gradient !== null));
    const values = await Promise.all(second.map((gradient) => gradient && fromTensor(gradient)));
    return {
      byOperand: spread(differentiated(info, sample), values.slice(0, sources.length)),
      byUpstream: spread(
        seeds.map((seed) => isFloating(seed.dtype)),
        values.slice(sources.length),
      ),
    };
  } finally {
    outer.dispose();
    for (const tensor of made) tensor.dispose();
  }
}

/** Puts values in the places that are marked, in order, and null elsewhere. */
function spread(marked: readonly boolean[], values: readonly (TensorValues | null)[]): Gradients {
  let next = 0;
  return marked.map((isMarked) => (isMarked ? values[next++] : null));
}
