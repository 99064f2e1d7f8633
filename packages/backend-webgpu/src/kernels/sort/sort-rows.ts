/**
 * @file The rows that a sort goes over, and where its results go: what its shaders have in common.
 *
 * What is sorted are keys with the positions of their elements. Since positions differ, any two elements do, and a sort is
 * stable whatever it exchanges.
 */

import { collapseLayouts, sizeOf } from '@tenon/core/backend';
import type { GpuBuffer, GpuView } from '../../memory/gpu-buffer.ts';
import { type BindingPlan, type Operand, planBindings } from '../../wgsl/operands.ts';
import { orderKeyFunction } from '../../wgsl/order-key.ts';
import { walkParameters, walkStatements, walkValues } from '../../wgsl/walk.ts';

export interface SortRows {
  readonly input: GpuView;
  readonly descending: boolean;
  readonly values: GpuView;
  readonly permutation: GpuView;
  readonly rows: number;
  readonly length: number;
  /** Axes of the walk from row to row. */
  readonly rank: number;
  /** Values of `rowParameters`. */
  readonly parameters: readonly number[];
}

/** What is walked from row to row. */
const walks = ['x', 'values', 'permutation'];

/** Parameters of rows. */
export function rowParameters(rank: number): readonly string[] {
  return ['rows', 'row_length', ...walks.map((name) => `${name}_along`), ...walkParameters(rank, walks)];
}

export function sortRows(
  input: GpuView,
  descending: boolean,
  values: GpuView,
  permutation: GpuView,
): SortRows {
  const views = [input, values, permutation];
  const rowShape = input.shape.slice(0, -1);
  const length = input.shape[rowShape.length];
  const rows = sizeOf(rowShape);
  const { shape, strides } = collapseLayouts(
    rowShape,
    views.map((view) => view.strides.slice(0, -1)),
  );
  const layouts = views.map(({ offset }, i) => ({ offset, strides: strides[i] }));
  const along = views.map((view) => view.strides[rowShape.length]);
  const parameters = [rows, length, ...along, ...walkValues(shape, layouts)];
  return { input, descending, values, permutation, rows, length, rank: shape.length, parameters };
}

/** Keys and positions between two passes, of all rows one after the other. */
export interface Runs {
  readonly keys: GpuBuffer;
  readonly positions: GpuBuffer;
}

/** Operands with the buffers that they lie in. */
export type BoundOperand = Operand & { readonly buffer: GpuBuffer };

export function planOf(operands: readonly BoundOperand[]): BindingPlan {
  return planBindings(operands.map(({ buffer }) => buffer));
}

/** What a pass reads of runs. */
export function runOperands({ keys, positions }: Runs): readonly BoundOperand[] {
  return [
    { name: 'keys', dtype: 'uint32', access: 'read', buffer: keys },
    { name: 'positions', dtype: 'uint32', access: 'read', buffer: positions },
  ];
}

/** What a pass stores: runs for another pass, or sorted values and where they were. */
export function storedOperands(
  { input, values, permutation }: SortRows,
  to: Runs | 'results',
): readonly BoundOperand[] {
  if (to === 'results') {
    return [
      { name: 'values', dtype: input.dtype, access: 'write', buffer: values.buffer },
      { name: 'permutation', dtype: 'int32', access: 'write', buffer: permutation.buffer },
    ];
  }
  return [
    { name: 'next_keys', dtype: 'uint32', access: 'write', buffer: to.keys },
    { name: 'next_positions', dtype: 'uint32', access: 'write', buffer: to.positions },
  ];
}

/** The input as an operand. */
export function inputOperand({ input }: SortRows): BoundOperand {
  return { name: 'x', dtype: input.dtype, access: 'read', buffer: input.buffer };
}

/** Declares `key_at(row, position)`, the key of an element of the input. */
export function keyFunctions({ input, descending, rank }: SortRows): readonly string[] {
  return [
    orderKeyFunction(input.dtype, descending),
    `fn key_at(row: u32, position: u32) -> u32 {
  ${walkStatements(rank, ['x'], 'row').join('\n  ')}
  return order_key(load_x(x_at + position * parameters.x_along));
}`,
  ];
}

/** Declares `put(row, rank, key, position)`, which stores what is at a rank of a row. */
export function putFunction({ rank }: SortRows, to: 'runs' | 'results'): string {
  const statements =
    to === 'runs'
      ? [
          'let i = row * parameters.row_length + rank;',
          'store_next_keys(i, key);',
          'store_next_positions(i, position);',
        ]
      : [
          ...walkStatements(rank, walks, 'row'),
          // Its very bits: a key does not tell −0 from 0, nor one NaN from another.
          'let value = load_x(x_at + position * parameters.x_along);',
          'store_values(values_at + rank * parameters.values_along, value);',
          'store_permutation(permutation_at + rank * parameters.permutation_along, i32(position));',
        ];
  return `fn put(row: u32, rank: u32, key: u32, position: u32) {
  ${statements.join('\n  ')}
}`;
}
