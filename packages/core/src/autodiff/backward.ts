/**
 * @file Reverse accumulation over a list of tape entries: upstream gradients in, gradients of the sources out.
 */

import { type Gradient, vectorJacobianProduct } from '../gradients/index.ts';
import { add } from '../ops/math/arithmetic.ts';
import { anotherHandle, isDifferentiable, madeInScope, scoped } from '../runtime/index.ts';
import type { Tensor } from '../tensor/index.ts';
import { constantLike } from './seeds.ts';
import { releaseEntry, restore, type TapeEntry, type TracedTensor } from './tape-entry.ts';

/**
 * Walks the entries backwards.
 * @param seeds The gradients of the targets, by tensor id; owned by the walk.
 * @param sources The ids whose gradients are wanted.
 * @param consume Whether entries are released and taken from the list once the walk has passed them.
 * @returns The gradients of the sources that the targets depend on, by id.
 */
export function accumulateGradients(
  entries: TapeEntry[],
  seeds: ReadonlyMap<number, Gradient>,
  sources: ReadonlySet<number>,
  consume: boolean,
): ReadonlyMap<number, Gradient> {
  const gradients = new Map(seeds);
  const needed = neededInputs(entries, sources);
  // From the length at the start: a persistent tape may record the ops of its own gradients behind.
  for (let i = needed.length - 1; i >= 0; i--) {
    const entry = entries[i];
    const entryNeeds = needed[i];
    if (entryNeeds && entry.outputs.some((output) => gradients.has(output.id))) {
      for (const { id, gradient } of backwardThrough(entry, entryNeeds, gradients)) {
        accumulate(gradients, id, gradient);
      }
    }
    for (const { id } of entry.outputs) {
      if (sources.has(id)) continue;
      gradients.get(id)?.dispose();
      gradients.delete(id);
    }
    if (consume) {
      entries.length = i;
      releaseEntry(entry);
    }
  }
  return gradients;
}

/** For each entry the inputs through which some source is reached, or null if there are none. */
function neededInputs(
  entries: readonly TapeEntry[],
  sources: ReadonlySet<number>,
): readonly (readonly boolean[] | null)[] {
  const reaching = new Set(sources);
  return entries.map(({ inputs, outputs, tracked }) => {
    const needed = inputs.map(
      (input, position) => input !== undefined && tracked[position] && reaching.has(input.id),
    );
    if (!needed.includes(true)) return null;
    for (const output of outputs) reaching.add(output.id);
    return needed;
  });
}

interface Contribution {
  /** The tensor whose gradient it is a part of. */
  readonly id: number;
  readonly gradient: Gradient;
}

/** The gradients that one entry adds to those of its inputs; what is made beside them is freed at once. */
function backwardThrough(
  { op, attrs, inputs, outputs }: TapeEntry,
  needed: readonly boolean[],
  gradients: ReadonlyMap<number, Gradient>,
): readonly Contribution[] {
  return scoped(
    () => {
      const results = vectorJacobianProduct(
        op,
        inputs.map((input) => input && restore(input)),
        attrs,
        { outputs: outputs.map(restore), upstreams: upstreamsOf(outputs, gradients) },
        needed,
      );
      const given = new Set<Gradient>();
      return results.flatMap((result, position) => {
        if (!result) return [];
        // A rule may return what it was given, or one tensor for two inputs; each contribution is owned by itself.
        const gradient = madeInScope(result) && !given.has(result) ? result : anotherHandle(result);
        given.add(gradient);
        return [{ id: (inputs[position] as TracedTensor).id, gradient }];
      });
    },
    (contributions) => contributions.map(({ gradient }) => gradient),
  );
}

/** One gradient per output: zeros for an output that nothing depends on. */
function upstreamsOf(
  outputs: readonly TracedTensor[],
  gradients: ReadonlyMap<number, Gradient>,
): readonly Gradient[] {
  const known = outputs.map(({ id }) => gradients.get(id));
  // The entry was reached through one of its outputs, and they are on one device.
  const { device } = (known.find((gradient) => gradient) as Tensor).storage;
  return outputs.map((output, position) => {
    const gradient = known[position];
    // An output without gradients has none; rules know which of theirs are so.
    return gradient ?? (isDifferentiable(output) ? constantLike(0, output, device) : (undefined as never));
  });
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
