/**
 * @file The way back through layer normalization, to its operand. It is an op, so that a backend can do it in one reading
 * of the rows.
 */

import { type FloatingDType, floating } from '../../../dtype/index.ts';
import { normalizeAxes } from '../../../shape/index.ts';
import type { Tensor } from '../../../tensor/index.ts';
import { composite, required, signature } from '../../define/index.ts';
import { multiply } from '../../math/arithmetic.ts';
import { narrow, widen } from '../../math/reducing/working-precision.ts';
import { standardize, throughStandardization } from './standardization.ts';
import { alongAxes } from './standardize.ts';

/** ∂L/∂x of `layerNormalization(x, scale)` from the upstream of its result. */
export const layerNormalizationPullback = composite('layerNormalizationPullback', {
  inputs: ['x', 'upstream', 'scale?'],
  dtypes: { x: floating, upstream: 'x', scale: floating },
  attrs: { axis: required<number | readonly number[]>(), epsilon: required<number>() },
  call: signature<
    <D extends FloatingDType>(
      x: Tensor<D>,
      upstream: Tensor<D>,
      scale: Tensor<FloatingDType> | null,
      attrs: { readonly axis: number | readonly number[]; readonly epsilon: number },
    ) => Tensor<D>
  >(),
  infer: ({ x }) => ({ dtype: x.dtype, shape: x.shape }),
  lower: ({ x, upstream, scale }, { axis, epsilon }) => {
    const axes = normalizeAxes(axis, x.rank, 'layerNormalization');
    const wide = widen(upstream);
    const scaled = scale ? multiply(wide, narrow(alongAxes(scale, axes, x.shape), wide.dtype)) : wide;
    return narrow(throughStandardization(scaled, standardize(widen(x), axes, epsilon), axes), x.dtype);
  },
});
