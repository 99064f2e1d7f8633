/**
 * @file (x − mean) · inverse deviation · scale + offset in one pass, rounded once: the last step of every
 * normalization.
 */

import { type FloatingDType, floating } from '../../../dtype/index.ts';
import type { Shape } from '../../../shape/index.ts';
import type { Tensor } from '../../../tensor/index.ts';
import { reshape } from '../../array/layout.ts';
import { elementwise, type Operand, signature } from '../../define/index.ts';
import { add } from '../../math/arithmetic.ts';
import { rsqrt } from '../../math/elementary.ts';
import type { WorkingDType } from '../../math/reducing/working-precision.ts';

/** All broadcast with x; the result has x's dtype, and is computed in that of the inverse deviation. */
export const standardized = elementwise('standardized', {
  inputs: ['x', 'mean', 'inverseDeviation', 'scale', 'offset'],
  dtypes: {
    x: floating,
    mean: floating,
    inverseDeviation: floating,
    scale: floating,
    offset: 'scale',
  },
  call: signature<
    <D extends FloatingDType, P extends FloatingDType>(
      x: Tensor<D>,
      mean: Tensor<FloatingDType>,
      inverseDeviation: Tensor<WorkingDType>,
      scale: Operand<P>,
      offset: Operand<P>,
    ) => Tensor<D>
  >(),
  program: (s, { x, mean, inverseDeviation, scale, offset }) => {
    const { dtype } = inverseDeviation;
    const deviation = s.sub(s.cast(x, dtype), s.cast(mean, dtype));
    const scaled = s.mul(s.mul(deviation, inverseDeviation), s.cast(scale, dtype));
    return s.cast(s.add(scaled, s.cast(offset, dtype)), x.dtype);
  },
});

/** 1 / √(variance + ε). */
export function inverseDeviation<D extends FloatingDType>(variance: Tensor<D>, epsilon: number): Tensor<D> {
  return rsqrt(add(variance, epsilon));
}

/** Parameters of some axes of a tensor in the shape that broadcasts with it. */
export function alongAxes<D extends FloatingDType>(
  parameters: Tensor<D>,
  axes: readonly number[],
  shape: Shape,
): Tensor<D> {
  return reshape(
    parameters,
    shape.map((length, axis) => (axes.includes(axis) ? length : 1)),
  );
}
