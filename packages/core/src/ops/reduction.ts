/**
 * @file Reductions over axes.
 */

import { type NumericDType, numeric } from '../dtype/index.ts';
import { type Axes, normalizeAxes, reducedShape } from '../shape/index.ts';
import type { Tensor } from '../tensor/index.ts';
import { keptAxesView, kernelOp, type Operand, signature } from './define/index.ts';

export interface ReductionOptions {
  /** The axes to reduce; all by default. */
  readonly axis?: Axes;
  /** Whether reduced axes stay, with length 1. */
  readonly keepdims?: boolean;
}

type ReductionCall<Allowed extends NumericDType> = <D extends Allowed>(
  inputTensor: Operand<D>,
  axis?: Axes | ReductionOptions,
  keepdims?: boolean | ReductionOptions,
) => Tensor<D>;

/**
 * The sum of the elements over `axis`. Integers wrap; an empty sum is 0.
 * @example
 * tn.reduceSum([[1, 2], [3, 4]], 0).arraySync(); // => [ 4, 6 ]
 */
export const reduceSum = kernelOp('reduceSum', {
  inputs: ['inputTensor'],
  dtypes: numeric,
  attrs: { axis: null as Axes, keepdims: false },
  call: signature<ReductionCall<NumericDType>>(),
  kernel: 'reduce',
  infer: ({ inputTensor: { dtype, shape } }, { axis, keepdims }) => ({
    dtype,
    shape: reducedShape(shape, normalizeAxes(axis, shape.length, 'reduceSum'), keepdims),
  }),
  run: (kernels, { inputTensor }, [output], { axis }) => {
    const axes = normalizeAxes(axis, inputTensor.rank, 'reduceSum');
    kernels.reduce('sum', null, [inputTensor], axes, keptAxesView(output, inputTensor.shape, axes));
  },
});
