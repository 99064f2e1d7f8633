/**
 * @file Ops that change nothing but which way gradients flow.
 */

import { anyDType, type DType } from '../../dtype/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { type Operand, signature, view } from '../define/index.ts';

/**
 * A distinct tensor of the same elements that counts as a constant: no gradient and no tangent passes.
 * @example
 * const x = tn.constant(3);
 * const square = (y: tn.Tensor<'float32'>) => tn.multiply(y, tn.stopGradient(y));
 * console.log(tn.grad(square)(x).item()); // => 3
 */
export const stopGradient = view('stopGradient', {
  inputs: ['input'],
  dtypes: anyDType,
  call: signature<<D extends DType>(input: Operand<D>) => Tensor<D>>(),
  notDifferentiable: 'stopping gradients is what it is for',
  layout: (input) => input,
});

/**
 * A distinct tensor of the same elements through which no gradient may be asked for: asking throws.
 * @param message Why there is none; the error says it.
 */
export const preventGradient = view('preventGradient', {
  inputs: ['input'],
  dtypes: anyDType,
  attrs: { message: '' },
  call: signature<<D extends DType>(input: Operand<D>, message?: string) => Tensor<D>>(),
  layout: (input) => input,
});
