/**
 * @file Recorders: what a gradient tape, a forward accumulator or a tracer plugs into `execute`.
 *
 * Recorders stack; each sees every op executed while it is active. Computing a gradient must sometimes not be seen by
 * the one who computes it, and an op with a rule of its own hides its lowering from all of them: hence the pauses.
 *
 * A pause hides the recorders that it names and no others, so one that starts inside of a pause records, and one that
 * stops inside of a pause stays stopped after it.
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

/** All recorders that were started and not stopped, outermost first. */
let started: readonly Recorder[] = [];
/** Those that a pause hides now. */
let hidden: readonly Recorder[] = [];
/** The rest: kept as a list of its own, so that an op need not work it out. */
let active: readonly Recorder[] = [];

function updateActive(): void {
  active = hidden.length === 0 ? started : started.filter((recorder) => !hidden.includes(recorder));
}

/** The recorders that see ops now, outermost first. */
export function activeRecorders(): readonly Recorder[] {
  return active;
}

/** Whether a recorder was started and not stopped; it may be paused. */
export function isStarted(recorder: Recorder): boolean {
  return started.includes(recorder);
}

/**
 * Tells the active recorders of an op that ran. An accumulator computes then, so this can fail as the op itself can;
 * the outputs are disposed if it does.
 */
export function notifyOp(
  op: OpRecord,
  inputs: readonly (Tensor | undefined)[],
  attrs: Attrs,
  outputs: readonly Tensor[],
): void {
  const told = active;
  try {
    for (let i = 0; i < told.length; i++) told[i].recordOp(op, inputs, attrs, outputs);
  } catch (error) {
    for (const output of outputs) output.dispose();
    throw error;
  }
}

/** Tells the active recorders that a variable was read. */
export function notifyVariableRead(variable: ReadableVariable, value: Tensor): void {
  for (let i = 0; i < active.length; i++) active[i].readVariable?.(variable, value);
}

/** Adds a recorder; it sees ops until `stopRecorder`. */
export function startRecorder(recorder: Recorder): void {
  started = [...started, recorder];
  updateActive();
}

/** Removes a recorder, wherever in the stack it is. */
export function stopRecorder(recorder: Recorder): void {
  if (!started.includes(recorder)) return;
  started = started.filter((other) => other !== recorder);
  updateActive();
}

/** Runs `fn` seen by one more recorder. */
export function withRecorder<T>(recorder: Recorder, fn: () => T): T {
  startRecorder(recorder);
  try {
    return fn();
  } finally {
    stopRecorder(recorder);
  }
}

/** Runs `fn` unseen by `recorder`. */
export function withoutRecorder<T>(recorder: Recorder, fn: () => T): T {
  return hiding([recorder], fn);
}

/** Runs `fn` unseen by `recorder` and by all that started after it: what it computes is one level further out. */
export function withOuterRecorders<T>(recorder: Recorder, fn: () => T): T {
  const position = started.indexOf(recorder);
  return position === -1 ? fn() : hiding(started.slice(position), fn);
}

/** Runs `fn` unseen by any recorder. */
export function withoutRecorders<T>(fn: () => T): T {
  return active.length === 0 ? fn() : hiding(started, fn);
}

function hiding<T>(recorders: readonly Recorder[], fn: () => T): T {
  const outer = hidden;
  hidden = outer.length === 0 ? recorders : [...outer, ...recorders];
  updateActive();
  try {
    return fn();
  } finally {
    hidden = outer;
    updateActive();
  }
}
