/**
 * @file The maximum over windows along one axis: what max pooling is made of.
 *
 * A window over several axes needs not be looked at as a whole: the maximum along the last axis, and then along the one
 * before, is its maximum at a fraction of the comparisons. It is an op of its own for the sake of its gradient, which goes
 * to the first element that is the maximum, as TensorFlow's does; taken axis by axis, that is the first in row-major order.
 */

import { type NumericDType, numeric } from '../../../dtype/index.ts';
import type { Tensor } from '../../../tensor/index.ts';
import { composite, required, signature } from '../../define/index.ts';
import { reduceMax } from '../../math/reduction.ts';
import { slidingWindow, type WindowSpec } from './sliding-window.ts';

/** Windows along one axis. */
export interface AxisWindow {
  readonly axis: number;
  readonly size: number;
  readonly stride: number;
  readonly dilation: number;
}

/** The same in the general form. */
export const windowSpecOf = ({ axis, size, stride, dilation }: AxisWindow): WindowSpec => ({
  axes: [axis],
  sizes: [size],
  strides: [stride],
  dilations: [dilation],
});

/** The greatest element of each window along an axis. */
export const windowMax = composite('windowMax', {
  inputs: ['input'],
  dtypes: numeric,
  attrs: {
    axis: required<number>(),
    size: required<number>(),
    stride: required<number>(),
    dilation: required<number>(),
  },
  call: signature<<D extends NumericDType>(input: Tensor<D>, window: AxisWindow) => Tensor<D>>(),
  gradient: 'rule',
  lower: ({ input }, window) => reduceMax(slidingWindow(input, windowSpecOf(window)), -1),
});
