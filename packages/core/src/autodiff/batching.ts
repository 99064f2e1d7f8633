/**
 * @file One op on a batch of examples: what the op gives for each of them, stacked along a new first axis.
 *
 * Elementwise ops broadcast, so they need their operands' ranks aligned and nothing else. The ops that backward passes
 * are mostly made of have a rule here. Any other op is run example by example, so rules are for speed alone.
 */

import type { FloatingDType } from '../dtype/index.ts';
import { cast } from '../ops/array/cast.ts';
import { unstack } from '../ops/array/indexing.ts';
import { stack } from '../ops/array/joining.ts';
import * as layout from '../ops/array/layout.ts';
import type { AnyCall, AttrsOf, Op } from '../ops/define/index.ts';
import { matmul } from '../ops/linalg/matmul.ts';
import { reduceSum } from '../ops/math/reduction.ts';
import { type Attrs, execute, type OpRecord } from '../runtime/index.ts';
import { normalizeAxes, normalizePermutation, type Shape } from '../shape/index.ts';
import type { Tensor } from '../tensor/index.ts';

/** An input: a batch of shape [n, …example], or one tensor that is the same for every example. */
export interface BatchInput {
  readonly tensor: Tensor;
  readonly isBatch: boolean;
}

type Numbers = Tensor<FloatingDType>;

/**
 * Runs an op on every example.
 * @param inputs At least one is a batch.
 * @param size The number of examples, at least one.
 * @returns The outputs, each a batch.
 */
export function batchedOp(
  op: OpRecord,
  inputs: readonly (BatchInput | undefined)[],
  attrs: Attrs,
  size: number,
): readonly Tensor[] {
  const given = inputs.filter((input) => input !== undefined);
  if (op.kind === 'elementwise') return execute(op, aligned(given), attrs);
  if (op.name === matmul.record.name) {
    // The ranks of matrices align like those of elements, two axes later.
    const [a, b] = aligned(given);
    return [matmul(a as Numbers, b as Numbers, attrs)];
  }
  const rule = rules.get(op.name);
  return rule ? [rule(given[0].tensor, attrs)] : exampleByExample(op, inputs, attrs, size);
}

/** Inputs whose examples all have one rank, so that the axes of a batch broadcast with those of what is no batch. */
function aligned(inputs: readonly BatchInput[]): readonly Tensor[] {
  const rank = Math.max(...inputs.map(({ tensor, isBatch }) => tensor.rank - (isBatch ? 1 : 0)));
  return inputs.map(({ tensor, isBatch }) => (isBatch ? withExampleRank(tensor, rank) : tensor));
}

/** A batch whose examples have leading axes of length 1 up to a rank. */
function withExampleRank(batch: Tensor, rank: number): Tensor {
  const missing = rank - (batch.rank - 1);
  if (missing <= 0) return batch;
  return layout.reshape(batch, [batch.shape[0], ...new Array<number>(missing).fill(1), ...exampleOf(batch)]);
}

const exampleOf = (batch: Tensor): Shape => batch.shape.slice(1);
const shifted = (axes: readonly number[]) => axes.map((axis) => axis + 1);

type BatchRule = (batch: Tensor, attrs: Attrs) => Tensor;

/** A rule for an op of one input, typed by the op's attributes. */
function rule<A>(
  op: Op<string, AnyCall, readonly string[], A>,
  apply: (batch: Tensor, attrs: AttrsOf<A>) => Tensor,
): readonly [string, BatchRule] {
  // The attributes of a record are those that its op declares.
  return [op.record.name, apply as BatchRule];
}

const rules = new Map<string, BatchRule>([
  rule(layout.reshape, (x, { shape }) => layout.reshape(x, [x.shape[0], ...shape])),
  rule(layout.transpose, (x, { perm }) =>
    layout.transpose(x, [0, ...shifted(normalizePermutation(perm, x.rank - 1, 'transpose'))]),
  ),
  rule(layout.matrixTranspose, (x) => layout.matrixTranspose(x)),
  rule(layout.broadcastTo, (x, { shape }) =>
    layout.broadcastTo(withExampleRank(x, shape.length), [x.shape[0], ...shape]),
  ),
  rule(layout.expandDims, (x, { axis }) => layout.expandDims(x, axis < 0 ? axis : axis + 1)),
  rule(layout.reverse, (x, { axis }) =>
    layout.reverse(x, shifted(normalizeAxes(axis, x.rank - 1, 'reverse'))),
  ),
  rule(layout.alias, (x) => layout.alias(x)),
  rule(layout.ensureShape, (x) => layout.alias(x)),
  rule(cast, (x, { dtype }) => cast(x, dtype)),
  rule(reduceSum, (x, { axis, keepdims }) =>
    reduceSum(x as Numbers, shifted(normalizeAxes(axis, x.rank - 1, 'reduceSum')), keepdims),
  ),
]);

function exampleByExample(
  op: OpRecord,
  inputs: readonly (BatchInput | undefined)[],
  attrs: Attrs,
  size: number,
): readonly Tensor[] {
  const examples = inputs.map((input) => (input?.isBatch ? unstack(input.tensor) : undefined));
  const results = Array.from({ length: size }, (_, i) =>
    execute(
      op,
      inputs.map((input, position) => examples[position]?.[i] ?? input?.tensor),
      attrs,
    ),
  );
  return results[0].map((_, output) => stack(results.map((outputs) => outputs[output])));
}
