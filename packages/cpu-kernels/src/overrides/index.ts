/**
 * @file The ops that the library computes whole, by name.
 */

import type { OpOverride } from '@tenon/core/backend';
import type { Driver } from '../driver.ts';
import type { CpuBuffer } from '../memory/pool.ts';

/** The overrides over one driver's memory. */
export function makeOverrides(_driver: Driver): { readonly [op: string]: OpOverride<CpuBuffer> } {
  return {};
}
