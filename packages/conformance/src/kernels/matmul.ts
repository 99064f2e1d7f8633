/**
 * @file Cases of `matmul`: sizes around every blocking, batches, broadcast batches, empty sums, and the epilogue.
 */

import type { DType } from '@tenon/core';
import { buildProgram, type Shape, type View } from '@tenon/core/backend';
import {
  added,
  coordinates,
  drawn,
  elementsOf,
  expectedValues,
  type KernelCase,
  type KernelSpec,
  type LoopElement,
  multiplied,
  numericDTypes,
  positionOf,
} from './kernel-case.ts';

export const matmulSpec: KernelSpec = {
  kernel: 'matmul',
  dtypes: numericDTypes,
  cases: (dtype) => [
    ...sizes.map(([m, k, n]) => matmulCase(dtype, [], m, k, n)),
    matmulCase(dtype, [3], 2, 5, 4),
    matmulCase(dtype, [2, 3], 3, 2, 5),
    matmulCase(dtype, [0], 2, 3, 4),
    matmulCase(dtype, [3], 4, 5, 6, 'broadcast'),
    matmulCase(dtype, [], 5, 6, 7, 'epilogue'),
    matmulCase(dtype, [2], 3, 9, 17, 'epilogue'),
  ],
};

/** Rows, inner length, columns. */
const sizes: readonly (readonly [number, number, number])[] = [
  [1, 1, 1],
  [2, 3, 4],
  [5, 7, 3],
  [1, 9, 6],
  [6, 9, 1],
  [8, 8, 8],
  [13, 17, 19],
  [33, 31, 35],
  [3, 0, 4],
  [0, 3, 4],
  [3, 4, 0],
];

function matmulCase(
  dtype: DType,
  batch: Shape,
  m: number,
  k: number,
  n: number,
  variant?: 'broadcast' | 'epilogue',
): KernelCase {
  const a = drawn('matmul/a', dtype, [...batch, m, k]);
  // One matrix for the whole batch, seen with stride 0.
  const b = drawn('matmul/b', dtype, variant === 'broadcast' ? [k, n] : [...batch, k, n]);
  const bias = drawn('matmul/bias', dtype, [...batch, m, n]);
  const left = elementsOf(a);
  const right = elementsOf(b);
  const shape = [...batch, m, n];
  const zero: LoopElement = dtype === 'int64' || dtype === 'uint64' ? 0n : 0;
  const products = [...coordinates(shape)].map((coordinate, position) => {
    const [row, column] = coordinate.slice(-2);
    const group = coordinate.slice(0, -2);
    let sum = zero;
    for (let i = 0; i < k; i++) {
      const x = left[positionOf([...group, row, i], a.shape)];
      const y = right[positionOf(variant === 'broadcast' ? [i, column] : [...group, i, column], b.shape)];
      sum = added(dtype, sum, multiplied(dtype, x, y));
    }
    return variant === 'epilogue' ? added(dtype, sum, elementsOf(bias)[position]) : sum;
  });
  const program = buildProgram([dtype, dtype], (s, [product, addend]) => s.add(product, addend));
  return {
    label: `[${a.shape.join(', ')}] × [${b.shape.join(', ')}]${variant ? `, ${variant}` : ''}`,
    inputs: variant === 'epilogue' ? [a, b, bias] : [a, b],
    expected: [expectedValues(dtype, shape, products)],
    outputDTypes: [dtype],
    run(kernels, [x, y, addend], [output]) {
      const repeated = variant === 'broadcast' ? repeatedBatch(y, batch) : y;
      const epilogue = variant === 'epilogue' ? { program, inputs: [addend] } : undefined;
      kernels.matmul(x, repeated, output, epilogue);
    },
    // A sum of products, of which each may be as large as 16.
    ulp: 4 * Math.max(1, k),
    terms: true,
  };
}

const repeatedBatch = (view: View, batch: Shape): View => ({
  ...view,
  shape: [...batch, ...view.shape],
  strides: [...batch.map(() => 0), ...view.strides],
});
