/**
 * @file Draws that are made on the host: gamma, Poisson, binomial and categorical, from any source.
 *
 * Each number takes as many words of the stream as it happens to need, or a search, in float64. Parameters are read
 * to the host for it: where they are tensors, from a device that can be read synchronously. What was drawn is
 * written to the current device.
 */

import { type DType, type FloatingDType, finfo, floating, iinfo, isInteger } from '../../../dtype/index.ts';
import { InvalidArgumentError } from '../../../errors/index.ts';
import * as draws from '../../../random/index.ts';
import { castFunction } from '../../../scalar/index.ts';
import { broadcastShapes, formatShape, type Shape, sameShape, sizeOf } from '../../../shape/index.ts';
import type { Tensor } from '../../../tensor/index.ts';
import type { Operand } from '../../define/index.ts';
import { broadcastParameter, checkDraw, type HostParameter, hostParameter } from './arguments.ts';
import type { RandomSource } from './source.ts';
import { tensorOfDraws } from './standard-draws.ts';

/** The dtypes of counts, and those of the parameters that count by. */
export type CountDType = 'float16' | 'float32' | 'float64' | 'int32' | 'int64';
export const countDTypes: readonly CountDType[] = ['float16', 'float32', 'float64', 'int32', 'int64'];
export type GammaDType = 'float16' | 'float32' | 'float64';
export const gammaDTypes: readonly GammaDType[] = ['float16', 'float32', 'float64'];
export const classDTypes = ['int32', 'int64'] as const;

/** How the shape of the draws follows from the shape that was asked for and that of the parameters. */
export type ShapeRule = (asked: Shape, parameters: Shape, context: string) => Shape;

/** Stateful functions draw `asked` samples from each distribution: its shape stands before the parameters'. */
export const samplesOfEach: ShapeRule = (asked, parameters) => [...asked, ...parameters];

/**
 * The other functions are told the whole shape.
 * @throws InvalidArgumentError if it does not end with that of the parameters.
 */
export const wholeShape: ShapeRule = (asked, parameters, context) => {
  const leading = asked.length - parameters.length;
  if (leading >= 0 && sameShape(asked.slice(leading), parameters)) return asked;
  throw new InvalidArgumentError(
    `${context}: shape ${formatShape(asked)} must end with the shape of the parameters, ${formatShape(parameters)}.`,
  );
};

/** What all these functions take. */
interface Draw {
  readonly context: string;
  readonly source: RandomSource;
}

interface ShapedDraw extends Draw {
  readonly shape: Shape;
  readonly shapeRule: ShapeRule;
  readonly dtype: DType;
}

/** Gamma-distributed numbers with these shape parameters and scale 1. */
export function standardGamma(
  { context, source, shape: asked, shapeRule }: Omit<ShapedDraw, 'dtype'>,
  { dtype, shape: columns, values: alphas }: HostParameter<GammaDType>,
): Tensor<GammaDType> {
  checkDraw(context, asked, dtype, gammaDTypes);
  const shape = shapeRule(asked, columns, context);
  const state = source({
    op: 'RandomGamma',
    attributes: dtype,
    blocks: draws.elementBlocks(sizeOf(shape)),
  });
  const drawn = draws.standardGamma(state, dtype, alphas, samplesPerColumn(shape, columns));
  return tensorOfDraws(drawn, dtype, shape, context);
}

/** Counts of events at these rates. */
export function poisson(draw: ShapedDraw & { readonly lam: Operand }): Tensor {
  const { context, source, dtype } = draw;
  checkDraw(context, draw.shape, dtype, countDTypes);
  const rates = hostParameter(draw.lam, countDTypes, 'lam', context);
  const shape = draw.shapeRule(draw.shape, rates.shape, context);
  const state = source({
    op: 'RandomPoissonV2',
    attributes: `${rates.dtype},${dtype}`,
    blocks: draws.elementBlocks(sizeOf(shape)),
  });
  const samples = samplesPerColumn(shape, rates.shape);
  const counts = draws.poisson(state, Array.from(rates.values, Number), samples, greatestOf(dtype));
  return tensorOfCounts(counts, dtype, shape, context);
}

/** Numbers of successes among `counts` trials of probability `probs`. */
export function binomial(
  draw: Omit<ShapedDraw, 'shapeRule'> & { readonly counts: Operand; readonly probs: Operand },
): Tensor {
  const { context, source, dtype } = draw;
  checkDraw(context, draw.shape, dtype, countDTypes);
  const probs = hostParameter(draw.probs, floating.members, 'probs', context);
  const counts = hostParameter(draw.counts, [probs.dtype], 'counts', context, probs.dtype);
  const columns = broadcastShapes([counts.shape, probs.shape], context);
  const shape = wholeShape(draw.shape, columns, context);
  const samples = samplesPerColumn(shape, columns);
  const state = source({
    op: 'StatefulRandomBinomial',
    attributes: `${probs.dtype},${dtype}`,
    blocks: draws.binomialBlocks(sizeOf(columns), samples),
  });
  const drawn = draws.binomial(
    state,
    probs.dtype,
    broadcastParameter(counts, columns, context).values,
    broadcastParameter(probs, columns, context).values,
    samples,
  );
  return tensorOfCounts(drawn, dtype, shape, context);
}

/** Class numbers, by unnormalized log-probabilities of shape [batch, classes]; the result is [batch, numSamples]. */
export function categorical(
  draw: Draw & { readonly logits: Operand; readonly numSamples: number; readonly dtype: DType },
): Tensor {
  const { context, source, numSamples, dtype } = draw;
  const logits = hostParameter(draw.logits, floating.members, 'logits', context);
  if (logits.shape.length !== 2) {
    throw new InvalidArgumentError(
      `${context}: 'logits' must have shape [batch, classes], got shape ${formatShape(logits.shape)}.`,
    );
  }
  const [batch, classes] = logits.shape;
  checkDraw(context, [batch, numSamples], dtype, classDTypes);
  const state = source({
    op: 'Multinomial',
    attributes: `${logits.dtype},${dtype}`,
    blocks: draws.categoricalBlocks(batch, numSamples),
  });
  const drawn = draws.categorical(state, logits.values, batch, classes, numSamples);
  return tensorOfDraws(drawn, dtype, [batch, numSamples], context);
}

/** How many samples of each distribution make up a shape that ends with the shape of the parameters. */
function samplesPerColumn(shape: Shape, columns: Shape): number {
  return sizeOf(shape.slice(0, shape.length - columns.length));
}

/** The greatest number of a dtype. */
function greatestOf(dtype: DType): number {
  return isInteger(dtype) ? Number(iinfo(dtype).max) : finfo(dtype as FloatingDType).max;
}

/** Counts, which are float64, as a tensor of the dtype that was asked for: converted as `tn.cast` converts. */
function tensorOfCounts(counts: Float64Array, dtype: DType, shape: Shape, context: string): Tensor {
  const values: ArrayLike<number | bigint> = Array.from(counts, castFunction('float64', dtype));
  return tensorOfDraws(values, dtype, shape, context);
}
