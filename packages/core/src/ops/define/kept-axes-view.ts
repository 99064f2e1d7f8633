/**
 * @file The output of a reduction as its kernel wants it: of the input's rank, with length 1 at the reduced axes.
 */

import type { View } from '../../backend/index.ts';
import { contiguousStrides, reducedShape, type Shape } from '../../shape/index.ts';
import type { Tensor } from '../../tensor/index.ts';

/** A view of a packed output with the reduced axes put back. */
export function keptAxesView(output: Tensor, inputShape: Shape, axes: readonly number[]): View {
  const shape = reducedShape(inputShape, axes, true);
  return {
    buffer: output.buffer,
    dtype: output.dtype,
    shape,
    strides: contiguousStrides(shape),
    offset: output.offset,
  };
}
