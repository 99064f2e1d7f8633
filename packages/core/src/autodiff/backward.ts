/**
 * @file Reverse accumulation over a list of tape entries: upstream gradients in, gradients of the sources out.
 */

import { type Gradient, vectorJacobianProduct } from '../gradients/index.ts';
import { add } from '../ops/arithmetic.ts';
import { alias, broadcastTo } from '../ops/layout.ts';
import type { TensorSpec } from '../runtime/index.ts';
import { isDifferentiable, tensorFromEncoded } from '../runtime/index.ts';
import { encodeValues, type Tensor } from '../tensor/index.ts';
import { restore, type TapeEntry, type TracedTensor, unrestore } from './tape-entry.ts';

/** A constant of a tensor's dtype, shape and device: one element in memory, repeated. */
export function constantLike(value: number, like: TensorSpec, device: Tensor['storage']['device']): Gradient {
  const scalar = tensorFromEncoded(device, encodeValues(value, like.dtype, 'gradient'), 'gradient');
  try {
    return broadcastTo(scalar, like.shape) as Gradient;
  } finally {
    scalar.dispose();
  }
}

/**
 * Walks the entries backwards.
 * @param seeds The gradients of the targets, by tensor id; owned by the walk.
 * @param sources The ids whose gradients are wanted.
 * @param done Called with each entry once it is consumed.
 * @returns The gradients of the sources that the targets depend on, by id.
 */
export function accumulateGradients(
  entries: readonly TapeEntry[],
  seeds: ReadonlyMap<number, Gradient>,
  sources: ReadonlySet<number>,
): ReadonlyMap<number, Gradient> {
  const gradients = new Map(seeds);
  const needed = neededInputs(entries, sources);
  for (let i = entries.length - 1; i >= 0; i--) {
    const entry = entries[i] as TapeEntry;
    const entryNeeds = needed[i] as readonly boolean[];
    const reached = entry.outputs.some((output) => gradients.has(output.id));
    if (!reached || !entryNeeds.includes(true)) continue;
    backwardThrough(entry, entryNeeds, gradients);
    for (const { id } of entry.outputs) {
      if (sources.has(id)) continue;
      gradients.get(id)?.dispose();
      gradients.delete(id);
    }
  }
  return gradients;
}

/** For each entry, the inputs through which some source is reached. */
function neededInputs(entries: readonly TapeEntry[], sources: ReadonlySet<number>): (readonly boolean[])[] {
  const reaching = new Set(sources);
  return entries.map(({ inputs, outputs, tracked }) => {
    const needed = inputs.map(
      (input, position) => input !== undefined && tracked[position] === true && reaching.has(input.id),
    );
    if (needed.includes(true)) for (const output of outputs) reaching.add(output.id);
    return needed;
  });
}

function backwardThrough(
  entry: TapeEntry,
  needed: readonly boolean[],
  gradients: Map<number, Gradient>,
): void {
  const device = entry.outputs.map(({ id }) => gradients.get(id)).find((gradient) => gradient)
    ?.storage.device;
  const zeros: Gradient[] = [];
  const upstreams = entry.outputs.map((output) => {
    const gradient = gradients.get(output.id);
    // Some output of the entry has a gradient, or the entry would not have been reached.
    if (gradient || !device) return gradient as Gradient;
    const zero = isDifferentiable(output) ? constantLike(0, output, device) : undefined;
    if (zero) zeros.push(zero);
    return zero as Gradient;
  });
  const inputs = entry.inputs.map((input) => input && restore(input));
  const outputs = entry.outputs.map(restore);
  try {
    const results = vectorJacobianProduct(entry.op, inputs, entry.attrs, { outputs, upstreams }, needed);
    results.forEach((gradient, position) => {
      if (!gradient || !needed[position]) return;
      const { id } = entry.inputs[position] as TracedTensor;
      const owned = upstreams.includes(gradient) ? (alias(gradient) as Gradient) : gradient;
      accumulate(gradients, id, owned);
    });
  } finally {
    entry.inputs.forEach((input, i) => {
      if (input) unrestore(input, inputs[i] as Tensor);
    });
    entry.outputs.forEach((output, i) => {
      unrestore(output, outputs[i] as Tensor);
    });
    for (const zero of zeros) zero.dispose();
  }
}

/** Adds a gradient to what a tensor has received so far. */
export function accumulate(gradients: Map<number, Gradient>, id: number, gradient: Gradient): void {
  const previous = gradients.get(id);
  if (!previous) {
    gradients.set(id, gradient);
    return;
  }
  gradients.set(id, add(previous, gradient));
  previous.dispose();
  gradient.dispose();
}
