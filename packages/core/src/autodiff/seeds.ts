/**
 * @file The tensors that gradients start from: ones, zeros, and the rows of an identity. None of them takes the memory
 * of its shape: elements are repeated with stride 0, or read through a window that moves.
 */

import type { Device } from '../backend/index.ts';
import type { Gradient } from '../gradients/index.ts';
import { broadcastTo } from '../ops/array/layout.ts';
import { type TensorSpec, tensorFromEncoded, viewTensor, withoutRecorders } from '../runtime/index.ts';
import { contiguousStrides, type Layout, sizeOf } from '../shape/index.ts';
import { encodeValues, type Tensor } from '../tensor/index.ts';

/** A constant of a tensor's dtype and shape: one element in memory, repeated. */
export function constantLike(value: number, like: TensorSpec, device: Device): Gradient {
  const scalar = tensorFromEncoded(device, encodeValues(value, like.dtype, 'gradient'), 'gradient');
  try {
    return withoutRecorders(() => broadcastTo(scalar, like.shape)) as Gradient;
  } finally {
    scalar.dispose();
  }
}

export const zerosLike = (tensor: Tensor) => constantLike(0, tensor, tensor.storage.device);
export const onesLike = (tensor: Tensor) => constantLike(1, tensor, tensor.storage.device);

/**
 * The rows of an identity matrix, each in the shape of one example of `tensor`, repeated over its leading axes.
 *
 * In memory they are 2·size − 1 numbers, a one between zeros: row i is a window that begins i numbers before the one.
 * @param leading How many leading axes of the tensor are repeated; the rest is one example.
 * @returns Row i, or all rows along a new first axis, of the tensor's dtype and shape and on its device. The line of
 *   numbers is the scope's to free.
 */
export function identityRows(
  { dtype, shape, storage }: Tensor,
  leading: number,
): { readonly size: number; row(i: number): Gradient; all(): Gradient } {
  const example = shape.slice(leading);
  const size = sizeOf(example);
  const values = new Array<number>(Math.max(2 * size - 1, 0)).fill(0);
  if (size > 0) values[size - 1] = 1;
  const line = tensorFromEncoded(storage.device, encodeValues(values, dtype, 'jacobian'), 'jacobian');
  const strides = [...new Array<number>(leading).fill(0), ...contiguousStrides(example)];
  const window = (layout: Layout) => viewTensor(line, layout, 'jacobian') as Gradient;
  return {
    size,
    row: (i) => window({ shape, strides, offset: size - 1 - i }),
    all: () => window({ shape: [size, ...shape], strides: [-1, ...strides], offset: size - 1 }),
  };
}
