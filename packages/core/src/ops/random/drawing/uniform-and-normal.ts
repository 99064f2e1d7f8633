/**
 * @file Uniform and normal draws with their parameters, from any source: a standard draw, multiplied and then added to.
 *
 * The product and the sum are ops like any others, each rounded in the dtype as TensorFlow rounds them. So parameters
 * may be tensors, which broadcast, and gradients flow to them.
 */

import { type DType, type FloatingDType, floating, isFloating, isInteger } from '../../../dtype/index.ts';
import { InvalidArgumentError } from '../../../errors/index.ts';
import { elementBlocks, type PhiloxState } from '../../../random/index.ts';
import { scoped } from '../../../runtime/index.ts';
import { type Shape, sizeOf } from '../../../shape/index.ts';
import type { Tensor } from '../../../tensor/index.ts';
import type { Operand } from '../../define/index.ts';
import { add, multiply, subtract } from '../../math/arithmetic.ts';
import { checkDraw, integerBound, parameterTensor } from './arguments.ts';
import type { RandomSource } from './source.ts';
import {
  drawFullRange,
  drawIntegers,
  drawNormal,
  drawTruncatedNormal,
  drawUniform,
} from './standard-draws.ts';

/** The dtypes of uniform numbers in a range; and those of integers of the dtype's full range. */
export type RangedDType = FloatingDType | 'int32' | 'int64';
export type FullRangeDType = 'int32' | 'int64' | 'uint32' | 'uint64';
export const rangedDTypes: readonly RangedDType[] = [...floating.members, 'int32', 'int64'];
export const fullRangeDTypes: readonly FullRangeDType[] = ['int32', 'int64', 'uint32', 'uint64'];

/** What all these functions take. */
interface Draw {
  readonly context: string;
  readonly source: RandomSource;
  readonly shape: Shape;
  readonly dtype: DType;
}

/** A uniform draw; an absent bound is `null`. */
export interface UniformDraw extends Draw {
  readonly minval: Operand | null;
  readonly maxval: Operand | null;
}

/** Uniform numbers in [minval, maxval): floats by default in [0, 1), integers with both bounds or of the full range. */
export function uniform(draw: UniformDraw): Tensor {
  const { context, shape, dtype, minval, maxval } = draw;
  checkDraw(context, shape, dtype, [...rangedDTypes, ...fullRangeDTypes]);
  if (isFloating(dtype)) return uniformFloats(draw, dtype, minval ?? 0, maxval ?? 1);
  if (minval === null && maxval === null) return uniformFullRange(draw);
  if (minval === null || maxval === null) {
    throw new InvalidArgumentError(
      `${context}: for ${dtype} give both minval and maxval, or null for both: the dtype's full range.`,
    );
  }
  checkDraw(context, shape, dtype, rangedDTypes);
  const bounds = [integerBound(minval, 'minval', context), integerBound(maxval, 'maxval', context)] as const;
  const state = reserve(draw, 'RandomUniformInt');
  // The check above left int32 and int64.
  return drawIntegers(state, dtype as 'int32' | 'int64', shape, bounds, context);
}

/** Integers, every value of the dtype equally likely. */
export function uniformFullRange(draw: Draw): Tensor {
  const { context, shape, dtype } = draw;
  checkDraw(context, shape, dtype, fullRangeDTypes);
  // The check above left no other dtype.
  return drawFullRange(reserve(draw, 'RandomUniformFullInt'), dtype as FullRangeDType, shape, context);
}

function uniformFloats(draw: Draw, dtype: FloatingDType, minval: Operand, maxval: Operand): Tensor {
  const { context, shape } = draw;
  const drawStandard = () => drawUniform(reserve(draw, 'RandomUniform'), dtype, shape, context);
  // r · (1 − 0) + 0 is r to the bit, and r · (maxval − 0) + 0 is r · maxval for positive maxval.
  if (minval === 0 && maxval === 1) return drawStandard();
  return scopedDraw(() => {
    const high = parameterTensor(maxval, dtype, 'maxval', context);
    if (minval === 0 && typeof maxval === 'number' && maxval > 0) return multiply(drawStandard(), high);
    const low = parameterTensor(minval, dtype, 'minval', context);
    return add(multiply(drawStandard(), subtract(high, low)), low);
  });
}

/** A normal or truncated normal draw. */
export interface NormalDraw extends Draw {
  readonly mean: Operand;
  readonly stddev: Operand;
}

/** Normal numbers with this mean and standard deviation. */
export function normal(draw: NormalDraw): Tensor {
  return affineNormal(draw, 'RandomStandardNormal', drawNormal);
}

/** The same without those that are two standard deviations or more from the mean, which are drawn again. */
export function truncatedNormal(draw: NormalDraw): Tensor {
  return affineNormal(draw, 'TruncatedNormal', drawTruncatedNormal);
}

function affineNormal(draw: NormalDraw, op: string, drawStandard: typeof drawNormal): Tensor {
  const { context, shape, dtype, mean, stddev } = draw;
  checkDraw(context, shape, dtype, floating.members);
  return scopedDraw(() => {
    // Checked above.
    const drawn = dtype as FloatingDType;
    const shift = mean === 0 ? null : parameterTensor(mean, drawn, 'mean', context);
    const scale = stddev === 1 ? null : parameterTensor(stddev, drawn, 'stddev', context);
    const standard = drawStandard(reserve(draw, op), drawn, shape, context);
    const scaled = scale ? multiply(standard, scale) : standard;
    return shift ? add(scaled, shift) : scaled;
  });
}

/** Runs a draw; what it makes beside its result is freed. */
export function scopedDraw(draw: () => Tensor): Tensor {
  return scoped(draw, (tensor) => [tensor]);
}

/** Where the stream of a draw of one element per element of the shape begins. */
function reserve({ source, shape, dtype }: Draw, op: string): PhiloxState {
  return source({ op, attributes: dtype, blocks: elementBlocks(sizeOf(shape)) });
}

/** Whether a bound is missing that an integer range needs where it has no full range. */
export function checkMaxval(context: string, dtype: DType, maxval: Operand | null): void {
  if (isInteger(dtype) && maxval === null) {
    throw new InvalidArgumentError(`${context}: for ${dtype} maxval must be given.`);
  }
}
