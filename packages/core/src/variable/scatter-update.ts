/**
 * @file Updates of some slices of a variable's value: the seven ways in which an update meets the value that is there.
 */

import { type DType, type IndexDType, isFloating, type NumericDType, numeric } from '../dtype/index.ts';
import { onesLike } from '../ops/array/creation.ts';
import { broadcastTo, expandDims } from '../ops/array/layout.ts';
import {
  tensorScatterNdAdd,
  tensorScatterNdMax,
  tensorScatterNdMin,
  tensorScatterNdSub,
  tensorScatterNdUpdate,
} from '../ops/array/scatter.ts';
import { tensorScatter } from '../ops/array/tensor-scatter.ts';
import { type Operand, toTensor } from '../ops/define/index.ts';
import { divide, truncatediv } from '../ops/math/arithmetic.ts';
import type { Tensor } from '../tensor/index.ts';

/** Slices along the first axis, and where they are: `values[i]` belongs to the slice `indices[i]`. */
export interface IndexedSlices<D extends DType = DType> {
  /** Of the shape of `indices`, then that of a slice; or one value for all. */
  readonly values: Operand<D>;
  /** Positions along the first axis; what happens to one out of range is the device's to say. */
  readonly indices: Operand<IndexDType>;
}

type Scatter = (value: Tensor, indices: Operand<IndexDType>, updates: Operand) => Tensor;

// TensorFlow has no such op for tensors, only the method of variables, so it is not in the registry.
const tensorScatterNdMultiply = tensorScatter('tensorScatterNdMultiply', 'mul', numeric);

// Each of these takes the dtypes that its op takes; the op refuses the rest by name.
export const scatterUpdates = {
  Update: tensorScatterNdUpdate as Scatter,
  Add: tensorScatterNdAdd as Scatter,
  Sub: tensorScatterNdSub as Scatter,
  Mul: tensorScatterNdMultiply as Scatter,
  Div: scatterDivide as Scatter,
  Min: tensorScatterNdMin as Scatter,
  Max: tensorScatterNdMax as Scatter,
};

/** Divides by the product of the updates of one place; integers are rounded toward 0. */
function scatterDivide(
  value: Tensor<NumericDType>,
  indices: Operand<IndexDType>,
  updates: Operand<NumericDType>,
): Tensor {
  const divisor = tensorScatterNdMultiply(onesLike(value), indices, updates);
  return isFloating(value.dtype) ? divide(value, divisor) : truncatediv(value, divisor);
}

/** Indices and updates of slices in the form that the ops take: each index a row of one. */
export function slicesOf(
  value: Tensor,
  { indices, values }: IndexedSlices,
  context: string,
): readonly [indices: Tensor<IndexDType>, updates: Tensor] {
  const { device } = value.storage;
  const positions = toTensor(indices, context, 'int32', device) as Tensor<IndexDType>;
  const updates = toTensor(values, context, value.dtype, device);
  const slices = [...positions.shape, ...value.shape.slice(1)];
  return [expandDims(positions, -1), updates.rank === 0 ? broadcastTo(updates, slices) : updates];
}
