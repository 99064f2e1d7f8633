/**
 * @file Tensors as rows: one axis, or several that are walked as one, and all the others.
 */

import { collapseLayouts } from '@tenon/core/backend';
import type { GpuView } from '../memory/gpu-buffer.ts';

/** Where the rows of several operands lie. */
export interface Rows {
  /** The shape of the axes that tell rows apart. */
  readonly shape: readonly number[];
  /** By operand, where row 0 begins and how to go from row to row. */
  readonly walks: readonly { readonly offset: number; readonly strides: readonly number[] }[];
  readonly count: number;
  /** Elements of a row. */
  readonly length: number;
  /** By operand, from element to element of a row. */
  readonly along: readonly number[];
}

/** The rows along `axes` of views of one shape; undefined if they are not walked as one axis by every operand. */
export function rowsOf(views: readonly GpuView[], axes: readonly number[]): Rows | undefined {
  const { shape } = views[0];
  const within = (each: readonly number[]) => axes.map((axis) => each[axis]);
  const outside = (each: readonly number[]) => each.filter((_, axis) => !axes.includes(axis));
  const row = collapseLayouts(
    within(shape),
    views.map(({ strides }) => within(strides)),
  );
  if (row.shape.length > 1) return undefined;
  const others = collapseLayouts(
    outside(shape),
    views.map(({ strides }) => outside(strides)),
  );
  return {
    shape: others.shape,
    walks: views.map(({ offset }, i) => ({ offset, strides: others.strides[i] })),
    count: others.shape.reduce((product, length) => product * length, 1),
    length: row.shape[0] ?? 1,
    along: row.strides.map((strides) => strides[0] ?? 0),
  };
}
