/**
 * @file Stateless random functions: TensorFlow's `tf.random.stateless_uniform` and its siblings, and the seeds for them.
 *
 * The result is a function of the arguments alone: the same seed gives the same numbers, on every device. New seeds
 * come from `split` and `foldIn`.
 */

import type { DType, FloatingDType } from '../../dtype/index.ts';
import { foldIn, type IntegerSeed, type SeedDType, scrambleSeed } from '../../random/index.ts';
import type { Shape } from '../../shape/index.ts';
import type { Tensor, TensorLike } from '../../tensor/index.ts';
import { type Operand, required } from '../define/index.ts';
import { fillArguments, integerBound, isInt32, readSeed, type SeedOperand } from './drawing/arguments.ts';
import { gamma } from './drawing/gamma.ts';
import {
  binomial,
  type CountDType,
  categorical,
  type GammaDType,
  poisson,
  wholeShape,
} from './drawing/host-distributions.ts';
import { statelessSource } from './drawing/source.ts';
import { drawFullRange, tensorOfDraws } from './drawing/standard-draws.ts';
import {
  type FullRangeDType,
  normal,
  type RangedDType,
  truncatedNormal,
  uniform,
} from './drawing/uniform-and-normal.ts';

export interface StatelessUniformOptions<D extends DType> {
  /** The lower bound, in the range; 0 by default. `null` for both bounds is an integer dtype's full range. */
  readonly minval?: Operand | null;
  /** The upper bound, out of the range; 1 by default for floats. */
  readonly maxval?: Operand | null;
  readonly dtype?: D;
}

/**
 * Numbers uniform in [minval, maxval), the same for the same seed. Integers are slightly biased unless their range is
 * a power of two.
 *
 * @param shape The shape of the result, which tensors as bounds of a float range broadcast with.
 * @param dtype A floating dtype, int32, int64; with `null` for both bounds also uint32, uint64.
 * @throws InvalidArgumentError for another dtype or seed, a bound of another dtype, or an empty integer range.
 * @example
 * tn.random.statelessUniform([2], [1, 2]).arraySync(); // => [ 0.8440604209899902, 0.19204533100128174 ]
 */
export function statelessUniform<D extends RangedDType | FullRangeDType = 'float32'>(
  shape: Shape,
  seed: SeedOperand,
  minval?: Operand | null | StatelessUniformOptions<D>,
  maxval?: Operand | null | StatelessUniformOptions<D>,
  dtype?: D | StatelessUniformOptions<D>,
): Tensor<D>;
export function statelessUniform(shape: Shape, ...rest: readonly unknown[]): Tensor {
  const context = 'random.statelessUniform';
  const defaults = {
    seed: required<SeedOperand>(),
    minval: 0 as Operand | null,
    maxval: null as Operand | null,
    dtype: 'float32' as DType,
  };
  const { seed, ...given } = fillArguments(context, defaults, rest);
  return uniform({ context, source: seeded(seed, context), shape, ...given });
}

export interface StatelessNormalOptions<D extends DType> {
  /** The mean; 0 by default. */
  readonly mean?: Operand;
  /** The standard deviation; 1 by default. */
  readonly stddev?: Operand;
  readonly dtype?: D;
}

const normalDefaults = {
  seed: required<SeedOperand>(),
  mean: 0 as Operand,
  stddev: 1 as Operand,
  dtype: 'float32' as DType,
};

/**
 * Numbers of the normal distribution, the same for the same seed. Differentiable by `mean` and `stddev`.
 * @throws InvalidArgumentError if the dtype is not floating, or a parameter has another one.
 * @example
 * tn.random.statelessNormal([2], [1, 2], { dtype: 'float16' }).arraySync(); // => [ 0.5439453125, 0.2073974609375 ]
 */
export function statelessNormal<D extends FloatingDType = 'float32'>(
  shape: Shape,
  seed: SeedOperand,
  mean?: Operand | StatelessNormalOptions<D>,
  stddev?: Operand | StatelessNormalOptions<D>,
  dtype?: D | StatelessNormalOptions<D>,
): Tensor<D>;
export function statelessNormal(shape: Shape, ...rest: readonly unknown[]): Tensor {
  const context = 'random.statelessNormal';
  const { seed, ...given } = fillArguments(context, normalDefaults, rest);
  return normal({ context, source: seeded(seed, context), shape, ...given });
}

/** The same without those two standard deviations or more from the mean, which are drawn again. */
export function statelessTruncatedNormal<D extends FloatingDType = 'float32'>(
  shape: Shape,
  seed: SeedOperand,
  mean?: Operand | StatelessNormalOptions<D>,
  stddev?: Operand | StatelessNormalOptions<D>,
  dtype?: D | StatelessNormalOptions<D>,
): Tensor<D>;
export function statelessTruncatedNormal(shape: Shape, ...rest: readonly unknown[]): Tensor {
  const context = 'random.statelessTruncatedNormal';
  const { seed, ...given } = fillArguments(context, normalDefaults, rest);
  return truncatedNormal({ context, source: seeded(seed, context), shape, ...given });
}

export interface StatelessDTypeOption<D extends DType> {
  readonly dtype?: D;
}

/**
 * Class numbers, drawn for each row of `logits`, shape [batch, classes], by its unnormalized log-probabilities.
 * @returns Shape [batch, numSamples].
 * @throws InvalidArgumentError if `logits` has another rank, or no classes.
 * @throws UnimplementedError if `logits` is on a device that cannot be read synchronously: give `await logits.array()`.
 */
export function statelessCategorical<D extends 'int32' | 'int64' = 'int64'>(
  logits: Operand<FloatingDType>,
  numSamples: number,
  seed: SeedOperand,
  dtype?: D | StatelessDTypeOption<D>,
): Tensor<D>;
export function statelessCategorical(
  logits: Operand,
  numSamples: number,
  ...rest: readonly unknown[]
): Tensor {
  const context = 'random.statelessCategorical';
  const defaults = { seed: required<SeedOperand>(), dtype: 'int64' as DType };
  const { seed, dtype } = fillArguments(context, defaults, rest);
  return categorical({ context, source: seeded(seed, context), logits, numSamples, dtype });
}

export interface StatelessBinomialOptions<D extends DType> {
  readonly outputDtype?: D;
}

/**
 * Numbers of successes among `counts` trials, each of probability `probs`.
 *
 * @param shape The whole shape of the result; it must end with the shape that `counts` and `probs` broadcast to.
 * @throws InvalidArgumentError if it does not.
 * @throws UnimplementedError if a parameter is on a device that cannot be read synchronously.
 * @example
 * tn.random.statelessBinomial([3], [1, 2], 10, 1).arraySync(); // => [ 10, 10, 10 ]
 */
export function statelessBinomial<D extends CountDType = 'int32'>(
  shape: Shape,
  seed: SeedOperand,
  counts: Operand,
  probs: Operand,
  outputDtype?: D | StatelessBinomialOptions<D>,
): Tensor<D>;
export function statelessBinomial(shape: Shape, ...rest: readonly unknown[]): Tensor {
  const context = 'random.statelessBinomial';
  const defaults = {
    seed: required<SeedOperand>(),
    counts: required<Operand>(),
    probs: required<Operand>(),
    outputDtype: 'int32' as DType,
  };
  const { seed, outputDtype: dtype, ...given } = fillArguments(context, defaults, rest);
  return binomial({ context, source: seeded(seed, context), shape, dtype, ...given });
}

export interface StatelessGammaOptions<D extends DType> {
  /** The rate, the inverse of the scale; 1 by default. */
  readonly beta?: Operand | null;
  readonly dtype?: D;
}

/**
 * Numbers of gamma distributions with the shape parameters `alpha`. Differentiable by `alpha` and `beta`.
 *
 * @param shape The whole shape of the result; it must end with the shape that `alpha` and `beta` broadcast to.
 * @throws InvalidArgumentError if it does not, or a parameter is not of the dtype.
 * @throws UnimplementedError if `alpha` is on a device that cannot be read synchronously.
 */
export function statelessGamma<D extends GammaDType = 'float32'>(
  shape: Shape,
  seed: SeedOperand,
  alpha: Operand,
  beta?: Operand | null | StatelessGammaOptions<D>,
  dtype?: D | StatelessGammaOptions<D>,
): Tensor<D>;
export function statelessGamma(shape: Shape, ...rest: readonly unknown[]): Tensor {
  const context = 'random.statelessGamma';
  const defaults = {
    seed: required<SeedOperand>(),
    alpha: required<Operand>(),
    beta: null as Operand | null,
    dtype: 'float32' as DType,
  };
  const { seed, ...given } = fillArguments(context, defaults, rest);
  return gamma({ context, source: seeded(seed, context), shape, shapeRule: wholeShape, ...given });
}

/**
 * Counts of events at the rates `lam`.
 * @param shape The whole shape of the result; it must end with the shape of `lam`.
 * @throws InvalidArgumentError if it does not, or a rate is NaN.
 * @throws UnimplementedError if `lam` is on a device that cannot be read synchronously.
 */
export function statelessPoisson<D extends CountDType = 'int32'>(
  shape: Shape,
  seed: SeedOperand,
  lam: Operand,
  dtype?: D | StatelessDTypeOption<D>,
): Tensor<D>;
export function statelessPoisson(shape: Shape, ...rest: readonly unknown[]): Tensor {
  const context = 'random.statelessPoisson';
  const defaults = {
    seed: required<SeedOperand>(),
    lam: required<Operand>(),
    dtype: 'int32' as DType,
  };
  const { seed, ...given } = fillArguments(context, defaults, rest);
  return poisson({ context, source: seeded(seed, context), shape, shapeRule: wholeShape, ...given });
}

/**
 * `num` new seeds from one, as the rows of a tensor of shape [num, 2], of the seed's dtype.
 * @throws InvalidArgumentError if `seed` is not two integers.
 * @example
 * tn.random.split([1, 2]).arraySync(); // => [ [ 1105988140, 1738052849 ], [ -335576002, 370444179 ] ]
 */
export function statelessSplit<D extends SeedDType = 'int32'>(
  seed: SeedOperand | TensorLike<D>,
  num = 2,
): Tensor<D> {
  const context = 'random.split';
  const { seed: parts, dtype } = readSeed(seed, context);
  // A tensor's dtype is in its type; plain numbers are int32 unless they do not fit, which no type can tell.
  return drawFullRange(scrambleSeed(parts), dtype as D, [num, 2], context);
}

/**
 * A new seed, shape [2], from a seed and an integer, such as the number of a step or of a worker.
 * @param data Its dtype is that of the new seed; plain numbers are int32.
 * @throws InvalidArgumentError if `seed` is not two integers, or `data` not one.
 * @example
 * tn.random.foldIn([1, 2], 3).arraySync(); // => [ 1105988140, 3 ]
 */
export function statelessFoldIn<D extends SeedDType = 'int32'>(
  seed: SeedOperand,
  data: IntegerSeed | TensorLike<D>,
): Tensor<D> {
  const context = 'random.foldIn';
  const { seed: parts } = readSeed(seed, context);
  const value = integerBound(data, 'data', context);
  const dtype = isInt32(value) ? 'int32' : 'int64';
  const folded = foldIn(parts, value, dtype);
  // A tensor's dtype is in its type; see `statelessSplit` for numbers.
  return tensorOfDraws(folded, dtype as D, [2], context);
}

function seeded(seed: SeedOperand, context: string) {
  return statelessSource(readSeed(seed, context).seed);
}
