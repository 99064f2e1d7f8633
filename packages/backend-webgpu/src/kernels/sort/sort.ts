/**
 * @file `sort`: a stable sort along the last axis, with the permutation.
 *
 * Blocks are sorted in workgroup memory; then sorted runs are merged in pairs until one is left of each row.
 */

import type { GpuView } from '../../memory/gpu-buffer.ts';
import { type KernelContext, withTemporary } from '../kernel-context.ts';
import { BLOCK, dispatchSortBlocks } from './sort-block.ts';
import { dispatchSortMerge } from './sort-merge.ts';
import { type Runs, type SortRows, sortRows } from './sort-rows.ts';

export function sort(
  context: KernelContext,
  input: GpuView,
  descending: boolean,
  values: GpuView,
  permutation: GpuView,
): void {
  const rows = sortRows(input, descending, values, permutation);
  if (rows.rows * rows.length === 0) return;
  if (rows.length <= BLOCK) {
    dispatchSortBlocks(context, rows, 'results');
    return;
  }
  withRuns(context, rows, (sorted) => {
    dispatchSortBlocks(context, rows, sorted);
    if (rows.length <= 2 * BLOCK) {
      dispatchSortMerge(context, rows, BLOCK, sorted, 'results');
      return;
    }
    withRuns(context, rows, (merged) => mergeRuns(context, rows, sorted, merged));
  });
}

function mergeRuns(context: KernelContext, rows: SortRows, sorted: Runs, merged: Runs): void {
  let [from, to] = [sorted, merged];
  let run = BLOCK;
  for (; 2 * run < rows.length; run *= 2) {
    dispatchSortMerge(context, rows, run, from, to);
    [from, to] = [to, from];
  }
  dispatchSortMerge(context, rows, run, from, 'results');
}

/** Lends memory for the keys and positions of all elements. */
function withRuns(context: KernelContext, { rows, length }: SortRows, use: (runs: Runs) => void): void {
  const byteLength = 4 * rows * length;
  withTemporary(context, byteLength, (keys) =>
    withTemporary(context, byteLength, (positions) => use({ keys, positions })),
  );
}
