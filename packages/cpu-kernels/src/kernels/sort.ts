/**
 * @file `sort`: a stable sort along the last axis, with the permutation.
 */

import { byteWidth } from '@tenon/core/backend';
import { commandNumber } from '../contract/names.ts';
import type { CpuView, Driver } from '../driver.ts';

/** Rows whose entries need no more than this many bytes are sorted in the threads' own scratch (`cpp/sort/sort.cpp`). */
const SCRATCH_BYTES = 2 ** 20;
/** Two arrays of entries begin and end on a cache line. */
const PADDING_BYTES = 128;

export function sort(
  driver: Driver,
  input: CpuView,
  descending: boolean,
  values: CpuView,
  permutation: CpuView,
): void {
  const sorted = (workspace: number) => {
    driver.begin(commandNumber.sort);
    driver.put(descending ? 1 : 0);
    driver.putView(input);
    driver.putView(values);
    driver.putView(permutation);
    driver.put(workspace);
    driver.run();
  };
  // A key and a position in one word, or in two.
  const entryBytes = byteWidth(input.dtype) === 8 ? 16 : 8;
  const bytes = 2 * input.shape[input.shape.length - 1] * entryBytes + PADDING_BYTES;
  if (bytes <= SCRATCH_BYTES) sorted(0);
  else driver.withWorkspace(bytes, sorted);
}
