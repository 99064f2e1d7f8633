/**
 * @file Gradients of the view ops: the inverse view, or the sum over what was repeated.
 */

import * as layout from '../../ops/array/layout.ts';
import { inversePermutation, normalizeAxes, normalizePermutation } from '../../shape/index.ts';
import { gradientOf } from '../rule.ts';

export const reshapeGradient = gradientOf(layout.reshape, {
  rule: ({ tensor }, _attrs, dy) => ({ tensor: () => layout.reshape(dy, tensor.shape) }),
});

export const transposeGradient = gradientOf(layout.transpose, {
  rule: ({ a }, { perm }, dy) => ({
    a: () =>
      layout.transpose(dy, inversePermutation(normalizePermutation(perm, a.shape.length, 'transpose'))),
  }),
});

export const matrixTransposeGradient = gradientOf(layout.matrixTranspose, {
  rule: (_inputs, _attrs, dy) => ({ a: () => layout.matrixTranspose(dy) }),
});

export const broadcastToGradient = gradientOf(layout.broadcastTo, {
  // Summing over the repeated axes is the machinery's part.
  rule: (_inputs, _attrs, dy) => ({ input: () => dy }),
});

export const expandDimsGradient = gradientOf(layout.expandDims, {
  rule: ({ input }, _attrs, dy) => ({ input: () => layout.reshape(dy, input.shape) }),
});

export const squeezeGradient = gradientOf(layout.squeeze, {
  rule: ({ input }, _attrs, dy) => ({ input: () => layout.reshape(dy, input.shape) }),
});

export const reverseGradient = gradientOf(layout.reverse, {
  rule: ({ tensor }, { axis }, dy) => ({
    tensor: () => layout.reverse(dy, normalizeAxes(axis, tensor.shape.length, 'reverse')),
  }),
});

export const aliasGradient = gradientOf(layout.alias, {
  rule: (_inputs, _attrs, dy) => ({ input: () => dy }),
});

export const ensureShapeGradient = gradientOf(layout.ensureShape, {
  rule: (_inputs, _attrs, dy) => ({ x: () => dy }),
});
