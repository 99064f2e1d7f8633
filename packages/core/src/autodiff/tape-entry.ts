/**
 * @file What a tape keeps of one op: the storages its gradient reads, and for everything else shapes alone.
 *
 * A saved tensor is held by reference, under its own identity: a clone would cut an outer tape's path to it. The user
 * may dispose the tensor meanwhile; the entry retains the storage, and hands the rule a tensor of the same identity.
 */

import type { DType } from '../dtype/index.ts';
import type { Saved } from '../gradients/index.ts';
import type { Attrs, OpRecord } from '../runtime/index.ts';
import type { Shape } from '../shape/index.ts';
import { Tensor } from '../tensor/index.ts';

/** An input or output of a recorded op. Not saved, it is only an identity, a dtype and a shape. */
export interface TracedTensor {
  readonly id: number;
  readonly dtype: DType;
  readonly shape: Shape;
  /** The tensor itself, its storage retained; absent where no gradient reads it. */
  readonly saved: Tensor | undefined;
}

export interface TapeEntry {
  readonly op: OpRecord;
  readonly attrs: Attrs;
  readonly inputs: readonly (TracedTensor | undefined)[];
  readonly outputs: readonly TracedTensor[];
  /** Which inputs a source may be reached through. */
  readonly tracked: readonly boolean[];
}

/** Makes the entry of an op, retaining what its gradient reads. */
export function tapeEntry(
  op: OpRecord,
  attrs: Attrs,
  inputs: readonly (Tensor | undefined)[],
  outputs: readonly Tensor[],
  tracked: readonly boolean[],
  saved: Saved,
): TapeEntry {
  return {
    op,
    attrs,
    inputs: inputs.map((input, position) => input && traced(input, saved.input(position))),
    outputs: outputs.map((output) => traced(output, saved.output)),
    tracked,
  };
}

function traced(tensor: Tensor, isSaved: boolean): TracedTensor {
  if (isSaved) tensor.storage.retain();
  return { id: tensor.id, dtype: tensor.dtype, shape: tensor.shape, saved: isSaved ? tensor : undefined };
}

/** Lets go of what an entry retains. */
export function releaseEntry(entry: TapeEntry): void {
  for (const input of entry.inputs) input?.saved?.storage.release();
  for (const output of entry.outputs) output.saved?.storage.release();
}

/**
 * The tensor as a gradient rule sees it. Where nothing was saved it is the trace itself: rules declare what they
 * save, and their types hide the elements of everything else.
 */
export function restore(traced: TracedTensor): Tensor {
  const { saved } = traced;
  if (!saved) return traced as unknown as Tensor;
  if (!saved.isDisposed) return saved;
  saved.storage.retain();
  return new Tensor(saved.storage, saved.dtype, saved, saved.id);
}

/** Disposes a restored tensor if it was made for the purpose. */
export function unrestore(traced: TracedTensor, tensor: Tensor): void {
  if (traced.saved && tensor !== traced.saved) tensor.dispose();
}
