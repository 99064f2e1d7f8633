/**
 * @file Views with values, for the tests of kernels.
 */

import {
  byteWidth,
  contiguousLayout,
  type DType,
  encodeElement,
  type Layout,
  type Shape,
  sizeOf,
} from '@tenon/core/backend';
import { ReferenceBuffer, type ReferenceView } from '../buffer.ts';
import { readAll } from '../element-access.ts';

/** A contiguous view of these values, in row-major order. */
export function view(dtype: DType, shape: Shape, values: readonly (number | bigint | boolean)[]): ReferenceView {
  const buffer = new ReferenceBuffer(values.length * byteWidth(dtype));
  const array = buffer.as(dtype);
  values.forEach((value, i) => {
    array[i] = encodeElement(dtype, value);
  });
  return { buffer, dtype, ...contiguousLayout(shape) };
}

/** A contiguous view to be written; it holds a value that no test expects. */
export function blank(dtype: DType, shape: Shape): ReferenceView {
  return view(dtype, shape, Array.from({ length: sizeOf(shape) }, () => 99));
}

/** The same memory under another layout. */
export function relaid(view: ReferenceView, layout: Partial<Layout>): ReferenceView {
  return { ...view, ...layout };
}

/** The values of a view, in row-major order. */
export function values(view: ReferenceView): (number | bigint)[] {
  return Array.from<number | bigint>(readAll(view));
}
