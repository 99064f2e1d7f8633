/**
 * @file The gradients of determinants (Giles, An extended collection of matrix derivative results, 2008, § 2.2.4).
 */

import { expandDims } from '../../ops/array/layout.ts';
import { det, slogdet } from '../../ops/linalg/determinant.ts';
import { inv } from '../../ops/linalg/solving.ts';
import { multiply } from '../../ops/math/arithmetic.ts';
import { type Gradient, gradientOf } from '../rule.ts';

/** A number for each matrix, beside its elements. */
const forEachMatrix = (x: Gradient) => expandDims(expandDims(x, -1), -1);

// d det(A) = det(A) · tr(A⁻¹ · dA).
export const detGradient = gradientOf(det, {
  saves: ['input', 'output'],
  rule: ({ input }, _attrs, dy, { outputs }) => ({
    input: () => multiply(forEachMatrix(multiply(dy, outputs[0] as Gradient)), inv(input, { adjoint: true })),
  }),
});

// d ln |det(A)| = tr(A⁻¹ · dA), and the sign is constant.
export const slogdetGradient = gradientOf(slogdet, {
  saves: ['input'],
  rule: ({ input }, _attrs, _dSign, { upstreams }) => ({
    input: () => multiply(forEachMatrix(upstreams[1]), inv(input, { adjoint: true })),
  }),
});
