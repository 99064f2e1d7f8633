/**
 * @file Sorting blocks in workgroup memory: a bitonic network (Batcher, "Sorting networks and their applications", 1968) in
 * the form whose comparisons all have one direction, as the first of each merge are with the mirrored place.
 *
 * A workgroup has 1,024 places: a block of a long row, or several short rows. Places that no element has hold the
 * greatest pair, so they end behind all others.
 */

import { kernelSource } from '../../wgsl/shader.ts';
import { powerOfTwo } from '../fold/work-plan.ts';
import type { KernelContext } from '../kernel-context.ts';
import {
  inputOperand,
  keyFunctions,
  planOf,
  putFunction,
  type Runs,
  rowParameters,
  type SortRows,
  storedOperands,
} from './sort-rows.ts';

const WORKGROUP = 256;
/** The longest row that is sorted at once; longer ones come in blocks of it. */
export const BLOCK = 1024;

export function dispatchSortBlocks(context: KernelContext, sort: SortRows, to: Runs | 'results'): void {
  const { rows, length, rank, input, descending, parameters } = sort;
  const operands = [inputOperand(sort), ...storedOperands(sort, to)];
  const { buffers, binding } = planOf(operands);
  const target = to === 'results' ? to : 'runs';
  const variant = `sort blocks ${input.dtype} ${descending} ${target} ${rank} ${binding}`;
  const kernel = context.cache.get(null, variant, () =>
    kernelSource({
      label: 'sort blocks',
      operands,
      binding,
      parameters: ['size', 'row_blocks', ...rowParameters(rank)],
      declarations: [
        ...keyFunctions(sort),
        putFunction(sort, target),
        `var<workgroup> block_keys: array<u32, ${BLOCK}>;`,
        `var<workgroup> block_positions: array<u32, ${BLOCK}>;`,
      ],
      workgroupSize: WORKGROUP,
      body,
    }),
  );
  const size = Math.min(BLOCK, powerOfTwo(length));
  const rowBlocks = Math.ceil(length / size);
  const groups = Math.ceil((rows * rowBlocks * size) / BLOCK);
  context.queue.dispatch(kernel, buffers, [size, rowBlocks, ...parameters], groups);
}

/** Statements that declare, for a `place`, its `row`, its `rank` in the row and whether an element `is_there`. */
const placeStatements = `
  let block = group * (${BLOCK}u / parameters.size) + place / parameters.size;
  let row = block / parameters.row_blocks;
  let rank = block % parameters.row_blocks * parameters.size + place % parameters.size;
  let is_there = row < parameters.rows && rank < parameters.row_length;`;

const body = `
for (var place = local; place < ${BLOCK}u; place += ${WORKGROUP}u) {${placeStatements}
  block_positions[place] = rank;
  block_keys[place] = 0xffffffffu;
  if (is_there) { block_keys[place] = key_at(row, rank); }
}
workgroupBarrier();
for (var merged = 2u; merged <= parameters.size; merged *= 2u) {
  for (var distance = merged / 2u; distance > 0u; distance /= 2u) {
    let mirror = select(distance, merged - 1u, distance == merged / 2u);
    for (var comparison = local; comparison < ${BLOCK / 2}u; comparison += ${WORKGROUP}u) {
      let low = comparison / distance * distance * 2u + comparison % distance;
      let high = low ^ mirror;
      let low_key = block_keys[low];
      let high_key = block_keys[high];
      let low_position = block_positions[low];
      let high_position = block_positions[high];
      if (high_key < low_key || (high_key == low_key && high_position < low_position)) {
        block_keys[low] = high_key;
        block_keys[high] = low_key;
        block_positions[low] = high_position;
        block_positions[high] = low_position;
      }
    }
    workgroupBarrier();
  }
}
for (var place = local; place < ${BLOCK}u; place += ${WORKGROUP}u) {${placeStatements}
  if (is_there) { put(row, rank, block_keys[place], block_positions[place]); }
}`;
