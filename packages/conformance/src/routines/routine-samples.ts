/**
 * @file Matrices that routines are tried on: shapes from none to odd beyond a block, and those that break algorithms.
 */

import type { FloatingDType } from '@tenon/core';
import { type Shape, sizeOf } from '@tenon/core/backend';
import { randomSource } from '../sample/random-source.ts';
import { type TensorValues, tensorValues } from '../sample/tensor-values.ts';

/** An input with a name. */
export interface NamedMatrices {
  readonly label: string;
  readonly values: TensorValues;
}

/** Square matrices: one element, odd orders, a batch, empty ones, one beyond the blocks of most implementations. */
export const squareShapes: readonly Shape[] = [
  [1, 1],
  [2, 2],
  [5, 5],
  [2, 3, 4, 4],
  [33, 33],
  [2, 70, 70],
  [0, 3, 3],
  [2, 0, 0],
];

/** Tall, wide and empty matrices. */
export const rectangularShapes: readonly Shape[] = [
  [5, 3],
  [3, 5],
  [2, 7, 4],
  [2, 4, 7],
  [40, 9],
  [9, 40],
  [3, 0],
  [0, 3],
];

/** Elements normally distributed, times `scale`. */
export function gaussianMatrices(seed: string, dtype: FloatingDType, shape: Shape, scale = 1): TensorValues {
  const random = randomSource(`${seed}/${shape.join('x')}`);
  const draw = () => scale * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return tensorValues(dtype, shape, Array.from({ length: sizeOf(shape) }, draw));
}

/** A matrix from its elements by row and column. */
export function matrixOf(
  dtype: FloatingDType,
  rows: number,
  columns: number,
  element: (i: number, j: number) => number,
): TensorValues {
  const elements = Array.from({ length: rows * columns }, (_, position) =>
    element(Math.floor(position / columns), position % columns),
  );
  return tensorValues(dtype, [rows, columns], elements);
}

/** The same matrices, with elements replaced by their coordinates. */
export function mapElements(
  values: TensorValues,
  element: (x: number, i: number, j: number) => number,
): TensorValues {
  const [rows, columns] = values.shape.slice(-2);
  const data = (values.data as Float64Array).map((x, position) =>
    element(x, Math.floor(position / columns) % rows, position % columns),
  );
  return { ...values, data };
}

/** Matrices whose squares leave the dtype: great and small ones. A square of their elements is neither finite nor normal. */
export function extremeMatrices(seed: string, dtype: FloatingDType, shape: Shape): readonly NamedMatrices[] {
  const great = dtype === 'float32' ? 1e30 : 1e200;
  return [
    { label: `great [${shape.join(', ')}]`, values: gaussianMatrices(seed, dtype, shape, great) },
    { label: `small [${shape.join(', ')}]`, values: gaussianMatrices(seed, dtype, shape, 1 / great) },
  ];
}

/** Matrices of a low rank, repeated values and nothing at all. */
export function degenerateMatrices(
  dtype: FloatingDType,
  rows: number,
  columns: number,
): readonly NamedMatrices[] {
  return [
    { label: 'zeros', values: matrixOf(dtype, rows, columns, () => 0) },
    { label: 'identity', values: matrixOf(dtype, rows, columns, (i, j) => Number(i === j)) },
    { label: 'ones', values: matrixOf(dtype, rows, columns, () => 1) },
    { label: 'rank 2', values: matrixOf(dtype, rows, columns, (i, j) => i + j) },
    { label: 'graded', values: matrixOf(dtype, rows, columns, (i, j) => 10 ** -(1.5 * Math.max(i, j))) },
    {
      label: 'zero columns',
      values: matrixOf(dtype, rows, columns, (i, j) => (j % 2 === 0 ? i + j ** 2 + 1 : 0)),
    },
  ];
}
