/**
 * @file Recorders: what a gradient tape, a forward accumulator or a tracer plugs into `execute`.
 *
 * Recorders stack; each sees every op executed while it is active. Computing a gradient must sometimes not be seen by
 * the one who computes it, and an op with a rule of its own hides its lowering from all of them: hence the pauses.
 */

import type { Tensor } from '../tensor/index.ts';
import type { Attrs, OpRecord } from './op.ts';

/** Sees each op after it ran. */
export interface Recorder {
  recordOp(
    op: OpRecord,
    inputs: readonly (Tensor | undefined)[],
    attrs: Attrs,
    outputs: readonly Tensor[],
  ): void;
  /** Sees each read of a variable: the variable, and the tensor that is its value now. */
  readVariable?(variable: ReadableVariable, value: Tensor): void;
}

/** What recorders know of a variable. */
export interface ReadableVariable {
  readonly name: string;
  readonly trainable: boolean;
}

/** Tells the active recorders that a variable was read. */
export function notifyVariableRead(variable: ReadableVariable, value: Tensor): void {
  for (const recorder of active) recorder.readVariable?.(variable, value);
}

let active: readonly Recorder[] = [];

/** The recorders that see ops now, outermost first. */
export function activeRecorders(): readonly Recorder[] {
  return active;
}

/** Adds a recorder; it sees ops until `stopRecorder`. */
export function startRecorder(recorder: Recorder): void {
  active = [...active, recorder];
}

/** Removes a recorder, wherever in the stack it is. */
export function stopRecorder(recorder: Recorder): void {
  active = active.filter((other) => other !== recorder);
}

/** Runs `fn` unseen by `recorder`. */
export function withoutRecorder<T>(recorder: Recorder, fn: () => T): T {
  return withRecorders(
    active.filter((other) => other !== recorder),
    fn,
  );
}

/** Runs `fn` unseen by any recorder. */
export function withoutRecorders<T>(fn: () => T): T {
  return active.length === 0 ? fn() : withRecorders([], fn);
}

/** Runs `fn` seen by exactly these. */
export function withRecorders<T>(recorders: readonly Recorder[], fn: () => T): T {
  const outer = active;
  active = recorders;
  try {
    return fn();
  } finally {
    active = outer;
  }
}
