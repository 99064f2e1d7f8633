/**
 * @file `scan`: a running fold along one axis.
 */

import { type ScanKind, sizeOf, transposeLayout } from '@tenon/core/backend';
import type { ReferenceView } from './buffer.ts';
import { Cursor, newBlock } from './element-access.ts';
import { foldOf } from './fold.ts';

export function scan(
  kind: ScanKind,
  input: ReferenceView,
  axis: number,
  exclusive: boolean,
  output: ReferenceView,
): void {
  const length = input.shape[axis];
  if (sizeOf(input.shape) === 0) return;
  const lines = sizeOf(input.shape) / length;
  const source = new Cursor(withAxisLast(input, axis));
  const target = new Cursor(withAxisLast(output, axis));
  const fold = foldOf(kind, input.dtype);
  const line = newBlock(input.dtype, length);
  for (let done = 0; done < lines; done++) {
    source.read(line, 0, length);
    fold.begin();
    for (let i = 0; i < length; i++) {
      const before = fold.result();
      fold.take(line, i, i + 1);
      line[i] = exclusive ? before : fold.result();
    }
    target.write(line, 0, length);
  }
}

/** The view with one axis moved behind all others. */
function withAxisLast(view: ReferenceView, axis: number): ReferenceView {
  const others = view.shape.map((_, other) => other).filter((other) => other !== axis);
  return { ...view, ...transposeLayout(view, [...others, axis]) };
}
