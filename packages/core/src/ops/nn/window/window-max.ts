/**
 * @file The maximum of each window, which max pooling is, and the way back: to the first element that is the maximum,
 * as TensorFlow's gradient goes.
 *
 * A window over several axes needs not be looked at as a whole: the maximum along the last axis, and then along the one
 * before, is its maximum at a fraction of the comparisons. Taken axis by axis, the first that is the maximum is the first
 * in row-major order. Both directions are ops, so that a backend can do each in one reading of the images.
 */

import {
  type FloatingDType,
  floating,
  iinfo,
  isFloating,
  type NumericDType,
  numeric,
} from '../../../dtype/index.ts';
import type { Shape } from '../../../shape/index.ts';
import type { Tensor } from '../../../tensor/index.ts';
import { slice } from '../../array/indexing.ts';
import { alias, expandDims } from '../../array/layout.ts';
import { where } from '../../array/selection.ts';
import { composite, required, signature } from '../../define/index.ts';
import { argmax } from '../../math/arg-reduction.ts';
import { equal } from '../../math/comparison.ts';
import { reduceMax } from '../../math/reduction.ts';
import type { PadPair } from './geometry.ts';
import { type PoolPlan, padded } from './pooling-plan.ts';
import { overlapAdd, slidingWindow, type WindowSpec } from './sliding-window.ts';

/** The number that no maximum is less than. */
export function lowestOf(dtype: NumericDType): number | bigint {
  return isFloating(dtype) ? Number.NEGATIVE_INFINITY : iinfo(dtype).min;
}

const planAttrs = {
  windows: required<WindowSpec>(),
  paddings: required<readonly PadPair[] | null>(),
  outputShape: required<Shape>(),
};

/** The greatest element of each window. */
export const windowMax = composite('windowMax', {
  inputs: ['input'],
  dtypes: numeric,
  attrs: planAttrs,
  call: signature<<D extends NumericDType>(input: Tensor<D>, plan: PoolPlan) => Tensor<D>>(),
  gradient: 'rule',
  infer: ({ input }, { outputShape }) => ({ dtype: input.dtype, shape: outputShape }),
  lower: ({ input }, plan) => {
    const pooled = axisWindows(plan).reduce(axisMax, padded(input, plan, lowestOf(input.dtype)));
    return pooled === input ? alias(input) : pooled;
  },
});

/** What belongs to each window, at its first element that is its maximum, added up over windows. */
export const windowMaxPullback = composite('windowMaxPullback', {
  inputs: ['input', 'upstream'],
  dtypes: { input: floating, upstream: 'input' },
  attrs: planAttrs,
  call: signature<
    <D extends FloatingDType>(input: Tensor<D>, upstream: Tensor<D>, plan: PoolPlan) => Tensor<D>
  >(),
  infer: ({ input }) => ({ dtype: input.dtype, shape: input.shape }),
  lower: ({ input, upstream }, plan) => {
    const folded = axisWindows(plan);
    const stages = [padded(input, plan, lowestOf(input.dtype))];
    for (const windows of folded.slice(0, -1)) stages.push(axisMax(stages[stages.length - 1], windows));
    const ofPadded = folded.reduceRight(
      (gradient, windows, i) => atFirstMaximum(stages[i], gradient, windows),
      upstream,
    );
    if (plan.paddings) {
      const before = plan.paddings.map(([count]) => count);
      return slice(ofPadded, before, input.shape);
    }
    return ofPadded === upstream ? alias(upstream) : ofPadded;
  },
});

/** The windows axis by axis, the last axis first. */
function axisWindows({ windows: { axes, sizes, strides, dilations } }: PoolPlan): readonly WindowSpec[] {
  const alongEach = axes.map((axis, i) => ({
    axes: [axis],
    sizes: [sizes[i]],
    strides: [strides[i]],
    dilations: [dilations[i]],
  }));
  return alongEach.filter((_, i) => sizes[i] !== 1 || strides[i] !== 1).reverse();
}

function axisMax<D extends NumericDType>(input: Tensor<D>, windows: WindowSpec): Tensor<D> {
  return reduceMax(slidingWindow(input, windows), -1);
}

/** The upstream of windows along one axis, at the first maximum of each. */
function atFirstMaximum<D extends FloatingDType>(
  input: Tensor<D>,
  upstream: Tensor<D>,
  windows: WindowSpec,
): Tensor<D> {
  const position = argmax(slidingWindow(input, windows), { axis: -1, outputType: 'int32' });
  const places = Array.from({ length: windows.sizes[0] }, (_, place) => place);
  const isMaximum = equal(expandDims(position, -1), places);
  return overlapAdd(where(isMaximum, expandDims(upstream, -1), 0), { shape: input.shape, ...windows });
}
