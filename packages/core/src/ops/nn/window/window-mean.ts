/**
 * @file The mean of each window, over those of its cells that are elements of the input: what average pooling is.
 */

import { type FloatingDType, floating } from '../../../dtype/index.ts';
import type { Shape } from '../../../shape/index.ts';
import type { Tensor } from '../../../tensor/index.ts';
import { constantBeside } from '../../array/constant-beside.ts';
import { reshape } from '../../array/layout.ts';
import { composite, required, signature } from '../../define/index.ts';
import { divide } from '../../math/arithmetic.ts';
import { narrow, widen } from '../../math/reducing/working-precision.ts';
import { reduceMean, reduceSum } from '../../math/reduction.ts';
import type { PadPair } from './geometry.ts';
import { type PoolPlan, padded, validCells } from './pooling-plan.ts';
import { slidingWindow, type WindowSpec } from './sliding-window.ts';

/** The mean of each window. */
export const windowMean = composite('windowMean', {
  inputs: ['input'],
  dtypes: floating,
  attrs: {
    windows: required<WindowSpec>(),
    paddings: required<readonly PadPair[] | null>(),
    outputShape: required<Shape>(),
  },
  call: signature<<D extends FloatingDType>(input: Tensor<D>, plan: PoolPlan) => Tensor<D>>(),
  infer: ({ input }, { outputShape }) => ({ dtype: input.dtype, shape: outputShape }),
  lower: ({ input }, plan) => {
    const { windows, outputShape } = plan;
    const cellAxes = windows.axes.map((_, i) => input.rank + i);
    if (plan.paddings === null) return reduceMean(slidingWindow(input, windows), cellAxes);
    const sum = reduceSum(slidingWindow(padded(widen(input), plan, 0), windows), cellAxes);
    const counts = constantBeside(input, validCells(input.shape, plan), sum.dtype, 'avgPool');
    const spatialShape = outputShape.map((length, axis) => (windows.axes.includes(axis) ? length : 1));
    return narrow(divide(sum, reshape(counts, spatialShape)), input.dtype);
  },
});
