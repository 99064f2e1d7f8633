/**
 * @file The ops that depend on one tensor, in order, with all that they read besides: a computation that can be done
 * again for other values of that tensor.
 */

import { type Attrs, anotherHandle, keep, type OpRecord, type Recorder } from '../runtime/index.ts';
import type { Tensor } from '../tensor/index.ts';

/** An input of a traced op: what depends on the root is known by identity, what does not is held. */
export interface TraceInput {
  readonly id: number;
  readonly constant: Tensor | undefined;
}

export interface TracedOp {
  readonly op: OpRecord;
  readonly attrs: Attrs;
  readonly inputs: readonly (TraceInput | undefined)[];
  readonly outputs: readonly number[];
}

export class Trace implements Recorder {
  readonly #ops: TracedOp[] = [];
  readonly #dependent: Set<number>;

  /** @param root The tensor on which the ops depend. */
  constructor(root: Tensor) {
    this.#dependent = new Set([root.id]);
  }

  get ops(): readonly TracedOp[] {
    return this.#ops;
  }

  recordOp(
    op: OpRecord,
    inputs: readonly (Tensor | undefined)[],
    attrs: Attrs,
    outputs: readonly Tensor[],
  ): void {
    if (!inputs.some((input) => input && this.#dependent.has(input.id))) return;
    this.#ops.push({
      op,
      attrs,
      inputs: inputs.map((input) => input && this.#traceInput(input)),
      outputs: outputs.map(({ id }) => id),
    });
    for (const { id } of outputs) this.#dependent.add(id);
  }

  #traceInput(input: Tensor): TraceInput {
    const { id } = input;
    // Kept, since the scope that the op runs in ends before the trace is used.
    return { id, constant: this.#dependent.has(id) ? undefined : keep(anotherHandle(input)) };
  }

  /** Lets go of what the ops read. */
  dispose(): void {
    for (const { inputs } of this.#ops) for (const input of inputs) input?.constant?.dispose();
    this.#ops.length = 0;
  }
}
