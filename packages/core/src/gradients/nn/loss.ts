/**
 * @file Gradients of losses.
 */

import { type FloatingDType, floating, type IndexDType, indexTypes } from '../../dtype/index.ts';
import { expandDims } from '../../ops/array/layout.ts';
import { elementwise, required, signature } from '../../ops/define/index.ts';
import { multiply, negative, subtract } from '../../ops/math/arithmetic.ts';
import {
  l2Loss,
  softmaxCrossEntropyWithLogits,
  sparseSoftmaxCrossEntropyWithLogits,
} from '../../ops/nn/loss.ts';
import { logSoftmax, softmax } from '../../ops/nn/softmax.ts';
import type { Tensor } from '../../tensor/index.ts';
import { gradientOf } from '../rule.ts';

export const softmaxCrossEntropyWithLogitsGradient = gradientOf(softmaxCrossEntropyWithLogits, {
  saves: ['labels', 'logits'],
  rule: ({ labels, logits }, { axis }, dy) => ({
    labels: () => multiply(negative(logSoftmax(logits, axis)), expandDims(dy, axis)),
    logits: () => multiply(subtract(softmax(logits, axis), labels), expandDims(dy, axis)),
  }),
});

/** p − 1 at the label's class along the axis of classes, p elsewhere. */
const subtractOneHot = elementwise('subtractOneHot', {
  inputs: ['probabilities', 'label'],
  dtypes: { probabilities: floating, label: indexTypes },
  attrs: { axis: required<number>() },
  call: signature<
    <D extends FloatingDType>(probabilities: Tensor<D>, label: Tensor<IndexDType>, axis: number) => Tensor<D>
  >(),
  program: (s, { probabilities, label }, { axis }) => {
    const isLabel = s.equal(s.cast(s.index(axis), label.dtype), label);
    return s.select(isLabel, s.sub(probabilities, 1), probabilities);
  },
});

export const sparseSoftmaxCrossEntropyWithLogitsGradient = gradientOf(sparseSoftmaxCrossEntropyWithLogits, {
  saves: ['labels', 'logits'],
  rule: ({ labels, logits }, _attrs, dy) => ({
    logits: () => {
      const slope = subtractOneHot(softmax(logits), expandDims(labels, -1), logits.rank - 1);
      return multiply(slope, expandDims(dy, -1));
    },
  }),
});

export const l2LossGradient = gradientOf(l2Loss, {
  saves: ['t'],
  rule: ({ t }, _attrs, dy) => ({ t: () => multiply(t, dy) }),
});
