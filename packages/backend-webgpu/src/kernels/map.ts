/**
 * @file `map`: a scalar program at every coordinate.
 */

import { type ScalarProgram, sizeOf } from '@tenon/core/backend';
import type { GpuView } from '../memory/gpu-buffer.ts';
import { programReads } from '../program/source.ts';
import { dispatchMap } from './dispatch-map.ts';
import type { KernelContext } from './kernel-context.ts';
import { withPackedInputs } from './pack-inputs.ts';

export function map(
  context: KernelContext,
  program: ScalarProgram,
  inputs: readonly GpuView[],
  outputs: readonly GpuView[],
): void {
  if (sizeOf(outputs[0].shape) === 0) return;
  const reads = programReads(program).inputs;
  withPackedInputs(
    context,
    reads.map((input) => inputs[input]),
    outputs,
    (used) => dispatchMap(context, program, used, outputs),
  );
}
