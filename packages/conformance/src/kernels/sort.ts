/**
 * @file Cases of `sort`: both directions, ties in their order, NaN last.
 */

import { isFloating } from '@tenon/core';
import type { Shape } from '@tenon/core/backend';
import type { TensorValues } from '../sample/tensor-values.ts';
import {
  drawn,
  elementsOf,
  expectedValues,
  type KernelCase,
  type KernelSpec,
  type LoopElement,
  numericDTypes,
} from './kernel-case.ts';

export const sortSpec: KernelSpec = {
  kernel: 'sort',
  dtypes: numericDTypes,
  cases: (dtype) => {
    const shapes: readonly Shape[] = [[1], [7], [5, 7], [3, 4, 5], [0], [3, 0], [0, 3], [301], [2, 129]];
    const inputs = shapes.map((shape) =>
      drawn('sort', dtype, shape, (random) => Math.floor(random() * 50) - 20),
    );
    return [...inputs, ...(isFloating(dtype) ? [withNaN(inputs[2])] : [])].flatMap((input) => [
      sortCase(input, false),
      sortCase(input, true),
    ]);
  },
};

const withNaN = (input: TensorValues): TensorValues => ({
  ...input,
  data: (input.data as Float32Array).map((x, i) => (i % 4 === 1 ? NaN : x)),
});

function sortCase(input: TensorValues, descending: boolean): KernelCase {
  const { dtype, shape } = input;
  const length = shape[shape.length - 1];
  const elements = elementsOf(input);
  const values: LoopElement[] = [];
  const permutation: number[] = [];
  for (let start = 0; start < elements.length; start += length) {
    const row = elements.slice(start, start + length);
    // JavaScript's own sort is stable.
    const order = row.map((_, i) => i).sort((i, j) => precedence(row[i], row[j], descending));
    values.push(...order.map((i) => row[i]));
    permutation.push(...order);
  }
  return {
    label: `[${shape.join(', ')}]${descending ? ' descending' : ''}`,
    inputs: [input],
    expected: [expectedValues(dtype, shape, values), expectedValues('int32', shape, permutation)],
    outputDTypes: [dtype, 'int32'],
    run: (kernels, [x], [sorted, places]) => kernels.sort(x, descending, sorted, places),
    ulp: 0,
  };
}

function precedence(a: LoopElement, b: LoopElement, descending: boolean): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  const order = a < b ? -1 : a > b ? 1 : 0;
  return descending ? -order : order;
}
