/**
 * @file The ops that this backend computes whole, by name.
 */

import type { OpOverride } from '@tenon/core/backend';
import type { KernelContext } from '../kernels/kernel-context.ts';
import type { GpuBuffer } from '../memory/gpu-buffer.ts';
import { layerNormalization } from './layer-normalization.ts';
import { windowFold } from './pool.ts';
import { softmax } from './softmax.ts';

export function makeOverrides(context: KernelContext): { readonly [op: string]: OpOverride<GpuBuffer> } {
  return {
    layerNormalization: layerNormalization(context),
    logSoftmax: softmax(context, true),
    softmax: softmax(context, false),
    windowMax: windowFold(context, false),
    windowMean: windowFold(context, true),
  };
}
