/**
 * @file `conv`: choosing the shader of a convolution.
 */

import { type ConvGeometry, sizeOf } from '@tenon/core/backend';
import type { GpuView } from '../../memory/gpu-buffer.ts';
import type { KernelContext } from '../kernel-context.ts';
import { convolutionOf } from './convolution.ts';
import { dispatchDirect } from './direct.ts';

export function conv(
  context: KernelContext,
  lhs: GpuView,
  rhs: GpuView,
  output: GpuView,
  geometry: ConvGeometry,
): void {
  if (sizeOf(output.shape) === 0) return;
  dispatchDirect(context, convolutionOf(lhs, rhs, output, geometry));
}
