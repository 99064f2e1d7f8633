/**
 * @file Gamma draws with their rate, differentiable by both parameters: a draw on the host, tied to its shape parameter
 * by `gammaSample` and divided by its rate.
 */

import { type DType, finfo } from '../../../dtype/index.ts';
import { activeRecorders } from '../../../runtime/index.ts';
import { broadcastShapes, type Shape } from '../../../shape/index.ts';
import { isTensorLike, type Tensor } from '../../../tensor/index.ts';
import { type Operand, toTensor } from '../../define/index.ts';
import { divide, maximum } from '../../math/arithmetic.ts';
import { gammaSample } from '../gamma-sample.ts';
import { broadcastParameter, checkDraw, hostParameter, parameterTensor } from './arguments.ts';
import { type GammaDType, gammaDTypes, type ShapeRule, standardGamma } from './host-distributions.ts';
import type { RandomSource } from './source.ts';
import { scopedDraw } from './uniform-and-normal.ts';

/** Gamma-distributed numbers; see `randomGamma`. */
export function gamma(draw: {
  readonly context: string;
  readonly source: RandomSource;
  readonly shape: Shape;
  readonly shapeRule: ShapeRule;
  readonly alpha: Operand;
  readonly beta: Operand | null;
  readonly dtype: DType;
}): Tensor {
  const { context, alpha, beta } = draw;
  checkDraw(context, draw.shape, draw.dtype, gammaDTypes);
  // Checked just now.
  const dtype = draw.dtype as GammaDType;
  const alphas = hostParameter(alpha, [dtype], 'alpha', context, dtype);
  return scopedDraw(() => {
    const rate = beta === null ? null : parameterTensor(beta, dtype, 'beta', context);
    const columns = rate ? broadcastShapes([alphas.shape, rate.shape], context) : alphas.shape;
    const standard = standardGamma(draw, broadcastParameter(alphas, columns, context));
    const isRecorded = isTensorLike(alpha) && activeRecorders().length > 0;
    const sample = isRecorded
      ? gammaSample(toTensor(alpha, context) as Tensor<GammaDType>, standard)
      : standard;
    // A number too small for the dtype is 0, which no gamma distribution gives.
    return maximum(finfo(dtype).tiny, rate ? divide(sample, rate) : sample);
  });
}
