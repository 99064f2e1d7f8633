/**
 * @file A backward walk from many upstream gradients at once.
 *
 * The walk is made once and traced. It is linear in the upstream gradient, and which ops it runs does not depend on
 * its elements; so the traced ops can be run again with a batch of upstream gradients in its place.
 */

import type { Gradient } from '../gradients/index.ts';
import { broadcastTo } from '../ops/array/layout.ts';
import { withRecorder } from '../runtime/index.ts';
import type { Tensor } from '../tensor/index.ts';
import { type BatchInput, batchedOp } from './batching.ts';
import { onesLike } from './seeds.ts';
import { Trace, type TraceInput } from './trace.ts';

/** From an upstream gradient of a target to the gradients that it has by identity of the sources. */
export type Pullback = (seed: Gradient) => ReadonlyMap<number, Gradient>;

/**
 * A pullback of `size` upstream gradients of the target, stacked along a new first axis, to as many gradients of each
 * source, stacked likewise.
 */
export function pullbackOfBatch(pullback: Pullback, target: Tensor, size: number): Pullback {
  return (seeds) => {
    const root = onesLike(target);
    const trace = new Trace(root);
    try {
      const gradients = withRecorder(trace, () => pullback(root));
      const batches = replay(trace, root.id, seeds, size);
      // A gradient that does not depend on the upstream at all is the same for each of them.
      return new Map(
        [...gradients].map(([id, gradient]) => [
          id,
          (batches.get(gradient.id) ?? broadcastTo(gradient, [size, ...gradient.shape])) as Gradient,
        ]),
      );
    } finally {
      trace.dispose();
    }
  };
}

/** Runs the traced ops over a batch in place of the root. */
function replay(trace: Trace, root: number, batch: Tensor, size: number): ReadonlyMap<number, Tensor> {
  const batches = new Map([[root, batch]]);
  const inputOf = ({ id, constant }: TraceInput): BatchInput =>
    // What is not held depends on the root, and ops come after those that they depend on.
    constant ? { tensor: constant, isBatch: false } : { tensor: batches.get(id) as Tensor, isBatch: true };
  for (const { op, attrs, inputs, outputs } of trace.ops) {
    const results = batchedOp(
      op,
      inputs.map((input) => input && inputOf(input)),
      attrs,
      size,
    );
    results.forEach((result, i) => {
      batches.set(outputs[i], result);
    });
  }
  return batches;
}
