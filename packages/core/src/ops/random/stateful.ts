/**
 * @file Stateful random functions: TensorFlow's `tf.random.uniform` and its siblings, under their names in `tn.random`.
 *
 * Each continues a stream that the global seed and its own seed name, and draws TensorFlow's numbers for these seeds,
 * in the order of the calls.
 */

import type { DType, FloatingDType } from '../../dtype/index.ts';
import type { IntegerSeed } from '../../random/index.ts';
import type { Shape } from '../../shape/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { type Operand, required } from '../define/index.ts';
import { checkDraw, fillArguments } from './drawing/arguments.ts';
import { gamma } from './drawing/gamma.ts';
import {
  type CountDType,
  categorical,
  type GammaDType,
  poisson,
  samplesOfEach,
} from './drawing/host-distributions.ts';
import { statefulSource } from './drawing/source.ts';
import {
  checkMaxval,
  normal,
  type RangedDType,
  rangedDTypes,
  truncatedNormal,
  uniform,
} from './drawing/uniform-and-normal.ts';

/** What every stateful function takes last. */
export interface SeedOption {
  /** The seed of this op: with it, every call continues one stream that only `setSeed` starts over. */
  readonly seed?: IntegerSeed | null;
}

export interface RandomUniformOptions<D extends DType> extends SeedOption {
  /** The lower bound, in the range; 0 by default. */
  readonly minval?: Operand;
  /** The upper bound, out of the range; 1 by default for floats. */
  readonly maxval?: Operand | null;
  readonly dtype?: D;
}

const seed: IntegerSeed | null = null;
const uniformDefaults = {
  minval: 0 as Operand,
  maxval: null as Operand | null,
  dtype: 'float32' as DType,
  seed,
};

/**
 * Numbers uniform in [minval, maxval). Integers are slightly biased unless their range is a power of two.
 *
 * @param shape The shape of the result, which tensors as bounds of a float range broadcast with.
 * @param maxval Must be given for int32 and int64.
 * @param dtype A floating dtype, int32 or int64.
 * @throws InvalidArgumentError for another dtype, a bound of another dtype, or an empty integer range.
 * @example
 * tn.random.setSeed(42);
 * tn.random.uniform([3], { minval: 1, maxval: 7, dtype: 'int32' }).arraySync(); // => [ 2, 6, 6 ]
 */
export function randomUniform<D extends RangedDType = 'float32'>(
  shape: Shape,
  minval?: Operand | RandomUniformOptions<D>,
  maxval?: Operand | null | RandomUniformOptions<D>,
  dtype?: D | RandomUniformOptions<D>,
  seed?: IntegerSeed | null | RandomUniformOptions<D>,
): Tensor<D>;
export function randomUniform(shape: Shape, ...rest: readonly unknown[]): Tensor {
  const context = 'random.uniform';
  const { seed, ...given } = fillArguments(context, uniformDefaults, rest);
  checkDraw(context, shape, given.dtype, rangedDTypes);
  checkMaxval(context, given.dtype, given.maxval);
  return uniform({ context, source: statefulSource(seed), shape, ...given });
}

export interface RandomNormalOptions<D extends DType> extends SeedOption {
  /** The mean; 0 by default. */
  readonly mean?: Operand;
  /** The standard deviation; 1 by default. */
  readonly stddev?: Operand;
  readonly dtype?: D;
}

const normalDefaults = { mean: 0 as Operand, stddev: 1 as Operand, dtype: 'float32' as DType, seed };

/**
 * Numbers of the normal distribution. Differentiable by `mean` and `stddev`, where these are tensors.
 * @param shape The shape of the result, which tensors as parameters broadcast with.
 * @throws InvalidArgumentError if the dtype is not floating, or a parameter has another one.
 * @example
 * tn.random.setSeed(42);
 * tn.random.normal([2]).arraySync(); // => [ 0.32746851444244385, -0.8426257967948914 ]
 */
export function randomNormal<D extends FloatingDType = 'float32'>(
  shape: Shape,
  mean?: Operand | RandomNormalOptions<D>,
  stddev?: Operand | RandomNormalOptions<D>,
  dtype?: D | RandomNormalOptions<D>,
  seed?: IntegerSeed | null | RandomNormalOptions<D>,
): Tensor<D>;
export function randomNormal(shape: Shape, ...rest: readonly unknown[]): Tensor {
  const context = 'random.normal';
  const { seed, ...given } = fillArguments(context, normalDefaults, rest);
  return normal({ context, source: statefulSource(seed), shape, ...given });
}

/**
 * Numbers of the normal distribution without those two standard deviations or more from the mean, which are drawn
 * again: the usual start of a layer's weights. See `normal`.
 */
export function randomTruncatedNormal<D extends FloatingDType = 'float32'>(
  shape: Shape,
  mean?: Operand | RandomNormalOptions<D>,
  stddev?: Operand | RandomNormalOptions<D>,
  dtype?: D | RandomNormalOptions<D>,
  seed?: IntegerSeed | null | RandomNormalOptions<D>,
): Tensor<D>;
export function randomTruncatedNormal(shape: Shape, ...rest: readonly unknown[]): Tensor {
  const context = 'random.truncatedNormal';
  const { seed, ...given } = fillArguments(context, normalDefaults, rest);
  return truncatedNormal({ context, source: statefulSource(seed), shape, ...given });
}

export interface RandomCategoricalOptions<D extends DType> extends SeedOption {
  /** int64 by default. */
  readonly dtype?: D;
}

/**
 * Class numbers, drawn for each row by its unnormalized log-probabilities.
 *
 * @param logits Shape [batch, classes]. A class whose logit is no finite number is never drawn.
 * @returns Shape [batch, numSamples].
 * @throws InvalidArgumentError if `logits` has another rank, or no classes.
 * @throws UnimplementedError if `logits` is on a device that cannot be read synchronously: give `await logits.array()`.
 * @example
 * tn.random.categorical([[0, -Infinity], [-Infinity, 0]], 3, 'int32').arraySync(); // => [ [ 0, 0, 0 ], [ 1, 1, 1 ] ]
 */
export function randomCategorical<D extends 'int32' | 'int64' = 'int64'>(
  logits: Operand<FloatingDType>,
  numSamples: number,
  dtype?: D | RandomCategoricalOptions<D>,
  seed?: IntegerSeed | null | RandomCategoricalOptions<D>,
): Tensor<D>;
export function randomCategorical(logits: Operand, numSamples: number, ...rest: readonly unknown[]): Tensor {
  const context = 'random.categorical';
  const { seed: own, dtype } = fillArguments(context, { dtype: 'int64' as DType, seed }, rest);
  return categorical({ context, source: statefulSource(own), logits, numSamples, dtype });
}

export interface RandomGammaOptions<D extends DType> extends SeedOption {
  /** The rate, the inverse of the scale; 1 by default. */
  readonly beta?: Operand | null;
  readonly dtype?: D;
}

/**
 * Numbers of gamma distributions: `shape` samples of each. Differentiable by `alpha` and `beta`.
 *
 * @param alpha The shape parameters; broadcast with `beta`.
 * @returns Shape [...shape, ...shape of alpha + beta]; never less than the dtype's smallest normal number.
 * @throws InvalidArgumentError if a parameter is not of the dtype.
 * @throws UnimplementedError if `alpha` is on a device that cannot be read synchronously.
 * @example
 * tn.random.gamma([10], [0.5, 2]).shape; // => [ 10, 2 ]
 */
export function randomGamma<D extends GammaDType = 'float32'>(
  shape: Shape,
  alpha: Operand,
  beta?: Operand | null | RandomGammaOptions<D>,
  dtype?: D | RandomGammaOptions<D>,
  seed?: IntegerSeed | null | RandomGammaOptions<D>,
): Tensor<D>;
export function randomGamma(shape: Shape, ...rest: readonly unknown[]): Tensor {
  const context = 'random.gamma';
  const defaults = {
    alpha: required<Operand>(),
    beta: null as Operand | null,
    dtype: 'float32' as DType,
    seed,
  };
  const { seed: own, ...given } = fillArguments(context, defaults, rest);
  return gamma({ context, source: statefulSource(own), shape, shapeRule: samplesOfEach, ...given });
}

export interface RandomPoissonOptions<D extends DType> extends SeedOption {
  readonly dtype?: D;
}

/**
 * Counts of events at the rates `lam`: `shape` samples of each.
 * @returns Shape [...shape, ...shape of lam].
 * @throws InvalidArgumentError if a rate is NaN.
 * @throws UnimplementedError if `lam` is on a device that cannot be read synchronously.
 * @example
 * tn.random.poisson([10], [0.5, 20]).shape; // => [ 10, 2 ]
 */
export function randomPoisson<D extends CountDType = 'float32'>(
  shape: Shape,
  lam: Operand,
  dtype?: D | RandomPoissonOptions<D>,
  seed?: IntegerSeed | null | RandomPoissonOptions<D>,
): Tensor<D>;
export function randomPoisson(shape: Shape, ...rest: readonly unknown[]): Tensor {
  const context = 'random.poisson';
  const defaults = { lam: required<Operand>(), dtype: 'float32' as DType, seed };
  const { seed: own, ...given } = fillArguments(context, defaults, rest);
  return poisson({ context, source: statefulSource(own), shape, shapeRule: samplesOfEach, ...given });
}
