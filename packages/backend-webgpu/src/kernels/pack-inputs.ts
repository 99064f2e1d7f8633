/**
 * @file Fitting a kernel's inputs to the storage buffers that one shader may have.
 *
 * A device allows eight at least; a fused program may read more tensors. Those that are too many are copied, one after the
 * other, into one buffer.
 */

import { byteWidth, contiguousStrides, identityProgram, sizeOf } from '@tenon/core/backend';
import type { GpuView } from '../memory/gpu-buffer.ts';
import { dispatchMap } from './dispatch-map.ts';
import { type KernelContext, withTemporary } from './kernel-context.ts';

/**
 * Calls `use` with views of the same values that lie, together with the outputs, in no more buffers than a shader may
 * have.
 */
export function withPackedInputs(
  context: KernelContext,
  inputs: readonly GpuView[],
  outputs: readonly GpuView[],
  use: (inputs: readonly GpuView[]) => void,
): void {
  const limit = context.limits.maxStorageBuffersPerShaderStage;
  const bound = new Set(outputs.map(({ buffer }) => buffer));
  if (new Set([...bound, ...inputs.map(({ buffer }) => buffer)]).size <= limit) {
    use(inputs);
    return;
  }
  // One place is the packed buffer's.
  const surplus = new Set<GpuView>();
  for (const view of inputs) {
    if (bound.has(view.buffer)) continue;
    if (bound.size < limit - 1) bound.add(view.buffer);
    else surplus.add(view);
  }
  let byteLength = 0;
  const packed = [...surplus].map((view) => {
    const byteOffset = byteLength;
    byteLength += Math.ceil((sizeOf(view.shape) * byteWidth(view.dtype)) / 4) * 4;
    return { view, byteOffset };
  });
  withTemporary(context, byteLength, (buffer) => {
    const copies = new Map<GpuView, GpuView>();
    for (const { view, byteOffset } of packed) {
      const { dtype, shape } = view;
      const offset = byteOffset / byteWidth(dtype);
      const copy: GpuView = { buffer, dtype, shape, strides: contiguousStrides(shape), offset };
      dispatchMap(context, identityProgram(dtype), [view], [copy]);
      copies.set(view, copy);
    }
    use(inputs.map((view) => copies.get(view) ?? view));
  });
}
