/**
 * @file Sums of terms, Σ f(x, …) over axes, each in one pass: the term is the program in front of the `reduce` kernel,
 * so nothing of the operands' size is stored. They are what means, variances, norms and softmax are made of.
 *
 * They are parts of lowerings, not public ops: the ops made of them have rules, so these have no gradient.
 */

import { type DType, type NumericDType, numeric } from '../../../dtype/index.ts';
import { broadcastView, type TensorSpec } from '../../../runtime/index.ts';
import { buildProgram, type Scalar, type ScalarBuilder, type ScalarProgram } from '../../../scalar/index.ts';
import { type Axes, broadcastShapes, normalizeAxes, reducedShape } from '../../../shape/index.ts';
import type { Tensor } from '../../../tensor/index.ts';
import { keptAxesView, kernelOp, required, signature } from '../../define/index.ts';

export interface TermSumAttrs<D extends NumericDType> {
  /** The dtype in which terms are computed and summed, and of the result. */
  readonly dtype: D;
  readonly axis: Axes;
  readonly keepdims: boolean;
}

/** A call with one tensor per input, which broadcast. */
type TermSumCall<I extends readonly string[]> = <D extends NumericDType>(
  ...args: [...operands: { [K in keyof I]: Tensor }, attrs: TermSumAttrs<D>]
) => Tensor<D>;

function termSum<const Name extends string, const I extends readonly string[]>(
  name: Name,
  inputs: I,
  term: (s: ScalarBuilder, ...operands: { [K in keyof I]: Scalar }) => Scalar,
) {
  const programs = new Map<string, ScalarProgram>();
  const programFor = (operands: readonly DType[], dtype: DType): ScalarProgram => {
    const key = `${operands}:${dtype}`;
    let program = programs.get(key);
    if (!program) {
      program = buildProgram(operands, (s, scalars) => {
        const wide = scalars.map((scalar) => s.cast(scalar, dtype));
        // One scalar per input, in order.
        return term(s, ...(wide as { [K in keyof I]: Scalar }));
      });
      programs.set(key, program);
    }
    return program;
  };
  return kernelOp(name, {
    inputs,
    dtypes: Object.fromEntries(inputs.map((input) => [input, numeric])),
    attrs: { dtype: required<NumericDType>(), axis: null as Axes, keepdims: false },
    call: signature<TermSumCall<I>>(),
    notDifferentiable: 'the op that it is a part of has a rule',
    kernel: 'reduce',
    infer: (specs, { dtype, axis, keepdims }) => {
      const operands = Object.values(specs as Readonly<Record<string, TensorSpec>>);
      const shape = broadcastShapes(
        operands.map((operand) => operand.shape),
        name,
      );
      return { dtype, shape: reducedShape(shape, normalizeAxes(axis, shape.length, name), keepdims) };
    },
    run: (kernels, tensors, [output], { dtype, axis }) => {
      const operands = Object.values(tensors as Readonly<Record<string, Tensor>>);
      const shape = broadcastShapes(
        operands.map((operand) => operand.shape),
        name,
      );
      const axes = normalizeAxes(axis, shape.length, name);
      const program = programFor(
        operands.map((operand) => operand.dtype),
        dtype,
      );
      const views = operands.map((operand) => broadcastView(operand, shape, name));
      kernels.reduce('sum', program, views, axes, keptAxesView(output, shape, axes));
    },
  });
}

/** Σ x. */
export const wideSum = termSum('wideSum', ['x'], (_s, x) => x);

/** Σ x². */
export const sumOfSquares = termSum('sumOfSquares', ['x'], (s, x) => s.mul(x, x));

/** Σ (x − c)². */
export const sumOfSquaredDifferences = termSum('sumOfSquaredDifferences', ['x', 'center'], (s, x, center) => {
  const difference = s.sub(x, center);
  return s.mul(difference, difference);
});

/** Σ exp(x − m). */
export const sumOfExponentials = termSum('sumOfExponentials', ['x', 'shift'], (s, x, shift) =>
  s.exp(s.sub(x, shift)),
);

/** Σ p · (l − (x − m)): the cross entropy of p and softmax(x), where l = ln Σ exp(x − m). */
export const sumOfCrossEntropies = termSum(
  'sumOfCrossEntropies',
  ['probabilities', 'x', 'shift', 'logSum'],
  (s, probabilities, x, shift, logSum) => s.mul(probabilities, s.sub(logSum, s.sub(x, shift))),
);
