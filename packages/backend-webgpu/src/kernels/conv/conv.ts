/**
 * @file `conv`: choosing the shader of a convolution.
 */

import { type ConvGeometry, sizeOf } from '@tenon/core/backend';
import type { GpuView } from '../../memory/gpu-buffer.ts';
import type { KernelContext } from '../kernel-context.ts';
import { shareCount, withShares } from '../matmul/split-terms.ts';
import { convolutionOf } from './convolution.ts';
import { dispatchDirect } from './direct.ts';
import { dispatchTiled, tilesOf } from './tiled.ts';

export function conv(
  context: KernelContext,
  lhs: GpuView,
  rhs: GpuView,
  output: GpuView,
  geometry: ConvGeometry,
): void {
  if (sizeOf(output.shape) === 0) return;
  const convolution = convolutionOf(lhs, rhs, output, geometry);
  const { places, taps, features, outputFeatures } = convolution;
  // A tile that is filled by less than a quarter costs more than it saves.
  const isTiled = output.shape[0] * places >= 32 && outputFeatures >= 16 && taps * features >= 8;
  if (isTiled) {
    const shares = shareCount(tilesOf(convolution), taps * features);
    withShares(context, shares, lhs.dtype, output, (target) =>
      dispatchTiled(context, convolutionOf(lhs, rhs, target, geometry), shares),
    );
  } else dispatchDirect(context, convolution);
}
