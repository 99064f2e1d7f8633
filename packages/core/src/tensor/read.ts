/**
 * @file Reading a tensor's elements back, in row-major order and storage form.
 */

import { byteWidth } from '../dtype/index.ts';
import { UnimplementedError } from '../errors/index.ts';
import { identityProgram } from '../scalar/index.ts';
import { contiguousLayout, isContiguous, sizeOf } from '../shape/index.ts';
import { Storage, type StoredView } from './storage.ts';

/** The bytes of a tensor, after everything issued before. */
export async function readBytes(tensor: StoredView): Promise<Uint8Array> {
  const source = packed(tensor);
  try {
    return await tensor.storage.device.backend.read(
      source.storage.buffer,
      source.byteOffset,
      source.byteLength,
    );
  } finally {
    source.storage.release();
  }
}

/** @throws UnimplementedError naming `context` if the device cannot read synchronously. */
export function readBytesSync(tensor: StoredView, context: string): Uint8Array {
  const { backend, name } = tensor.storage.device;
  if (!backend.readSync) {
    throw new UnimplementedError(
      `${context}: ${name} cannot read synchronously. Use 'await x.data()' or 'await x.array()'.`,
    );
  }
  const source = packed(tensor);
  try {
    return backend.readSync(source.storage.buffer, source.byteOffset, source.byteLength);
  } finally {
    source.storage.release();
  }
}

/** A retained storage where the elements lie packed: the tensor's own, or a copy if they are strided. */
function packed(tensor: StoredView): { storage: Storage; byteOffset: number; byteLength: number } {
  const width = byteWidth(tensor.dtype);
  const byteLength = sizeOf(tensor.shape) * width;
  if (isContiguous(tensor)) {
    tensor.storage.retain();
    return { storage: tensor.storage, byteOffset: byteLength === 0 ? 0 : tensor.offset * width, byteLength };
  }
  const { device } = tensor.storage;
  const storage = new Storage(device, byteLength);
  try {
    const view = { buffer: storage.buffer, dtype: tensor.dtype, ...contiguousLayout(tensor.shape) };
    device.backend.kernels.map(identityProgram(tensor.dtype), [tensor], [view]);
  } catch (error) {
    storage.release();
    throw error;
  }
  return { storage, byteOffset: 0, byteLength };
}
