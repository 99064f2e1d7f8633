/**
 * @file `matmul`: batched matrix products, optionally followed by a scalar program.
 */

import { byteWidth, contiguousLayout, type DType, type Epilogue, sizeOf } from '@tenon/core/backend';
import { ReferenceBuffer, type ReferenceView } from './buffer.ts';
import { Cursor, newBlock, readAll } from './element-access.ts';
import { map } from './map.ts';
import { rowProductOf } from './row-product.ts';

export function matmul(
  a: ReferenceView,
  b: ReferenceView,
  output: ReferenceView,
  epilogue?: Epilogue<ReferenceBuffer>,
): void {
  if (epilogue) {
    const product = temporary(precisionInPrograms(a.dtype), output.shape);
    matmul(a, b, product);
    map(epilogue.program, [product, ...epilogue.inputs], [output]);
    return;
  }
  const rank = output.shape.length;
  const rows = a.shape[rank - 2];
  const terms = a.shape[rank - 1];
  const columns = b.shape[rank - 1];
  const batches = sizeOf(output.shape.slice(0, rank - 2));
  const left = readAll(a);
  const right = readAll(b);
  const rowProduct = rowProductOf(a.dtype);
  const sums = newBlock(a.dtype, columns);
  const target = new Cursor(output);
  for (let batch = 0; batch < batches; batch++) {
    for (let row = 0; row < rows; row++) {
      const rowStart = (batch * rows + row) * terms;
      rowProduct(left, rowStart, right, batch * terms * columns, terms, columns, sums);
      target.write(sums, 0, columns);
    }
  }
}

/** 16-bit floats have float32 precision until a program stores them. */
function precisionInPrograms(dtype: DType): DType {
  return dtype === 'float16' || dtype === 'bfloat16' ? 'float32' : dtype;
}

function temporary(dtype: DType, shape: readonly number[]): ReferenceView {
  return { buffer: new ReferenceBuffer(sizeOf(shape) * byteWidth(dtype)), dtype, ...contiguousLayout(shape) };
}
