/**
 * @file The losses of `tf.nn`: cross entropies from logits, and two more. They give one loss per example; averaging
 * them is the caller's part.
 */

import { type FloatingDType, floating, type IndexDType, indexTypes } from '../../dtype/index.ts';
import { InvalidArgumentError } from '../../errors/index.ts';
import {
  broadcastShapes,
  formatShape,
  normalizeAxis,
  reducedShape,
  type Shape,
  sameShape,
} from '../../shape/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { gather } from '../array/gather.ts';
import { reshape } from '../array/layout.ts';
import { composite, elementwise, type Operand, required, signature } from '../define/index.ts';
import { multiply } from '../math/arithmetic.ts';
import { log } from '../math/elementary.ts';
import { softmaxParts } from '../math/reducing/softmax-parts.ts';
import { sumOfCrossEntropies, sumOfSquares } from '../math/reducing/term-sum.ts';
import { narrow, workingDType } from '../math/reducing/working-precision.ts';

/**
 * The cross entropy of `labels` and softmax(`logits`) along `axis`, which the result lacks. Each row of `labels` must be
 * a probability distribution: the gradient, as TensorFlow's, relies on its sum being 1. The two broadcast.
 * @throws InvalidArgumentError if the ranks differ, the shapes do not broadcast, or there is no such axis.
 * @example
 * tn.softmaxCrossEntropyWithLogits([[0, 1], [0.5, 0.5]], [[0, 1000], [0, 0]]).arraySync()[0]; // => 0
 */
export const softmaxCrossEntropyWithLogits = composite('softmaxCrossEntropyWithLogits', {
  inputs: ['labels', 'logits'],
  dtypes: floating,
  attrs: { axis: -1 },
  call: signature<
    <D extends FloatingDType>(
      labels: Operand<D>,
      logits: Operand<D>,
      axis?: number | { readonly axis?: number },
    ) => Tensor<D>
  >(),
  gradient: 'rule',
  infer: ({ labels, logits }, { axis }) => ({
    dtype: logits.dtype,
    shape: examplesOf(labels.shape, logits.shape, axis),
  }),
  lower: ({ labels, logits }, { axis }) => {
    const shape = examplesOf(labels.shape, logits.shape, axis);
    const along = normalizeAxis(axis, logits.rank, 'softmaxCrossEntropyWithLogits');
    const { max, sum } = softmaxParts(logits, along);
    const terms = { dtype: sum.dtype, axis: along, keepdims: false };
    return reshape(narrow(sumOfCrossEntropies(labels, logits, max, log(sum), terms), logits.dtype), shape);
  },
});

/** The shape of the losses: what both broadcast to, without the axis of classes. */
function examplesOf(labels: Shape, logits: Shape, axis: number): Shape {
  const op = 'softmaxCrossEntropyWithLogits';
  if (labels.length !== logits.length) {
    throw new InvalidArgumentError(
      `${op}: labels ${formatShape(labels)} and logits ${formatShape(logits)} must have one rank. ` +
        'For class indices use sparseSoftmaxCrossEntropyWithLogits.',
    );
  }
  const shape = broadcastShapes([labels, logits], op);
  return reducedShape(shape, [normalizeAxis(axis, shape.length, op)], false);
}

/** ln Σ exp(logits) − logits[label], from parts; NaN for a label that is no class. */
const crossEntropyOfLabel = elementwise('crossEntropyOfLabel', {
  inputs: ['label', 'logit', 'max', 'logSum'],
  dtypes: { label: indexTypes, logit: floating, max: 'logit', logSum: floating },
  attrs: { classes: required<number>() },
  call: signature<
    <D extends FloatingDType>(
      label: Tensor<IndexDType>,
      logit: Tensor<D>,
      max: Tensor<FloatingDType>,
      logSum: Tensor<FloatingDType>,
      attrs: { readonly classes: number },
    ) => Tensor<D>
  >(),
  program: (s, { label, logit, max, logSum }, { classes }) => {
    const isClass = s.logicalAnd(s.greaterEqual(label, 0), s.less(label, classes));
    const loss = s.sub(logSum, s.sub(s.cast(logit, logSum.dtype), s.cast(max, logSum.dtype)));
    return s.cast(s.select(isClass, loss, NaN), logit.dtype);
  },
});

/**
 * The cross entropy of class indices and softmax(`logits`) along the last axis: −ln of the label's probability. `labels`
 * has the shape of `logits` without that axis.
 * @throws InvalidArgumentError if the shapes do not fit, or where the device can tell, if a label is outside
 *   [0, classes); the loss is NaN there on other devices.
 * @example
 * tn.sparseSoftmaxCrossEntropyWithLogits(tn.constant([1], 'int32'), [[0, 1000]]).arraySync(); // => [ 0 ]
 */
export const sparseSoftmaxCrossEntropyWithLogits = composite('sparseSoftmaxCrossEntropyWithLogits', {
  inputs: ['labels', 'logits'],
  dtypes: { labels: indexTypes, logits: floating },
  call: signature<<D extends FloatingDType>(labels: Operand<IndexDType>, logits: Operand<D>) => Tensor<D>>(),
  gradient: 'rule',
  infer: ({ labels, logits }) => {
    checkClassAxis(labels.shape, logits.shape);
    return { dtype: logits.dtype, shape: labels.shape };
  },
  lower: ({ labels, logits }) => {
    checkClassAxis(labels.shape, logits.shape);
    const { max, sum } = softmaxParts(logits, logits.rank - 1);
    const logit = gather(logits, labels, { axis: logits.rank - 1, batchDims: labels.rank });
    const perExample = (x: Tensor<FloatingDType>) => reshape(x, labels.shape);
    return crossEntropyOfLabel(labels, logit, perExample(max), perExample(log(sum)), {
      classes: logits.shape[logits.rank - 1] as number,
    });
  },
});

function checkClassAxis(labels: Shape, logits: Shape): void {
  if (logits.length > 0 && sameShape(labels, logits.slice(0, -1))) return;
  throw new InvalidArgumentError(
    `sparseSoftmaxCrossEntropyWithLogits: labels ${formatShape(labels)} must have the shape of logits ` +
      `${formatShape(logits)} without its last axis, the classes.`,
  );
}

/** max(x, 0) − x·z + ln(1 + exp(−|x|)), which is −z·ln σ(x) − (1 − z)·ln(1 − σ(x)) without overflow. */
const sigmoidCrossEntropy = elementwise('sigmoidCrossEntropy', {
  inputs: ['labels', 'logits'],
  dtypes: floating,
  call: signature<<D extends FloatingDType>(labels: Tensor<D>, logits: Tensor<D>) => Tensor<D>>(),
  program: (s, { labels, logits }) => {
    const isPositive = s.greaterEqual(logits, 0);
    // One condition for both, so that the slopes at 0 are those of one side, and add up to the right one.
    const positivePart = s.select(isPositive, logits, 0);
    const minusMagnitude = s.select(isPositive, s.neg(logits), logits);
    return s.add(s.sub(positivePart, s.mul(logits, labels)), s.log1p(s.exp(minusMagnitude)));
  },
});

/**
 * The cross entropy of independent probabilities `labels` and sigmoid(`logits`), elementwise.
 * @throws InvalidArgumentError if the shapes differ.
 * @example
 * tn.sigmoidCrossEntropyWithLogits([1, 0], [1000, 1000]).arraySync(); // => [ 0, 1000 ]
 */
export const sigmoidCrossEntropyWithLogits = composite('sigmoidCrossEntropyWithLogits', {
  inputs: ['labels', 'logits'],
  dtypes: floating,
  call: signature<<D extends FloatingDType>(labels: Operand<D>, logits: Operand<D>) => Tensor<D>>(),
  infer: ({ labels, logits }) => {
    checkOneShape('sigmoidCrossEntropyWithLogits', 'labels and logits', labels, logits);
    return { dtype: logits.dtype, shape: logits.shape };
  },
  lower: ({ labels, logits }) => {
    checkOneShape('sigmoidCrossEntropyWithLogits', 'labels and logits', labels, logits);
    return sigmoidCrossEntropy(labels, logits);
  },
});

function checkOneShape(
  op: string,
  names: string,
  a: { readonly shape: Shape },
  b: { readonly shape: Shape },
): void {
  if (sameShape(a.shape, b.shape)) return;
  throw new InvalidArgumentError(
    `${op}: ${names} must have one shape, got ${formatShape(a.shape)} and ${formatShape(b.shape)}.`,
  );
}

/** (1 − z)·x + (1 + (q − 1)·z)·ln(1 + exp(−x)), the last without overflow. */
const weightedCrossEntropy = elementwise('weightedCrossEntropy', {
  inputs: ['labels', 'logits', 'posWeight'],
  dtypes: floating,
  call: signature<
    <D extends FloatingDType>(labels: Tensor<D>, logits: Tensor<D>, posWeight: Tensor<D>) => Tensor<D>
  >(),
  program: (s, { labels, logits, posWeight }) => {
    const isPositive = s.greaterEqual(logits, 0);
    const negativePart = s.select(isPositive, 0, s.neg(logits));
    const minusMagnitude = s.select(isPositive, s.neg(logits), logits);
    const softplusOfMinus = s.add(s.log1p(s.exp(minusMagnitude)), negativePart);
    const weight = s.add(s.mul(s.sub(posWeight, 1), labels), 1);
    return s.add(s.mul(s.sub(1, labels), logits), s.mul(weight, softplusOfMinus));
  },
});

/**
 * `sigmoidCrossEntropyWithLogits` with the positive term, −z·ln σ(x), multiplied by `posWeight`: above 1 it favours
 * recall, below precision. `posWeight` broadcasts.
 *
 * The gradient by a logit of exactly 0 is the function's own, where TensorFlow's is off by half of the weight.
 * @throws InvalidArgumentError if the shapes of labels and logits differ.
 * @example
 * tn.weightedCrossEntropyWithLogits([1, 0], [0, 0], 3).arraySync()[0].toFixed(4); // => 2.0794
 */
export const weightedCrossEntropyWithLogits = composite('weightedCrossEntropyWithLogits', {
  inputs: ['labels', 'logits', 'posWeight'],
  dtypes: floating,
  call: signature<
    <D extends FloatingDType>(labels: Operand<D>, logits: Operand<D>, posWeight: Operand<D>) => Tensor<D>
  >(),
  lower: ({ labels, logits, posWeight }) => {
    checkOneShape('weightedCrossEntropyWithLogits', 'labels and logits', labels, logits);
    return weightedCrossEntropy(labels, logits, posWeight);
  },
});

const TWO_PI = 2 * Math.PI;

/** exp(c) − c·z, and if full Stirling's approximation of ln z! where z > 1. */
const logPoisson = elementwise('logPoisson', {
  inputs: ['targets', 'logInput'],
  dtypes: floating,
  attrs: { computeFullLoss: false },
  call: signature<
    <D extends FloatingDType>(
      targets: Tensor<D>,
      logInput: Tensor<D>,
      attrs: { readonly computeFullLoss: boolean },
    ) => Tensor<D>
  >(),
  program: (s, { targets, logInput }, { computeFullLoss }) => {
    const loss = s.sub(s.exp(logInput), s.mul(logInput, targets));
    if (!computeFullLoss) return loss;
    const power = s.sub(s.mul(targets, s.log(targets)), targets);
    const stirling = s.add(power, s.mul(0.5, s.log(s.mul(TWO_PI, targets))));
    const isSmall = s.logicalAnd(s.greaterEqual(targets, 0), s.lessEqual(targets, 1));
    return s.add(loss, s.select(isSmall, 0, stirling));
  },
});

/**
 * The negative log-likelihood of counts `targets` under Poisson distributions with the logarithms of their rates given:
 * exp(c) − c·z, without the term ln z! that does not depend on c; `computeFullLoss` adds Stirling's approximation of it.
 * @throws InvalidArgumentError if the shapes differ.
 * @example
 * tn.logPoissonLoss([2, 0], [0, 0]).arraySync(); // => [ 1, 1 ]
 */
export const logPoissonLoss = composite('logPoissonLoss', {
  inputs: ['targets', 'logInput'],
  dtypes: floating,
  attrs: { computeFullLoss: false },
  call: signature<
    <D extends FloatingDType>(
      targets: Operand<D>,
      logInput: Operand<D>,
      computeFullLoss?: boolean | { readonly computeFullLoss?: boolean },
    ) => Tensor<D>
  >(),
  lower: ({ targets, logInput }, attrs) => {
    checkOneShape('logPoissonLoss', 'targets and logInput', targets, logInput);
    return logPoisson(targets, logInput, attrs);
  },
});

/**
 * Half the sum of the squares of all elements, 0-d.
 * @example
 * tn.l2Loss([3, 4]).item(); // => 12.5
 */
export const l2Loss = composite('l2Loss', {
  inputs: ['t'],
  dtypes: floating,
  call: signature<<D extends FloatingDType>(t: Operand<D>) => Tensor<D>>(),
  gradient: 'rule',
  infer: ({ t }) => ({ dtype: t.dtype, shape: [] }),
  lower: ({ t }) => {
    const sum = sumOfSquares(t, { dtype: workingDType(t.dtype), axis: null, keepdims: false });
    return narrow(multiply(sum, 0.5), t.dtype);
  },
});
