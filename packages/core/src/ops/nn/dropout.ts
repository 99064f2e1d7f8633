/**
 * @file Dropout (Srivastava et al., "Dropout: A Simple Way to Prevent Neural Networks from Overfitting", JMLR 15, 2014),
 * with its random numbers from a stateful stream, from a stateless seed, or from any sampler.
 *
 * The gradient is its lowering's: that of a choice, scaled where an element was kept and 0 where it was dropped. The
 * mask is what a tape keeps, so nothing is drawn twice.
 */

import { type FloatingDType, floating } from '../../dtype/index.ts';
import { InvalidArgumentError } from '../../errors/index.ts';
import type { IntegerSeed } from '../../random/index.ts';
import { device } from '../../runtime/index.ts';
import { broadcastShapes, formatShape, type Shape, sameShape } from '../../shape/index.ts';
import type { Tensor, TensorLike } from '../../tensor/index.ts';
import { alias } from '../array/layout.ts';
import { where } from '../array/selection.ts';
import { composite, type Operand, required, signature } from '../define/index.ts';
import { divide, multiply, subtract } from '../math/arithmetic.ts';
import { greaterEqual } from '../math/comparison.ts';
import { parameterTensor, readSeed, type SeedOperand } from '../random/drawing/arguments.ts';
import { type RandomSource, statefulSource, statelessSource } from '../random/drawing/source.ts';
import { uniform } from '../random/drawing/uniform-and-normal.ts';

/** The probability with which an element is dropped: a number in [0, 1), or a scalar tensor of the dtype of `x`. */
export type DropoutRate = number | TensorLike<FloatingDType>;

/** The shape of the drawn mask, which broadcasts to that of `x`; `null` stands for the axis length of `x`. */
export type NoiseShape = readonly (number | null)[];

/** Gives numbers uniform in [0, 1). */
export type UniformSampler = (shape: Shape, dtype: FloatingDType) => Tensor<FloatingDType>;

export interface DropoutOptions {
  /** The shape of the drawn mask; by default that of `x`. */
  readonly noiseShape?: NoiseShape | null;
  /** The seed of this op, see `tn.random.setSeed`. */
  readonly seed?: IntegerSeed | null;
}

/**
 * Sets elements to 0, each with probability `rate`, and multiplies the others by 1 / (1 − rate), which keeps the mean.
 * Draws TensorFlow's numbers. A rate of 0 gives `x`.
 * @throws InvalidArgumentError if `rate` is not in [0, 1), or `noiseShape` does not broadcast to the shape of `x`.
 * @example
 * tn.random.setSeed(0);
 * tn.dropout(tn.ones([2, 5]), 0.5, { seed: 1 }).arraySync(); // => [ [ 2, 0, 0, 2, 2 ], [ 2, 2, 2, 2, 2 ] ]
 * tn.dropout(tn.ones([2, 5]), 0.5, { noiseShape: [1, 5], seed: 1 }).arraySync(); // => [ [ 2, 2, 0, 2, 2 ], [ 2, 2, 0, 2, 2 ] ]
 */
export const dropout = composite('dropout', {
  inputs: ['x'],
  dtypes: floating,
  attrs: {
    rate: required<DropoutRate>(),
    noiseShape: null as NoiseShape | null,
    seed: null as IntegerSeed | null,
  },
  call: signature<
    <D extends FloatingDType>(
      x: Operand<D>,
      rate: DropoutRate,
      noiseShape?: NoiseShape | null | DropoutOptions,
      seed?: IntegerSeed | null,
    ) => Tensor<D>
  >(),
  lower: ({ x }, { rate, noiseShape, seed }) => {
    const source = statefulSource(seed);
    // Calls that follow draw the same whether the rate is 0 or not.
    const skipDraw = () => source({ op: 'RandomUniform', attributes: x.dtype, blocks: 0 });
    return drop({ context: 'dropout', x, rate, noiseShape }, sampled(source, 'dropout'), skipDraw);
  },
});

export interface StatelessDropoutOptions {
  /** TensorFlow's name of the algorithm; there is one. */
  readonly rngAlg?: 'philox' | 'auto_select' | null;
  readonly noiseShape?: NoiseShape | null;
}

/**
 * Dropout whose mask is a function of `seed`, two integers. See `dropout`.
 * @throws InvalidArgumentError as `dropout` does, and if `seed` is not two integers.
 * @example
 * tn.statelessDropout(tn.ones([5]), 0.5, [1, 2]).arraySync(); // => [ 2, 0, 2, 0, 0 ]
 */
export const statelessDropout = composite('statelessDropout', {
  inputs: ['x'],
  dtypes: floating,
  attrs: {
    rate: required<DropoutRate>(),
    seed: required<SeedOperand>(),
    rngAlg: null as 'philox' | 'auto_select' | null,
    noiseShape: null as NoiseShape | null,
  },
  call: signature<
    <D extends FloatingDType>(
      x: Operand<D>,
      rate: DropoutRate,
      seed: SeedOperand,
      rngAlg?: 'philox' | 'auto_select' | null | StatelessDropoutOptions,
      noiseShape?: NoiseShape | null,
    ) => Tensor<D>
  >(),
  lower: ({ x }, { rate, seed, noiseShape }) => {
    const context = 'statelessDropout';
    const source = statelessSource(readSeed(seed, context).seed);
    return drop({ context, x, rate, noiseShape }, sampled(source, context));
  },
});

/**
 * Dropout by random numbers of your own: `uniformSampler` is given a shape and a dtype. See `dropout`.
 * @throws InvalidArgumentError as `dropout` does.
 * @example
 * const generator = tn.random.Generator.fromSeed(7);
 * const x = tn.constant([1.5, 2, 3, 4, 5.5]);
 * tn.generalDropout(x, 0.5, (shape, dtype) => generator.uniform(shape, { dtype })).arraySync(); // => [ 0, 4, 6, 8, 11 ]
 */
export const generalDropout = composite('generalDropout', {
  inputs: ['x'],
  dtypes: floating,
  attrs: {
    rate: required<DropoutRate>(),
    uniformSampler: required<UniformSampler>(),
    noiseShape: null as NoiseShape | null,
  },
  call: signature<
    <D extends FloatingDType>(
      x: Operand<D>,
      rate: DropoutRate,
      uniformSampler: UniformSampler,
      noiseShape?: NoiseShape | null | { readonly noiseShape?: NoiseShape | null },
    ) => Tensor<D>
  >(),
  lower: ({ x }, { rate, uniformSampler, noiseShape }) =>
    drop({ context: 'generalDropout', x, rate, noiseShape }, uniformSampler),
});

/** What all forms of dropout are given. */
interface Dropout {
  readonly context: string;
  readonly x: Tensor<FloatingDType>;
  readonly rate: DropoutRate;
  readonly noiseShape: NoiseShape | null;
}

function drop(call: Dropout, sampler: UniformSampler, skipDraw?: () => void): Tensor {
  const { context, x, rate } = call;
  const shape = maskShape(call);
  // New tensors may be bound for another device than that of x.
  const draw = () => device(x.device, () => sampler(shape, x.dtype));
  if (typeof rate !== 'number') {
    const tensor = parameterTensor(rate, x.dtype, 'rate', context);
    if (tensor.rank > 0) throw wrongRate(context, `shape ${formatShape(tensor.shape)}`);
    return masked(divide(x, subtract(1, tensor)), draw(), tensor);
  }
  if (!(rate >= 0 && rate < 1)) throw wrongRate(context, `${rate}`);
  if (rate === 0) {
    skipDraw?.();
    return alias(x);
  }
  return masked(multiply(x, 1 / (1 - rate)), draw(), rate);
}

/** `scaled` where the random number reaches the rate, else 0. */
function masked(
  scaled: Tensor<FloatingDType>,
  random: Tensor<FloatingDType>,
  rate: Operand<FloatingDType>,
): Tensor {
  return where(greaterEqual(random, rate), scaled, 0);
}

function maskShape({ context, x, noiseShape }: Dropout): Shape {
  if (noiseShape === null) return x.shape;
  const shape = noiseShape.map((length, axis) => length ?? x.shape[axis] ?? 1);
  if (sameShape(broadcastShapes([x.shape, shape], context), x.shape)) return shape;
  throw new InvalidArgumentError(
    `${context}: noiseShape ${formatShape(shape)} does not broadcast to the shape of x, ${formatShape(x.shape)}.`,
  );
}

function wrongRate(context: string, got: string): InvalidArgumentError {
  return new InvalidArgumentError(`${context}: rate must be a number or a scalar in [0, 1), got ${got}.`);
}

/** Draws from a source. */
function sampled(source: RandomSource, context: string): UniformSampler {
  return (shape, dtype) =>
    // A floating dtype gives floating numbers.
    uniform({ context, source, shape, dtype, minval: 0, maxval: 1 }) as Tensor<FloatingDType>;
}
