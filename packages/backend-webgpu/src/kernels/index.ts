/**
 * @file All kernels of the contract.
 */

import type { Kernels } from '@tenon/core/backend';
import type { GpuBuffer } from '../memory/gpu-buffer.ts';
import type { KernelContext } from './kernel-context.ts';
import { map } from './map.ts';

export function makeKernels(context: KernelContext): Kernels<GpuBuffer> {
  return {
    map: (program, inputs, outputs) => map(context, program, inputs, outputs),
  } as Kernels<GpuBuffer>;
}
