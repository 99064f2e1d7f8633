/**
 * @file `placeSlice`: a tensor written into a slice of a larger one. The inverse of slicing, and with it the gradient
 * of every slice; padding with a constant is nothing else.
 *
 * It is an op of its own, not a public one, because it must be differentiable (a gradient of a slice has a gradient),
 * and its own gradients are the slice, and the background with that slice cleared.
 */

import type { DType } from '../../dtype/index.ts';
import { anyDType } from '../../dtype/index.ts';
import { broadcastView } from '../../runtime/index.ts';
import { identityProgram } from '../../scalar/index.ts';
import { type Shape, sizeOf, sliceLayout } from '../../shape/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { kernelOp, required, signature } from '../define/index.ts';

/** Where a tensor goes in a larger one: element i along an axis goes to `begin[axis] + i · steps[axis]`. */
export interface SlicePlace {
  /** The shape of the larger tensor; of the same rank. */
  readonly shape: Shape;
  readonly begin: readonly number[];
  /** Steps along each axis, which may be negative; 1 everywhere by default. */
  readonly steps?: readonly number[] | null;
}

/** `background` broadcast to a shape, with `value` written into a slice of it. */
export const placeSlice = kernelOp('placeSlice', {
  inputs: ['value', 'background'],
  dtypes: anyDType,
  attrs: {
    shape: required<Shape>(),
    begin: required<readonly number[]>(),
    steps: null as readonly number[] | null,
  },
  call: signature<
    <D extends DType>(value: Tensor<D>, background: Tensor<D>, place: SlicePlace) => Tensor<D>
  >(),
  kernel: 'map',
  infer: ({ value }, { shape }) => ({ dtype: value.dtype, shape }),
  run: (kernels, { value, background }, [output], { begin, steps }) => {
    const copy = identityProgram(value.dtype);
    // A value that fills the output leaves no background to write.
    if (value.size < output.size)
      kernels.map(copy, [broadcastView(background, output.shape, 'placeSlice')], [output]);
    if (sizeOf(value.shape) === 0) return;
    const { buffer, dtype } = output;
    kernels.map(
      copy,
      [value],
      [{ buffer, dtype, ...sliceLayout(output, begin, value.shape, steps ?? undefined) }],
    );
  },
});
