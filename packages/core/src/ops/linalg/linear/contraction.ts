/**
 * @file Contracting labelled tensors: the work of einsum, down to sums, products and `matmul`.
 *
 * First every operand is made simple by itself: diagonals of repeated labels, sums over labels that nothing else has.
 * Then pairs are contracted until one is left, each time the pair whose product saves most memory (the greedy order
 * of Smith & Gray, opt_einsum, JOSS 2018). A pair is one `matmul`, or one product with broadcasting where no label is
 * summed.
 */

import type { NumericDType } from '../../../dtype/index.ts';
import { sizeOf } from '../../../shape/index.ts';
import type { Tensor } from '../../../tensor/index.ts';
import { reshape, squeeze, transpose } from '../../array/layout.ts';
import { multiply } from '../../math/arithmetic.ts';
import { reduceSum } from '../../math/reduction.ts';
import { matmul } from '../matmul.ts';
import { diagonal } from './diagonal.ts';
import { type AxisLabel, isEllipsisLabel, type ResolvedEquation } from './einsum-equation.ts';

/** What can be summed and multiplied. */
export type Numbers = Tensor<NumericDType>;

/** A tensor with a label for every axis. */
interface Labelled {
  readonly tensor: Numbers;
  readonly labels: readonly AxisLabel[];
}

/** Contracts operands as an equation says. */
export function contract(
  tensors: readonly Numbers[],
  { operands, output, lengths }: ResolvedEquation,
): Numbers {
  const simple = tensors.map((tensor, i) =>
    withoutStretched(withDiagonals({ tensor, labels: operands[i] }), lengths),
  );
  let terms = simple.map((term) => {
    const wanted = wantedBy(
      simple.filter((other) => other !== term),
      output,
    );
    return sumOver(
      term,
      term.labels.filter((label) => !wanted.has(label)),
    );
  });
  while (terms.length > 1) {
    const { pair, others, wanted } = cheapestPair(terms, output, lengths);
    terms = [...others, contractPair(...pair, wanted, lengths)];
  }
  return arrange(terms[0], output);
}

/** The labels that other terms or the output still need. */
const wantedBy = (others: readonly Labelled[], output: readonly AxisLabel[]): ReadonlySet<AxisLabel> =>
  new Set([...others.flatMap(({ labels }) => labels), ...output]);

/** Takes the diagonal of labels that stand twice, until each stands once. */
function withDiagonals({ tensor, labels }: Labelled): Labelled {
  const second = labels.findIndex((label, axis) => labels.indexOf(label) < axis);
  if (second === -1) return { tensor, labels };
  const label = labels[second];
  const first = labels.indexOf(label);
  const others = labels.filter((_, axis) => axis !== first && axis !== second);
  return withDiagonals({
    tensor: diagonal(tensor, { axes: [first, second], offset: 0 }),
    labels: [...others, label],
  });
}

/** Drops the axes of length 1 that an ellipsis stretches to another operand's: that operand has them. */
function withoutStretched({ tensor, labels }: Labelled, lengths: ReadonlyMap<AxisLabel, number>): Labelled {
  const stretched = labels.flatMap((label, axis) =>
    isEllipsisLabel(label) && tensor.shape[axis] !== lengths.get(label) ? [axis] : [],
  );
  if (stretched.length === 0) return { tensor, labels };
  return {
    tensor: squeeze(tensor, stretched),
    labels: labels.filter((_, axis) => !stretched.includes(axis)),
  };
}

function sumOver({ tensor, labels }: Labelled, summed: readonly AxisLabel[]): Labelled {
  if (summed.length === 0) return { tensor, labels };
  return {
    tensor: reduceSum(
      tensor,
      summed.map((label) => labels.indexOf(label)),
    ),
    labels: labels.filter((label) => !summed.includes(label)),
  };
}

/** Permutes the axes of a term to the order of `labels`. */
const arrange = (term: Labelled, labels: readonly AxisLabel[]) =>
  transpose(
    term.tensor,
    labels.map((label) => term.labels.indexOf(label)),
  );

/** The two terms to contract next, the rest, and the labels that must be left. */
function cheapestPair(
  terms: readonly Labelled[],
  output: readonly AxisLabel[],
  lengths: ReadonlyMap<AxisLabel, number>,
) {
  const size = (labels: Iterable<AxisLabel>) =>
    sizeOf(Array.from(labels, (label) => lengths.get(label) ?? 1));
  const candidates = terms.flatMap((a, i) =>
    terms.slice(i + 1).map((b) => {
      const others = terms.filter((other) => other !== a && other !== b);
      const wanted = wantedBy(others, output);
      const growth =
        size(new Set([...a.labels, ...b.labels].filter((label) => wanted.has(label)))) -
        size(a.labels) -
        size(b.labels);
      return { pair: [a, b] as const, others, wanted, growth };
    }),
  );
  return candidates.reduce((best, candidate) => (candidate.growth < best.growth ? candidate : best));
}

/** The product of two terms, summed over the labels they share and nobody wants. */
function contractPair(
  a: Labelled,
  b: Labelled,
  wanted: ReadonlySet<AxisLabel>,
  lengths: ReadonlyMap<AxisLabel, number>,
): Labelled {
  const shared = a.labels.filter((label) => b.labels.includes(label));
  const batch = shared.filter((label) => wanted.has(label));
  const summed = shared.filter((label) => !wanted.has(label));
  const rows = a.labels.filter((label) => !shared.includes(label));
  const columns = b.labels.filter((label) => !shared.includes(label));
  const shape = (labels: readonly AxisLabel[]) => labels.map((label) => lengths.get(label) as number);
  const labels = [...batch, ...rows, ...columns];
  // Every label has a length; that of an axis an ellipsis stretches is the stretched one, which its operand has.
  if (summed.length === 0) {
    const left = reshape(arrange(a, [...batch, ...rows]), [
      ...shape(batch),
      ...shape(rows),
      ...columns.map(() => 1),
    ]);
    const right = reshape(arrange(b, [...batch, ...columns]), [
      ...shape(batch),
      ...rows.map(() => 1),
      ...shape(columns),
    ]);
    return { tensor: multiply(left, right), labels };
  }
  const matrices = (term: Labelled, first: readonly AxisLabel[], second: readonly AxisLabel[]) =>
    reshape(arrange(term, [...batch, ...first, ...second]), [
      ...shape(batch),
      sizeOf(shape(first)),
      sizeOf(shape(second)),
    ]);
  const product = matmul(matrices(a, rows, summed), matrices(b, summed, columns));
  return { tensor: reshape(product, shape(labels)), labels };
}
