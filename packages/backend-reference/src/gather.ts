/**
 * @file `gather`: slices of an operand, by index.
 *
 * Elements are copied in storage form. Every element's place is a sum: of where its batch begins, where the indexed
 * slice begins within the batch, and where the element lies within the slice.
 */

import type { ReferenceView } from './buffer.ts';
import { elementPositions } from './element-access.ts';
import { rowPositions } from './index-rows.ts';

export function gather(
  params: ReferenceView,
  indices: ReferenceView,
  batchDims: number,
  output: ReferenceView,
): void {
  const depth = indices.shape[indices.shape.length - 1];
  const sliceAxis = batchDims + depth;
  const rows = rowPositions(
    indices,
    params.shape.slice(batchDims, sliceAxis),
    params.strides.slice(batchDims, sliceAxis),
    'gather',
  );
  const batches = elementPositions(params.shape.slice(0, batchDims), params.strides, params.offset);
  const slice = elementPositions(params.shape.slice(sliceAxis), params.strides.slice(sliceAxis), 0);
  const targets = elementPositions(output.shape, output.strides, output.offset);
  const rowsPerBatch = rows.length / batches.length;
  const source = params.buffer.as(params.dtype);
  const target = output.buffer.as(output.dtype);
  let written = 0;
  for (let row = 0; row < rows.length; row++) {
    const start = batches[Math.floor(row / rowsPerBatch)] + rows[row];
    for (let i = 0; i < slice.length; i++) target[targets[written++]] = source[start + slice[i]];
  }
}
