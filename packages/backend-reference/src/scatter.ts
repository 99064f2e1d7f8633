/**
 * @file `scatter`: folding updates into the slices of an operand that indices address.
 */

import {
  contiguousStrides,
  type DType,
  greater,
  lesser,
  type ScatterKind,
  sizeOf,
} from '@tenon/core/backend';
import type { ReferenceView } from './buffer.ts';
import { type Combine, productOf, sumOf } from './combine.ts';
import { Cursor, readAll } from './element-access.ts';
import { rowPositions } from './index-rows.ts';

export function scatter(
  kind: ScatterKind,
  operand: ReferenceView,
  indices: ReferenceView,
  updates: ReferenceView,
  output: ReferenceView,
): void {
  const depth = indices.shape[indices.shape.length - 1];
  const sliceSize = sizeOf(operand.shape.slice(depth));
  const weights = contiguousStrides(operand.shape).slice(0, depth);
  const rows = rowPositions(indices, operand.shape.slice(0, depth), weights, 'scatter');
  const combine = combineOf(kind, operand.dtype);
  const values = readAll(operand);
  const changes = readAll(updates);
  for (let row = 0; row < rows.length; row++) {
    for (let i = 0; i < sliceSize; i++) {
      const position = rows[row] + i;
      values[position] = combine(values[position], changes[row * sliceSize + i]);
    }
  }
  new Cursor(output).write(values, 0, sizeOf(operand.shape));
}

/** What an update does to the value it meets. */
function combineOf(kind: ScatterKind, dtype: DType): Combine {
  switch (kind) {
    case 'update':
      return (_, update) => update;
    case 'add':
      return sumOf(dtype);
    case 'mul':
      return productOf(dtype);
    case 'min':
      return lesser;
    case 'max':
      return greater;
    default:
      return kind satisfies never;
  }
}
