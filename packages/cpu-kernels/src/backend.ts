/**
 * @file A backend on a host: the one both CPU backends are.
 */

import { allDTypes, BACKEND_API_VERSION, type Backend } from '@tenon/core/backend';
import { Driver } from './driver.ts';
import type { CpuHost } from './host.ts';
import { makeKernels } from './kernels/index.ts';
import { type CpuBuffer, MemoryPool } from './memory/pool.ts';
import { makeOverrides } from './overrides/index.ts';
import { makeRoutines, routineSupport } from './routines/index.ts';

/** What tells one CPU backend from the other. */
export interface CpuBackendOptions {
  /** The name its devices are registered under. */
  readonly name: string;
  /** Its rank among the CPU backends when `/cpu:0` is asked for. */
  readonly preference: number;
  /** The most bytes held at once. */
  readonly memoryLimit?: number;
}

/** The backend whose memory and kernels are a host's. */
export function cpuBackend(
  host: CpuHost,
  { name, preference, memoryLimit = Infinity }: CpuBackendOptions,
): Backend<CpuBuffer> {
  const memory = new MemoryPool(name, host, memoryLimit);
  const driver = new Driver(host, memory);
  return {
    apiVersion: BACKEND_API_VERSION,
    name,
    deviceKind: 'cpu',
    preference,
    supports: {
      dtypes: allDTypes,
      routines: routineSupport,
      syncRead: true,
      maxRank: 32,
      deterministicScatter: true,
      outOfRangeIndex: 'throws',
      integerFault: 'throws',
      subnormals: true,
    },
    allocate: (byteLength) => memory.allocate(byteLength),
    free: (buffer) => memory.free(buffer),
    write: (buffer, byteOffset, bytes) => host.write(buffer.address + byteOffset, bytes),
    read: async (buffer, byteOffset, byteLength) => host.read(buffer.address + byteOffset, byteLength),
    readSync: (buffer, byteOffset, byteLength) => host.read(buffer.address + byteOffset, byteLength),
    kernels: makeKernels(driver),
    routines: makeRoutines(driver),
    overrides: makeOverrides(driver),
    // Kernels are done when they return.
    synchronize: async () => {},
    dispose: () => host.dispose(),
  };
}
