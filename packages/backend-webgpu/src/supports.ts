/**
 * @file What this backend can do.
 */

import type { BackendSupport } from '@tenon/core/backend';
import { wgslDTypes } from './wgsl/types.ts';

export const supports: BackendSupport = {
  dtypes: wgslDTypes,
  // A GPU answers later: its values come by `await`.
  syncRead: false,
  maxRank: 32,
  // Updates of one element meet in no fixed order.
  deterministicScatter: false,
  outOfRangeIndex: 'ignored',
  integerFault: 'undefined',
  // WGSL lets a device flush them.
  subnormals: false,
};
