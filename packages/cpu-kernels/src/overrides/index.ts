/**
 * @file The ops that the library computes whole, by name.
 */

import type { OpOverride } from '@tenon/core/backend';
import type { Driver } from '../driver.ts';
import type { CpuBuffer } from '../memory/pool.ts';
import { layerNormalization, layerNormalizationPullback } from './layer-normalization.ts';
import { windowFold, windowMaxPullback } from './pool.ts';
import { softmax } from './softmax.ts';
import { topK } from './top-k.ts';

/** The overrides over one driver's memory. */
export function makeOverrides(driver: Driver): { readonly [op: string]: OpOverride<CpuBuffer> } {
  return {
    layerNormalization: layerNormalization(driver),
    layerNormalizationPullback: layerNormalizationPullback(driver),
    logSoftmax: softmax(driver, true),
    softmax: softmax(driver, false),
    topK: topK(driver),
    windowMax: windowFold(driver, false),
    windowMaxPullback: windowMaxPullback(driver),
    windowMean: windowFold(driver, true),
  };
}
