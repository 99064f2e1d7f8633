/**
 * @file The two reductions over windows: the maximum, axis by axis, and the mean of the cells that are there.
 */

import { type FloatingDType, iinfo, isFloating, type NumericDType } from '../../../dtype/index.ts';
import type { Tensor } from '../../../tensor/index.ts';
import { constantBeside } from '../../array/constant-beside.ts';
import { alias, reshape } from '../../array/layout.ts';
import { divide } from '../../math/arithmetic.ts';
import { narrow, widen } from '../../math/reducing/working-precision.ts';
import { reduceMean, reduceSum } from '../../math/reduction.ts';
import { type PoolPlan, padded, validCells } from './pooling-plan.ts';
import { slidingWindow } from './sliding-window.ts';
import { windowMax } from './window-max.ts';

/** The number that no maximum is less than. */
export function lowestOf(dtype: NumericDType): number | bigint {
  return isFloating(dtype) ? Number.NEGATIVE_INFINITY : iinfo(dtype).min;
}

/** The maximum of each window. */
export function maximumOfWindows<D extends NumericDType>(input: Tensor<D>, plan: PoolPlan): Tensor<D> {
  const { axes, sizes, strides, dilations } = plan.windows;
  let pooled = padded(input, plan, lowestOf(input.dtype));
  // The last axis first: then ties go to the first element in row-major order.
  for (let i = axes.length - 1; i >= 0; i--) {
    if (sizes[i] === 1 && strides[i] === 1) continue;
    pooled = windowMax(pooled, { axis: axes[i], size: sizes[i], stride: strides[i], dilation: dilations[i] });
  }
  return pooled === input ? alias(input) : pooled;
}

/** The mean of each window, over the cells that are elements of the input. */
export function averageOfWindows<D extends FloatingDType>(input: Tensor<D>, plan: PoolPlan): Tensor<D> {
  const { windows, outputShape } = plan;
  const cellAxes = windows.axes.map((_, i) => input.rank + i);
  if (plan.paddings === null) return reduceMean(slidingWindow(input, windows), cellAxes);
  const sum = reduceSum(slidingWindow(padded(widen(input), plan, 0), windows), cellAxes);
  const counts = constantBeside(input, validCells(input.shape, plan), sum.dtype, 'avgPool');
  const spatialShape = outputShape.map((length, axis) => (windows.axes.includes(axis) ? length : 1));
  return narrow(divide(sum, reshape(counts, spatialShape)), input.dtype);
}
