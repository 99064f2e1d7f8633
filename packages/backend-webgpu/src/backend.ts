/**
 * @file The backend on an open device.
 */

import { BACKEND_API_VERSION, type Backend } from '@tenon/core/backend';
import type { OpenDevice } from './device/request-device.ts';
import { makeKernels } from './kernels/index.ts';
import type { KernelContext } from './kernels/kernel-context.ts';
import { BufferPool } from './memory/buffer-pool.ts';
import type { GpuBuffer } from './memory/gpu-buffer.ts';
import { ReadBack } from './memory/read-back.ts';
import { makeOverrides } from './overrides/index.ts';
import { ComputeQueue } from './queue/compute-queue.ts';
import { KernelCache } from './queue/kernel-cache.ts';
import type { KernelTime } from './queue/profiler.ts';
import { supports } from './supports.ts';
import { writeBytes } from './write-bytes.ts';

/** A backend that also tells what its device does. */
export interface WebGpuBackend extends Backend<GpuBuffer> {
  /**
   * Runs a function and tells how long the device took for the kernels that it issued, the slowest first. Time is
   * measured between kernels, so none of them overlap while it is.
   * @throws UnimplementedError (the promise rejects) if the device has no timestamps.
   * @example
   * ```ts no-run
   * const backend = await webgpu();
   * await tn.use(backend);
   * console.table(await backend.profile(() => tn.matmul(a, b)));
   * ```
   */
  profile(run: () => unknown): Promise<readonly KernelTime[]>;
}

export function webgpuBackend(open: OpenDevice, memoryLimit: number): WebGpuBackend {
  const { device, limits } = open;
  const queue = new ComputeQueue(device, limits.maxComputeWorkgroupsPerDimension);
  const pool = new BufferPool({
    device,
    bufferLimit: Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize),
    memoryLimit,
    submit() {
      queue.submit();
      queue.forgetBindGroups();
    },
  });
  const context: KernelContext = { queue, pool, limits, cache: new KernelCache(queue) };
  const readBack = new ReadBack(queue);
  return {
    apiVersion: BACKEND_API_VERSION,
    name: 'webgpu',
    deviceKind: 'gpu',
    preference: 10,
    supports,
    allocate: (byteLength) => pool.allocate(byteLength),
    free: (buffer) => pool.free(buffer),
    write: (buffer, byteOffset, bytes) => writeBytes(context, buffer, byteOffset, bytes),
    read: (buffer, byteOffset, byteLength) => readBack.read(buffer, byteOffset, byteLength),
    kernels: makeKernels(context),
    overrides: makeOverrides(context),
    synchronize: () => queue.finish(),
    profile: (run) => queue.profile(run),
    dispose() {
      queue.dispose();
      pool.dispose();
      if (open.owned) device.destroy();
    },
  };
}
