/**
 * @file Updates put into slices of a tensor that indices address.
 *
 * Negative indices do not count from the end. One out of range throws where the device can, and is skipped where it
 * cannot. Updates of one place are folded in their order.
 */

import { anyDType, type IndexDType, indexTypes, type NumericDType, numeric } from '../../dtype/index.ts';
import { checkShape, type Shape } from '../../shape/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { composite, type Operand, required, signature } from '../define/index.ts';
import { subtract } from '../math/arithmetic.ts';
import { zeroBeside } from './constant-beside.ts';
import { broadcastTo } from './layout.ts';
import { checkScatter, type TensorScatterCall, tensorScatter } from './tensor-scatter.ts';

/**
 * A copy of `tensor` with slices replaced: row i of `indices` (its last axis) addresses the slice that becomes
 * `updates[i]`. Where an index is repeated, the last update wins on a deterministic device.
 * @throws InvalidArgumentError if shapes do not match.
 * @example
 * tn.tensorScatterNdUpdate([1, 2, 3], [[0], [2]], [8, 9]).arraySync(); // => [ 8, 2, 9 ]
 */
export const tensorScatterNdUpdate = tensorScatter('tensorScatterNdUpdate', 'update', anyDType);

/**
 * A copy of `tensor` with updates added to the slices that `indices` address; repeated ones add up.
 * @throws InvalidArgumentError if shapes do not match.
 * @example
 * tn.tensorScatterNdAdd([1, 2, 3], [[0], [0]], [10, 20]).arraySync(); // => [ 31, 2, 3 ]
 */
export const tensorScatterNdAdd = tensorScatter('tensorScatterNdAdd', 'add', numeric);

/**
 * A copy of `tensor` with the lesser of value and update in the slices that `indices` address.
 * @throws InvalidArgumentError if shapes do not match.
 * @example
 * tn.tensorScatterNdMin([1, 2, 3], [[1], [2]], [5, 0]).arraySync(); // => [ 1, 2, 0 ]
 */
export const tensorScatterNdMin = tensorScatter('tensorScatterNdMin', 'min', numeric);

/**
 * A copy of `tensor` with the greater of value and update in the slices that `indices` address.
 * @throws InvalidArgumentError if shapes do not match.
 * @example
 * tn.tensorScatterNdMax([1, 2, 3], [[1], [2]], [5, 0]).arraySync(); // => [ 1, 5, 3 ]
 */
export const tensorScatterNdMax = tensorScatter('tensorScatterNdMax', 'max', numeric);

/**
 * A copy of `tensor` with updates subtracted from the slices that `indices` address; repeated ones add up.
 * @throws InvalidArgumentError if shapes do not match.
 * @example
 * tn.tensorScatterNdSub([1, 2, 3], [[0], [0]], [10, 20]).arraySync(); // => [ -29, 2, 3 ]
 */
export const tensorScatterNdSub = composite('tensorScatterNdSub', {
  inputs: ['tensor', 'indices', 'updates'],
  dtypes: { tensor: numeric, indices: indexTypes, updates: 'tensor' },
  call: signature<TensorScatterCall<NumericDType>>(),
  lower: ({ tensor, indices, updates }) => {
    checkScatter('tensorScatterNdSub', tensor.shape, indices.shape, updates.shape);
    return tensorScatterNdAdd(tensor, indices, subtract(zeroBeside(updates, 'tensorScatterNdSub'), updates));
  },
});

/**
 * Updates in a tensor of zeros: row i of `indices` (its last axis) addresses the slice that `updates[i]` is added to.
 * @throws InvalidArgumentError if shapes do not match.
 * @example
 * tn.scatterNd([[1], [3], [1]], [1, 2, 10], [5]).arraySync(); // => [ 0, 11, 0, 2, 0 ]
 */
export const scatterNd = composite('scatterNd', {
  inputs: ['indices', 'updates'],
  dtypes: { indices: indexTypes, updates: numeric },
  attrs: { shape: required<Shape>() },
  call: signature<
    <D extends NumericDType>(indices: Operand<IndexDType>, updates: Operand<D>, shape: Shape) => Tensor<D>
  >(),
  lower: ({ indices, updates }, { shape }) => {
    checkShape(shape, 'scatterNd');
    checkScatter('scatterNd', shape, indices.shape, updates.shape);
    return tensorScatterNdAdd(broadcastTo(zeroBeside(updates, 'scatterNd'), shape), indices, updates);
  },
});
