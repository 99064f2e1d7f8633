/**
 * @file Gradients of what contractions are made of besides sums and products: diagonals.
 */

import { diagonal, placeDiagonal } from '../../ops/linalg/linear/diagonal.ts';
import { gradientOf } from '../rule.ts';

export const diagonalGradient = gradientOf(diagonal, {
  linear: ['input'],
  rule: ({ input }, attrs, dy) => ({
    input: () => placeDiagonal(dy, 0, { shape: input.shape, ...attrs }),
  }),
});

export const placeDiagonalGradient = gradientOf(placeDiagonal, {
  // Where an operand was repeated, the caller sums.
  rule: (_inputs, attrs, dy) => ({
    value: () => diagonal(dy, { axes: attrs.axes, offset: attrs.offset }),
    background: () => placeDiagonal(0, dy, attrs),
  }),
});
