/**
 * @file Contractions by equation (`einsum`) and by axes (`tensordot`): both come down to `matmul`.
 */

import { type NumericDType, numeric } from '../../dtype/index.ts';
import { InvalidArgumentError } from '../../errors/index.ts';
import { formatShape, normalizeAxis, type Shape, sizeOf } from '../../shape/index.ts';
import type { Tensor, TensorLike, Values } from '../../tensor/index.ts';
import { reshape, transpose } from '../array/layout.ts';
import { composite, type Operand, required, signature } from '../define/index.ts';
import { withCall } from '../define/with-call.ts';
import { contract } from './linear/contraction.ts';
import { resolveEquation } from './linear/einsum-equation.ts';
import { matmul } from './matmul.ts';

export interface EinsumCall {
  <D extends NumericDType>(equation: string, first: Values, ...rest: Operand<D>[]): Tensor<D>;
  <D extends NumericDType>(equation: string, first: TensorLike<D>, ...rest: Operand<NoInfer<D>>[]): Tensor<D>;
}

/** The op behind `einsum`: its operands come first, as every op's do. */
const einsumOfList = composite('einsum', {
  inputs: ['...inputs'],
  dtypes: numeric,
  attrs: { equation: required<string>() },
  call: signature<(inputs: readonly Operand[], equation: string) => Tensor<NumericDType>>(),
  infer: ({ inputs }, { equation }) => {
    const { output, lengths } = resolveEquation(
      equation,
      inputs.map(({ shape }) => shape),
    );
    // Resolving checks that every label of the output has a length.
    return { dtype: inputs[0].dtype, shape: output.map((label) => lengths.get(label) as number) };
  },
  lower: ({ inputs }, { equation }) =>
    contract(
      inputs,
      resolveEquation(
        equation,
        inputs.map(({ shape }) => shape),
      ),
    ),
});

/**
 * A contraction by equation: `'bij,bjk->bik'` multiplies where operands share a letter and sums over every letter that
 * is not in the result. A letter that stands twice in one operand takes its diagonal; `...` stands for axes that
 * broadcast; without `->` the result has the axes under `...`, then the letters that stand once, in order. Three
 * operands or more are contracted in pairs, the pair that saves most memory first.
 * @param equation Letters and `...` for each operand, separated by commas; `->` and those of the result.
 * @throws InvalidArgumentError if the equation is malformed or does not fit the shapes.
 * @example
 * tn.einsum('ij,j->i', [[1, 2], [3, 4]], [5, 6]).arraySync(); // => [ 17, 39 ]
 * tn.einsum('ii', [[1, 2], [3, 4]]).item(); // => 5
 */
export const einsum = withCall(einsumOfList, ((equation: string, ...inputs: readonly Operand[]) =>
  einsumOfList(inputs, equation)) as EinsumCall);

/** Which axes `tensordot` sums over: how many, or which of `a` and which of `b`. */
export type ContractedAxes = number | readonly [number | readonly number[], number | readonly number[]];

export interface TensordotCall {
  <D extends NumericDType>(
    a: TensorLike<D>,
    b: Operand<NoInfer<D>>,
    axes: ContractedAxes | { readonly axes: ContractedAxes },
  ): Tensor<D>;
  <D extends NumericDType>(
    a: Values,
    b: Operand<D>,
    axes: ContractedAxes | { readonly axes: ContractedAxes },
  ): Tensor<D>;
}

/**
 * Multiplies and sums over axes of both operands: over the last `axes` of `a` and the first `axes` of `b`, or over
 * the axes named in pairs. The result has the other axes of `a`, then those of `b`; with `axes` 0 it is the outer product.
 * @throws InvalidArgumentError if axes are out of range or the lengths of a pair differ.
 * @example
 * tn.tensordot([[1, 2], [3, 4]], [[5, 6], [7, 8]], [[0], [0]]).arraySync(); // => [ [ 26, 30 ], [ 38, 44 ] ]
 */
export const tensordot = composite('tensordot', {
  inputs: ['a', 'b'],
  dtypes: numeric,
  attrs: { axes: required<ContractedAxes>() },
  call: signature<TensordotCall>(),
  lower: ({ a, b }, { axes }) => {
    const [summedA, summedB] = contractedAxes(axes, a.shape, b.shape);
    const freeA = otherAxes(a.rank, summedA);
    const freeB = otherAxes(b.rank, summedB);
    const lengths = (shape: Shape, chosen: readonly number[]) => chosen.map((axis) => shape[axis]);
    const terms = sizeOf(lengths(a.shape, summedA));
    const left = reshape(transpose(a, [...freeA, ...summedA]), [sizeOf(lengths(a.shape, freeA)), terms]);
    const right = reshape(transpose(b, [...summedB, ...freeB]), [terms, sizeOf(lengths(b.shape, freeB))]);
    return reshape(matmul(left, right), [...lengths(a.shape, freeA), ...lengths(b.shape, freeB)]);
  },
});

const axisRange = (start: number, end: number) => Array.from({ length: end - start }, (_, i) => start + i);

const otherAxes = (rank: number, axes: readonly number[]) =>
  axisRange(0, rank).filter((axis) => !axes.includes(axis));

/** The axes of each operand that are summed over, in pairs. */
function contractedAxes(axes: ContractedAxes, a: Shape, b: Shape): readonly (readonly number[])[] {
  const shapes = `shapes ${formatShape(a)} and ${formatShape(b)}`;
  if (typeof axes === 'number' && !(axes >= 0 && axes <= Math.min(a.length, b.length))) {
    throw new InvalidArgumentError(`tensordot: cannot sum over ${axes} axes of ${shapes}.`);
  }
  const [listA, listB] =
    typeof axes === 'number'
      ? [axisRange(a.length - axes, a.length), axisRange(0, axes)]
      : axes.map((list) => (typeof list === 'number' ? [list] : list));
  const normalizedA = listA.map((axis) => normalizeAxis(axis, a.length, "tensordot: of 'a'"));
  const normalizedB = listB.map((axis) => normalizeAxis(axis, b.length, "tensordot: of 'b'"));
  const fits =
    normalizedA.length === normalizedB.length &&
    normalizedA.every((axis, i) => a[axis] === b[normalizedB[i]]) &&
    new Set(normalizedA).size === normalizedA.length &&
    new Set(normalizedB).size === normalizedB.length;
  if (!fits) {
    throw new InvalidArgumentError(
      `tensordot: axes [${listA.join(', ')}] and [${listB.join(', ')}] of ${shapes} cannot be summed over in pairs; ` +
        'each pair must have one length, and no axis may stand twice.',
    );
  }
  return [normalizedA, normalizedB];
}
