/**
 * @file Making tensors: new ones on a device, views of existing ones, copies between devices.
 */

import type { Device } from '../backend/index.ts';
import { byteWidth, type DType } from '../dtype/index.ts';
import { ResourceExhaustedError, UnimplementedError } from '../errors/index.ts';
import { identityProgram } from '../scalar/index.ts';
import {
  contiguousLayout,
  formatShape,
  isContiguous,
  type Layout,
  type Shape,
  sizeOf,
} from '../shape/index.ts';
import { type EncodedValues, readBytesSync, Storage, Tensor } from '../tensor/index.ts';
import { trackTensor } from './scope.ts';

/** @throws UnimplementedError if the device cannot hold such a tensor. */
function checkAccepted(device: Device, dtype: DType, rank: number, context: string): void {
  const { dtypes, backend } = device;
  if (!dtypes.has(dtype)) {
    throw new UnimplementedError(
      `${context}: ${device.name} has no ${dtype} tensors; it has ${[...dtypes].join(', ')}. ` +
        'Cast to one of these first, or use a device that has it.',
    );
  }
  if (rank > backend.supports.maxRank) {
    throw new UnimplementedError(
      `${context}: ${device.name} takes tensors of rank ${backend.supports.maxRank} at most, not ${rank}.`,
    );
  }
}

/**
 * A new tensor with undefined elements, for a kernel to fill.
 * @throws ResourceExhaustedError if the device has no room; UnimplementedError if it has no such tensors.
 */
export function allocateTensor<D extends DType>(
  device: Device,
  dtype: D,
  shape: Shape,
  context: string,
): Tensor<D> {
  checkAccepted(device, dtype, shape.length, context);
  const byteLength = sizeOf(shape) * byteWidth(dtype);
  let storage: Storage;
  try {
    storage = new Storage(device, byteLength);
  } catch (error) {
    throw describeExhaustion(error, device, `${dtype} ${formatShape(shape)} (${byteLength} bytes)`, context);
  }
  const tensor = new Tensor(storage, dtype, contiguousLayout(shape));
  trackTensor(tensor);
  return tensor;
}

/** Says what was asked and what is held, which the backend, knowing bytes alone, cannot. */
function describeExhaustion(cause: unknown, device: Device, asked: string, context: string): unknown {
  if (!(cause instanceof ResourceExhaustedError)) return cause;
  const { bytes, buffers } = device.usage;
  return new ResourceExhaustedError(
    `${context}: no room for ${asked} on ${device.name}, where ${buffers} tensors hold ${bytes} bytes. ` +
      'Dispose tensors that are no longer needed, or use tidy().',
    { cause },
  );
}

/** A new tensor holding encoded values. */
export function tensorFromEncoded(
  device: Device,
  { dtype, shape, bytes }: EncodedValues,
  context: string,
): Tensor {
  const tensor = allocateTensor(device, dtype, shape, context);
  try {
    device.backend.write(tensor.storage.buffer, 0, bytes);
  } catch (error) {
    tensor.dispose();
    throw error;
  }
  return tensor;
}

/** Another tensor over the same storage. */
export function viewTensor<D extends DType>(tensor: Tensor<D>, layout: Layout, context: string): Tensor<D> {
  checkAccepted(tensor.storage.device, tensor.dtype, layout.shape.length, context);
  tensor.storage.retain();
  const view = new Tensor(tensor.storage, tensor.dtype, layout);
  trackTensor(view);
  return view;
}

/** A row-major copy of a tensor on its own device. */
export function packedCopy<D extends DType>(tensor: Tensor<D>, context: string): Tensor<D> {
  const copy = allocateTensor(tensor.storage.device, tensor.dtype, tensor.shape, context);
  try {
    tensor.storage.device.backend.kernels.map(identityProgram(tensor.dtype), [tensor], [copy]);
  } catch (error) {
    copy.dispose();
    throw error;
  }
  return copy;
}

/** The tensor itself if its elements lie packed, else a row-major copy. The caller disposes what is not the tensor. */
export function packed<D extends DType>(tensor: Tensor<D>, context: string): Tensor<D> {
  return isContiguous(tensor) ? tensor : packedCopy(tensor, context);
}

/**
 * A copy of a tensor on another device.
 * @throws UnimplementedError if the source device cannot read synchronously.
 */
export function copyToDevice<D extends DType>(tensor: Tensor<D>, device: Device, context: string): Tensor<D> {
  const source = tensor.storage.device;
  if (source === device) return packedCopy(tensor, context);
  if (!source.backend.readSync) {
    throw new UnimplementedError(
      `${context}: ${source.name} cannot be read synchronously, so ${tensor.dtype} ${formatShape(tensor.shape)} cannot ` +
        `move to ${device.name} inside an op. Use 'tn.constant(await x.data())' there.`,
    );
  }
  const copy = allocateTensor(device, tensor.dtype, tensor.shape, context);
  try {
    device.backend.write(copy.storage.buffer, 0, readBytesSync(tensor, context));
  } catch (error) {
    copy.dispose();
    throw error;
  }
  return copy;
}
