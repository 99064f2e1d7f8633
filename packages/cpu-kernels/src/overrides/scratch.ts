/**
 * @file Rows that are copied before they are worked on must fit into a thread's scratch.
 */

import type { DType } from '@tenon/core/backend';

/** `kScratchBytes` in `cpp/parallel/parallel_for.hpp`. */
const SCRATCH_BYTES = 2 ** 21;

/** Whether that many elements do, as they are computed with. */
export const fitsScratch = (elements: number): boolean => elements * 8 <= SCRATCH_BYTES;

/** Whether elements are in memory as they are computed with. */
export const isComputedAsStored = (dtype: DType): boolean => dtype === 'float32' || dtype === 'float64';
