/**
 * @file Choosing the shader of a `map`.
 */

import type { ScalarProgram } from '@tenon/core/backend';
import type { GpuView } from '../memory/gpu-buffer.ts';
import { collapseMap } from './collapsed-map.ts';
import type { KernelContext } from './kernel-context.ts';
import { dispatchMapElements } from './map-elements.ts';
import { dispatchMapQuads } from './map-quads.ts';

/**
 * Evaluates a program at every coordinate; the buffers are not too many.
 * @param used The inputs that the program reads, in the order of `programReads`.
 */
export function dispatchMap(
  context: KernelContext,
  program: ScalarProgram,
  used: readonly GpuView[],
  outputs: readonly GpuView[],
): void {
  const map = collapseMap(program, used, outputs);
  if (!dispatchMapQuads(context, map)) dispatchMapElements(context, map);
}
