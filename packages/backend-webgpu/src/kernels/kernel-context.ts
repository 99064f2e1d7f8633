/**
 * @file What every kernel of this backend works with.
 */

import type { DeviceLimits } from '../device/request-device.ts';
import type { BufferPool } from '../memory/buffer-pool.ts';
import type { GpuBuffer } from '../memory/gpu-buffer.ts';
import type { ComputeQueue } from '../queue/compute-queue.ts';
import type { KernelCache } from '../queue/kernel-cache.ts';

export interface KernelContext {
  readonly queue: ComputeQueue;
  readonly pool: BufferPool;
  readonly limits: DeviceLimits;
  readonly cache: KernelCache;
}

/** Lends memory to the kernels that `use` records. */
export function withTemporary<T>(
  { pool }: KernelContext,
  byteLength: number,
  use: (buffer: GpuBuffer) => T,
): T {
  const buffer = pool.allocate(byteLength);
  try {
    return use(buffer);
  } finally {
    // What was recorded may still use it: the next tensor's kernels come after.
    pool.free(buffer);
  }
}
