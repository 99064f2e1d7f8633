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
import { ComputeQueue } from './queue/compute-queue.ts';
import { KernelCache } from './queue/kernel-cache.ts';
import { supports } from './supports.ts';
import { writeBytes } from './write-bytes.ts';

export function webgpuBackend(open: OpenDevice, memoryLimit: number): Backend<GpuBuffer> {
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
    synchronize: () => queue.finish(),
    dispose() {
      queue.dispose();
      pool.dispose();
      if (open.owned) device.destroy();
    },
  };
}
