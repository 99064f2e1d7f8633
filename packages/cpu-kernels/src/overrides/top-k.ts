/**
 * @file `topK` without sorting all: the few greatest are selected in one reading of each row.
 */

import type { OpOverride } from '@tenon/core/backend';
import { commandNumber } from '../contract/names.ts';
import type { Driver } from '../driver.ts';
import type { CpuBuffer } from '../memory/pool.ts';

/** The greatest k that threads' scratch has room for (`kMostTop` in `cpp/sort/top_k.hpp`). */
const MOST_SELECTED = 2 ** 14;
/** Up to this length a row is selected from in one piece, whatever k is. */
const SHORT_ROW = 1024;

export function topK(driver: Driver): OpOverride<CpuBuffer> {
  return ([input], _attrs, [values, indices]) => {
    if (!input) return false;
    const rank = input.shape.length;
    const length = input.shape[rank - 1];
    const k = values.shape[rank - 1];
    // Of most of a long row, candidates would be sorted again and again.
    if (k > MOST_SELECTED || (length > SHORT_ROW && k > length / 4)) return false;
    driver.begin(commandNumber.topK);
    driver.putView(input);
    driver.putView(values);
    driver.putView(indices);
    driver.run();
    return true;
  };
}
