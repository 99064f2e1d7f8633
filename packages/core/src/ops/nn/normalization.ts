/**
 * @file Normalization: by given statistics, by those of the batch, of the layer or of groups, by neighbouring channels,
 * and by length.
 *
 * Statistics and normalized values are computed in float32 for float16 and bfloat16, and rounded once.
 */

import { type FloatingDType, floating } from '../../dtype/index.ts';
import { type Axes, normalizeAxes } from '../../shape/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { composite, type Operand, signature } from '../define/index.ts';
import { maximum, multiply, square } from '../math/arithmetic.ts';
import { rsqrt } from '../math/elementary.ts';
import { narrow, widen } from '../math/reducing/working-precision.ts';
import { reduceSum } from '../math/reduction.ts';

export * from './normalizing/batch-normalization.ts';
export * from './normalizing/fused-batch-norm.ts';
export * from './normalizing/layer-normalization.ts';
export * from './normalizing/local-response-normalization.ts';

/**
 * x · 1/√(max(Σ x², ε)) over `axis`: vectors of length 1.
 * @throws InvalidArgumentError if an axis is out of range or given twice.
 * @example
 * tn.l2Normalize([3, 4]).arraySync().map((v) => v.toFixed(1)).join(' '); // => 0.6 0.8
 */
export const l2Normalize = composite('l2Normalize', {
  inputs: ['x'],
  dtypes: floating,
  attrs: { axis: null as Axes, epsilon: 1e-12 },
  call: signature<
    <D extends FloatingDType>(
      x: Operand<D>,
      axis?: Axes | { readonly axis?: Axes; readonly epsilon?: number },
      epsilon?: number | { readonly epsilon?: number },
    ) => Tensor<D>
  >(),
  infer: ({ x }, { axis }) => {
    normalizeAxes(axis, x.shape.length, 'l2Normalize');
    return { dtype: x.dtype, shape: x.shape };
  },
  lower: ({ x }, { axis, epsilon }) => {
    const axes = normalizeAxes(axis, x.rank, 'l2Normalize');
    const wide = widen(x);
    const squares = reduceSum(square(wide), axes, true);
    return narrow(multiply(wide, rsqrt(maximum(squares, epsilon))), x.dtype);
  },
});
