/**
 * @file Constants that an op needs beside its inputs: they must lie on the device of the inputs, wherever new tensors
 * go at the moment.
 */

import type { DType } from '../../dtype/index.ts';
import { tensorFromEncoded } from '../../runtime/index.ts';
import { encodeValues, type Tensor, type Values } from '../../tensor/index.ts';

/**
 * A tensor of values on the device of another.
 * @throws InvalidArgumentError naming `context` if the dtype cannot hold a value.
 */
export function constantBeside<D extends DType>(
  neighbour: Tensor,
  values: Values,
  dtype: D,
  context: string,
): Tensor<D> {
  // The encoding has the dtype it was asked for.
  return tensorFromEncoded(
    neighbour.storage.device,
    encodeValues(values, dtype, context),
    context,
  ) as Tensor<D>;
}

/** The 0-d zero of a tensor's dtype, on its device; `false` for bool. */
export function zeroBeside<D extends DType>(neighbour: Tensor<D>, context: string): Tensor<D> {
  return constantBeside(neighbour, neighbour.dtype === 'bool' ? false : 0, neighbour.dtype, context);
}
