/**
 * @file The `sort` kernel as an op: sorted values and where each came from. All ops of ordered values are made of it.
 *
 * It is differentiable, so that theirs follow: a sorted value's gradient goes back to where it came from.
 */

import type { View } from '../../../backend/index.ts';
import { type NumericDType, numeric } from '../../../dtype/index.ts';
import { normalizeAxis, transposeLayout } from '../../../shape/index.ts';
import type { Tensor } from '../../../tensor/index.ts';
import { kernelOp, required, signature } from '../../define/index.ts';

/** Sorts along an axis (not negative), stably and with NaN last. */
export const sortWithPermutation = kernelOp('sortWithPermutation', {
  inputs: ['values'],
  dtypes: numeric,
  attrs: { axis: required<number>(), descending: false },
  call: signature<
    <D extends NumericDType>(
      values: Tensor<D>,
      attrs: { readonly axis: number; readonly descending: boolean },
    ) => { readonly values: Tensor<D>; readonly permutation: Tensor<'int32'> }
  >(),
  outputs: ['values', 'permutation'],
  kernel: 'sort',
  infer: ({ values: { dtype, shape } }, { axis }) => {
    normalizeAxis(axis, shape.length, 'sortWithPermutation');
    return [
      { dtype, shape },
      { dtype: 'int32', shape },
    ];
  },
  run: (kernels, { values }, [sorted, permutation], { axis, descending }) => {
    const axisLast = (tensor: Tensor): View => {
      const others = tensor.shape.map((_, i) => i).filter((i) => i !== axis);
      return {
        buffer: tensor.buffer,
        dtype: tensor.dtype,
        ...transposeLayout(tensor, [...others, axis]),
      };
    };
    kernels.sort(axisLast(values), descending, axisLast(sorted), axisLast(permutation));
  },
});
