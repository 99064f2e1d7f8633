/**
 * @file The gradient of the convolution: two convolutions.
 */

import { convGeneral, transposedByLhs, transposedByRhs } from '../../ops/nn/window/conv-general.ts';
import type { Gradient } from '../rule.ts';
import { gradientOf } from '../rule.ts';

export const convGeneralGradient = gradientOf(convGeneral, {
  saves: ['lhs', 'rhs'],
  linear: ['lhs', 'rhs'],
  rule: ({ lhs, rhs }, geometry, dy) => ({
    // Gradients exist only in floating dtypes, which lhs and rhs then share.
    lhs: () => transposedByLhs(dy, rhs as Gradient, lhs.shape, geometry),
    rhs: () => transposedByRhs(lhs as Gradient, dy, rhs.shape, geometry),
  }),
});
