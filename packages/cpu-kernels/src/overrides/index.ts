/**
 * @file The ops that the library computes whole, by name.
 */

import type { OpOverride } from '@tenon/core/backend';
import type { Driver } from '../driver.ts';
import type { CpuBuffer } from '../memory/pool.ts';
import { topK } from './top-k.ts';

/** The overrides over one driver's memory. */
export function makeOverrides(driver: Driver): { readonly [op: string]: OpOverride<CpuBuffer> } {
  return { topK: topK(driver) };
}
