/**
 * @file `reduce`: folding axes away, after a program.
 *
 * The input is walked with the folded axes last, so that each element of the output folds the values that come next.
 */

import {
  BLOCK_LENGTH,
  type Block,
  identityProgram,
  isBigInt,
  type ReduceKind,
  type ScalarProgram,
  sizeOf,
} from '@tenon/core/backend';
import type { ReferenceView } from './buffer.ts';
import { Cursor, newBlock } from './element-access.ts';
import { foldOf } from './fold.ts';
import { ProgramWalk } from './map.ts';

export function reduce(
  kind: ReduceKind,
  program: ScalarProgram | null,
  inputs: readonly ReferenceView[],
  axes: readonly number[],
  output: ReferenceView,
): void {
  const { shape } = inputs[0];
  const size = sizeOf(output.shape);
  if (size === 0) return;
  const kept = shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const terms = sizeOf(axes.map((axis) => shape[axis]));
  const applied = program ?? identityProgram(inputs[0].dtype);
  const walk = new ProgramWalk(applied, inputs, shape, [...kept, ...axes]);
  const fold = foldOf(kind, applied.nodes[applied.outputs[0]].dtype);

  let values: Block = [];
  let used = 0;
  let available = 0;
  let unread = size * terms;
  const results = newBlock(output.dtype, Math.min(size, BLOCK_LENGTH));
  const target = new Cursor(output);
  for (let done = 0; done < size; ) {
    const count = Math.min(BLOCK_LENGTH, size - done);
    for (let i = 0; i < count; i++) {
      fold.begin();
      for (let missing = terms; missing > 0; ) {
        if (used === available) {
          available = Math.min(BLOCK_LENGTH, unread);
          [values] = walk.next(available);
          unread -= available;
          used = 0;
        }
        const taken = Math.min(missing, available - used);
        fold.take(values, used, used + taken);
        used += taken;
        missing -= taken;
      }
      results[i] = resultFor(output, fold.result());
    }
    target.write(results, 0, count);
    done += count;
  }
}

/** A fold's result as the output's blocks hold it: positions are numbers, but may be stored as int64. */
function resultFor(output: ReferenceView, result: number | bigint): number | bigint {
  return isBigInt(output.dtype) ? BigInt(result) : result;
}
