/**
 * @file What a tape has seen: the ops that a watched tensor reaches, in order, and the variables that were read.
 *
 * It is a list: an op's inputs exist before its outputs, so walking it backwards visits every tensor after all that
 * depends on it. Recording is on the path of every op of a training step, so an op that no watched tensor reaches
 * allocates nothing.
 */

import { savedFor } from '../gradients/index.ts';
import {
  type Attrs,
  isDifferentiable,
  type OpRecord,
  type ReadableVariable,
  type Recorder,
} from '../runtime/index.ts';
import type { Tensor } from '../tensor/index.ts';
import { releaseEntry, type TapeEntry, tapeEntry } from './tape-entry.ts';

export class Recording implements Recorder {
  /** Whether trainable variables are watched when they are read. */
  readonly #watchesVariables: boolean;
  readonly #entries: TapeEntry[] = [];
  /** Ids of watched tensors and of all that was computed from them. */
  readonly #tracked = new Set<number>();
  /** Watched variables in order of first access, with the ids of the values that were read. */
  readonly #variables = new Map<ReadableVariable, Set<number>>();

  constructor(watchesVariables = false) {
    this.#watchesVariables = watchesVariables;
  }

  /** The recorded ops. A walk that consumes them shortens this list. */
  get entries(): TapeEntry[] {
    return this.#entries;
  }

  /** The watched variables, in order of first access. */
  get variables(): readonly ReadableVariable[] {
    return [...this.#variables.keys()];
  }

  /** Whether a tensor is watched or was computed from what is. */
  tracks(id: number): boolean {
    return this.#tracked.has(id);
  }

  watch(tensor: Tensor): void {
    this.#tracked.add(tensor.id);
  }

  /** Watches a variable, of which a value was read. */
  watchVariable(variable: ReadableVariable, value: Tensor): void {
    if (!isDifferentiable(value)) return;
    this.#tracked.add(value.id);
    const ids = this.#variables.get(variable);
    if (ids) ids.add(value.id);
    else this.#variables.set(variable, new Set([value.id]));
  }

  /** The identities under which a variable was read: one per value that it had. */
  valuesOf(variable: ReadableVariable): readonly number[] {
    return [...(this.#variables.get(variable) ?? [])];
  }

  readVariable(variable: ReadableVariable, value: Tensor): void {
    // A variable watched by hand stays watched when it is read again after an assignment.
    const watches = this.#watchesVariables && variable.trainable;
    if (watches || this.#variables.has(variable)) this.watchVariable(variable, value);
  }

  recordOp(
    op: OpRecord,
    inputs: readonly (Tensor | undefined)[],
    attrs: Attrs,
    outputs: readonly Tensor[],
  ): void {
    if (op.differentiation === 'none' || !this.#reaches(inputs)) return;
    let differentiable = false;
    for (let i = 0; i < outputs.length; i++) {
      if (!isDifferentiable(outputs[i])) continue;
      this.#tracked.add(outputs[i].id);
      differentiable = true;
    }
    if (!differentiable) return;
    const tracked = new Array<boolean>(inputs.length);
    for (let i = 0; i < inputs.length; i++) {
      const input = inputs[i];
      tracked[i] = input !== undefined && this.#tracked.has(input.id);
    }
    this.#entries.push(tapeEntry(op, attrs, inputs, outputs, tracked, savedFor(op, inputs, attrs, tracked)));
  }

  #reaches(inputs: readonly (Tensor | undefined)[]): boolean {
    for (let i = 0; i < inputs.length; i++) {
      const input = inputs[i];
      if (input !== undefined && this.#tracked.has(input.id)) return true;
    }
    return false;
  }

  /** Forgets everything, and lets go of what was retained. */
  clear(): void {
    for (const entry of this.#entries) releaseEntry(entry);
    this.#entries.length = 0;
    this.#tracked.clear();
    this.#variables.clear();
  }
}
