/**
 * @file Softmax and its logarithm.
 */

import { type FloatingDType, floating } from '../../dtype/index.ts';
import type { Scalar, ScalarBuilder } from '../../scalar/index.ts';
import { normalizeAxis } from '../../shape/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { composite, elementwise, type Operand, signature } from '../define/index.ts';
import { softmaxParts } from '../math/reducing/softmax-parts.ts';

export interface SoftmaxOptions {
  /** The axis along which the result sums to 1; the last by default. */
  readonly axis?: number;
}

type SoftmaxCall = <D extends FloatingDType>(logits: Operand<D>, axis?: number | SoftmaxOptions) => Tensor<D>;

type PartsCall = <D extends FloatingDType>(
  logits: Tensor<D>,
  max: Tensor<FloatingDType>,
  sum: Tensor<FloatingDType>,
) => Tensor<D>;

/** Defines what softmax and its logarithm share: a program of the exponent x − max and of Σ exp(x − max) along the axis. */
function shareOf<const Name extends string>(
  name: Name,
  ofExponent: (s: ScalarBuilder, exponent: Scalar, sum: Scalar) => Scalar,
) {
  const share = elementwise(`${name}OfParts`, {
    inputs: ['logits', 'max', 'sum'],
    // Computed in the dtype of the sum, and rounded once.
    dtypes: { logits: floating, max: 'logits', sum: floating },
    call: signature<PartsCall>(),
    program: (s, { logits, max, sum }) => {
      const exponent = s.sub(s.cast(logits, sum.dtype), s.cast(max, sum.dtype));
      return s.cast(ofExponent(s, exponent, sum), logits.dtype);
    },
  });
  return composite(name, {
    inputs: ['logits'],
    dtypes: floating,
    attrs: { axis: -1 },
    call: signature<SoftmaxCall>(),
    gradient: 'rule',
    infer: ({ logits }, { axis }) => {
      normalizeAxis(axis, logits.shape.length, name);
      return { dtype: logits.dtype, shape: logits.shape };
    },
    lower: ({ logits }, { axis }) => {
      const { max, sum } = softmaxParts(logits, normalizeAxis(axis, logits.rank, name));
      return share(logits, max, sum);
    },
  });
}

/**
 * exp(x) / Σ exp(x) along `axis`, computed relative to the greatest logit.
 * @throws InvalidArgumentError if there is no such axis.
 * @example
 * tn.softmax([[0, 0], [1000, 0]]).arraySync(); // => [ [ 0.5, 0.5 ], [ 1, 0 ] ]
 */
export const softmax = shareOf('softmax', (s, exponent, sum) => s.div(s.exp(exponent), sum));

/**
 * x − ln Σ exp(x) along `axis`: the logarithm of `softmax`, without its underflow.
 * @throws InvalidArgumentError if there is no such axis.
 * @example
 * tn.logSoftmax([1000, 0]).arraySync(); // => [ 0, -1000 ]
 */
export const logSoftmax = shareOf('logSoftmax', (s, exponent, sum) => s.sub(exponent, s.log(sum)));
