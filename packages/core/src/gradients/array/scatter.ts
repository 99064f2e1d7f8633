/**
 * @file Gradients of scattering: an update's gradient is gathered from where it went.
 */

import { cast } from '../../ops/array/cast.ts';
import { zeroBeside } from '../../ops/array/constant-beside.ts';
import { gatherNd } from '../../ops/array/gather.ts';
import { broadcastTo } from '../../ops/array/layout.ts';
import * as scatter from '../../ops/array/scatter.ts';
import { divide, multiply } from '../../ops/math/arithmetic.ts';
import { equal } from '../../ops/math/comparison.ts';
import type { Tensor } from '../../tensor/index.ts';
import { type Gradient, gradientOf } from '../rule.ts';

export const tensorScatterNdUpdateGradient = gradientOf(scatter.tensorScatterNdUpdate, {
  saves: ['indices'],
  rule: ({ indices, updates }, _attrs, dy) => ({
    // What was replaced has no influence.
    tensor: () =>
      scatter.tensorScatterNdUpdate(dy, indices, broadcastTo(zeroBeside(dy, 'gradient'), updates.shape)),
    updates: () => gatherNd(dy, indices),
  }),
});

export const tensorScatterNdAddGradient = gradientOf(scatter.tensorScatterNdAdd, {
  saves: ['indices'],
  rule: ({ indices }, _attrs, dy) => ({ tensor: () => dy, updates: () => gatherNd(dy, indices) }),
});

/** Shares the upstream equally among the value and all updates that equal the result, as TensorFlow does. */
function sharedAmongEqual(
  tensor: Tensor,
  indices: Tensor<'int32' | 'int64'>,
  updates: Tensor,
  output: Tensor,
  dy: Gradient,
) {
  const indicator = (isEqual: Tensor<'bool'>) => cast(isEqual, dy.dtype);
  const ofTensor = () => indicator(equal(tensor, output));
  const ofUpdates = () => indicator(equal(updates, gatherNd(output, indices)));
  const share = () => divide(dy, scatter.tensorScatterNdAdd(ofTensor(), indices, ofUpdates()));
  return {
    tensor: () => multiply(share(), ofTensor()),
    updates: () => multiply(gatherNd(share(), indices), ofUpdates()),
  };
}

export const tensorScatterNdMinGradient = gradientOf(scatter.tensorScatterNdMin, {
  saves: ['tensor', 'indices', 'updates', 'output'],
  rule: ({ tensor, indices, updates }, _attrs, dy, { outputs: [output] }) =>
    sharedAmongEqual(tensor, indices, updates, output as Tensor, dy),
});

export const tensorScatterNdMaxGradient = gradientOf(scatter.tensorScatterNdMax, {
  saves: ['tensor', 'indices', 'updates', 'output'],
  rule: ({ tensor, indices, updates }, _attrs, dy, { outputs: [output] }) =>
    sharedAmongEqual(tensor, indices, updates, output as Tensor, dy),
});
