/**
 * @file Merging sorted runs in pairs: an element's rank in both together is its own rank in its run and, by binary search,
 * that of its key in the other run. So every element finds its place by itself.
 */

import { kernelSource } from '../../wgsl/shader.ts';
import type { KernelContext } from '../kernel-context.ts';
import {
  inputOperand,
  planOf,
  putFunction,
  type Runs,
  rowParameters,
  runOperands,
  type SortRows,
  storedOperands,
} from './sort-rows.ts';

const WORKGROUP = 256;

/** @param run The length of the runs; the last one of a row may be shorter. */
export function dispatchSortMerge(
  context: KernelContext,
  sort: SortRows,
  run: number,
  from: Runs,
  to: Runs | 'results',
): void {
  const { rows, length, rank, input, parameters } = sort;
  const operands = [
    ...runOperands(from),
    ...(to === 'results' ? [inputOperand(sort)] : []),
    ...storedOperands(sort, to),
  ];
  const { buffers, binding } = planOf(operands);
  const target = to === 'results' ? to : 'runs';
  const dtype = to === 'results' ? input.dtype : 'runs';
  const kernel = context.cache.get(null, `sort merge ${dtype} ${rank} ${binding}`, () =>
    kernelSource({
      label: 'sort merge',
      operands,
      binding,
      parameters: ['run', ...rowParameters(rank)],
      declarations: [putFunction(sort, target)],
      workgroupSize: WORKGROUP,
      body,
    }),
  );
  const groups = Math.ceil((rows * length) / WORKGROUP);
  context.queue.dispatch(kernel, buffers, [run, ...parameters], groups);
}

const body = `
let element = group * ${WORKGROUP}u + local;
if (element >= parameters.rows * parameters.row_length) { return; }
let row = element / parameters.row_length;
let rank = element % parameters.row_length;
let row_start = element - rank;
let key = load_keys(element);

let pair = rank / (2u * parameters.run) * 2u * parameters.run;
let middle = min(pair + parameters.run, parameters.row_length);
let is_first = rank < middle;
var low = select(pair, middle, is_first);
var high = select(middle, min(middle + parameters.run, parameters.row_length), is_first);
// Of equal keys those of the first run come first.
let other = low;
while (low < high) {
  let probe = low + (high - low) / 2u;
  let probed = load_keys(row_start + probe);
  if (probed < key || (probed == key && !is_first)) { low = probe + 1u; } else { high = probe; }
}
let own = rank - select(middle, pair, is_first);
put(row, pair + own + (low - other), key, load_positions(element));`;
