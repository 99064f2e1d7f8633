/**
 * @file Writing: bytes of the host to memory of the device, at any offset.
 *
 * A queue writes whole words. What begins or ends inside of one goes through memory of its own and is copied from there
 * as bytes, by a kernel.
 */

import { identityProgram } from '@tenon/core/backend';
import { type KernelContext, withTemporary } from './kernels/kernel-context.ts';
import { map } from './kernels/map.ts';
import type { GpuBuffer, GpuView } from './memory/gpu-buffer.ts';

export function writeBytes(
  context: KernelContext,
  buffer: GpuBuffer,
  byteOffset: number,
  bytes: Uint8Array,
): void {
  if (bytes.length === 0) return;
  // The padding of a whole buffer is nobody's.
  const whole = byteOffset + bytes.length === buffer.byteLength;
  if (byteOffset % 4 === 0 && (bytes.length % 4 === 0 || whole)) {
    context.queue.write(buffer, byteOffset, wholeWords(bytes));
    return;
  }
  withTemporary(context, bytes.length, (temporary) => {
    context.queue.write(temporary, 0, wholeWords(bytes));
    const layout = { dtype: 'uint8', shape: [bytes.length], strides: [1] } as const;
    const from: GpuView = { buffer: temporary, offset: 0, ...layout };
    map(context, identityProgram('uint8'), [from], [{ buffer, offset: byteOffset, ...layout }]);
  });
}

/** The bytes, in memory that the queue may read, with zeros up to a whole word. */
function wholeWords(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer, byteOffset, length } = bytes;
  if (length % 4 === 0 && buffer instanceof ArrayBuffer) return new Uint8Array(buffer, byteOffset, length);
  // Memory that threads share cannot be written from.
  const padded = new Uint8Array(Math.ceil(length / 4) * 4);
  padded.set(bytes);
  return padded;
}
