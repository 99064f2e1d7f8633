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
}

export function sortRows(
  input: GpuView,
  descending: boolean,
  values: GpuView,
  permutation: GpuView,
): SortRows {
  const length = input.shape[input.shape.length - 1];
  const rows = length === 0 ? 0 : sizeOf(input.shape) / length;
  return { input, descending, values, permutation, rows, length };
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
export function resultOperands({ input, values, permutation }: SortRows, to: Runs | 'results') {
  const operands: readonly BoundOperand[] =
    to === 'results'
      ? [
          { name: 'values', dtype: input.dtype, access: 'write', buffer: values.buffer },
          { name: 'permutation', dtype: 'int32', access: 'write', buffer: permutation.buffer },
        ]
      : [
          { name: 'next_keys', dtype: 'uint32', access: 'write', buffer: to.keys },
          { name: 'next_positions', dtype: 'uint32', access: 'write', buffer: to.positions },
        ];
  return operands;
}

/** The input as an operand. */
export function inputOperand({ input }: SortRows): BoundOperand {
  return { name: 'x', dtype: input.dtype, access: 'read', buffer: input.buffer };
}

/** The layouts of input, values and permutation: from row to row, and along a row. */
interface RowLayouts {
  readonly shape: readonly number[];
  readonly walks: readonly { readonly offset: number; readonly strides: readonly number[] }[];
  readonly along: readonly number[];
}

function layoutsOf({ input, values, permutation }: SortRows): RowLayouts {
  const views = [input, values, permutation];
  const outer = (each: readonly number[]) => each.slice(0, -1);
  const { shape, strides } = collapseLayouts(
    outer(input.shape),
    views.map((view) => outer(view.strides)),
  );
  return {
    shape,
    walks: views.map(({ offset }, i) => ({ offset, strides: strides[i] })),
    along: views.map((view) => view.strides[view.strides.length - 1]),
  };
}

const walks = ['x', 'values', 'permutation'];

/** Axes of the walk from row to row. */
export function rowRank(sort: SortRows): number {
  return layoutsOf(sort).shape.length;
}

/** Parameters of rows, and their values. */
export function rowParameters(rank: number): readonly string[] {
  return ['rows', 'row_length', ...walks.map((name) => `${name}_along`), ...walkParameters(rank, walks)];
}

export function rowValues(sort: SortRows): readonly number[] {
  const { shape, walks: layouts, along } = layoutsOf(sort);
  return [sort.rows, sort.length, ...along, ...walkValues(shape, layouts)];
}

/** Declares `key_at(row, position)`, the key of an element of the input. */
export function keyFunctions({ input, descending }: SortRows, rank: number): readonly string[] {
  return [
    orderKeyFunction(input.dtype, descending),
    `fn key_at(row: u32, position: u32) -> u32 {
  ${walkStatements(rank, ['x'], 'row').join('\n  ')}
  return order_key(load_x(x_at + position * parameters.x_along));
}`,
  ];
}

/** Declares `put(row, rank, key, position)`, which stores what is at a rank of a row. */
export function putFunction(to: 'runs' | 'results', rank: number): string {
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
