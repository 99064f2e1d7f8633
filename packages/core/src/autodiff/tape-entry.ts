/**
 * @file What a tape keeps of one op: the storages its gradient reads, and for everything else shapes alone.
 *
 * A saved tensor is held by reference, under its own identity: a clone would cut an outer tape's path to it. The user
 * may dispose the tensor meanwhile; the entry retains the storage, and hands the rule a tensor of the same identity.
 */

import type { DType } from '../dtype/index.ts';
import type { Held, Saved } from '../gradients/index.ts';
import { type Attrs, anotherHandle, type OpRecord } from '../runtime/index.ts';
import type { Shape } from '../shape/index.ts';
import type { Tensor } from '../tensor/index.ts';

/** An input or output of a recorded op. Not saved, it is only an identity, a dtype, a shape and a device. */
export interface TracedTensor {
  readonly id: number;
  readonly dtype: DType;
  readonly shape: Shape;
  readonly device: string;
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
  /** What the op's rule reads beside its tensors. */
  readonly beside: Held | undefined;
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
  const tracedInputs = new Array<TracedTensor | undefined>(inputs.length);
  for (let i = 0; i < inputs.length; i++) {
    const input = inputs[i];
    tracedInputs[i] = input && traced(input, saved.inputs[i] === true);
  }
  const tracedOutputs = new Array<TracedTensor>(outputs.length);
  for (let i = 0; i < outputs.length; i++) tracedOutputs[i] = traced(outputs[i], saved.output);
  saved.beside?.retain();
  return { op, attrs, inputs: tracedInputs, outputs: tracedOutputs, tracked, beside: saved.beside };
}

function traced(tensor: Tensor, isSaved: boolean): TracedTensor {
  const { id, dtype, shape, storage } = tensor;
  if (isSaved) storage.retain();
  return { id, dtype, shape, device: storage.device.name, saved: isSaved ? tensor : undefined };
}

/** Lets go of what an entry retains. */
export function releaseEntry(entry: TapeEntry): void {
  for (const input of entry.inputs) input?.saved?.storage.release();
  for (const output of entry.outputs) output.saved?.storage.release();
  entry.beside?.release();
}

/**
 * The tensor as a gradient rule sees it, for the current scope. Where nothing was saved it is the trace itself: rules
 * declare what they save, and their types hide the elements of everything else.
 */
export function restore(traced: TracedTensor): Tensor {
  const { saved } = traced;
  if (!saved) return traced as unknown as Tensor;
  return saved.isDisposed ? anotherHandle(saved) : saved;
}
