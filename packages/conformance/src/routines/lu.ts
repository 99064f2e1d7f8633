/**
 * @file Cases of `lu`: row i of L · U is row `permutation[i]` of the input, singular or not.
 */

import type { FloatingDType } from '@tenon/core';
import type { TensorValues } from '../sample/tensor-values.ts';
import { at, type Matrix, matricesOf, matrix, oneNorm, product, vectorsOf } from './matrix.ts';
import { type Requirement, type RoutineCase, type RoutineSpec, residual } from './routine-case.ts';
import { degenerateMatrices, extremeMatrices, gaussianMatrices, squareShapes } from './routine-samples.ts';

export const luSpec: RoutineSpec = {
  routine: 'lu',
  cases: (dtype) => [
    ...squareShapes.map((shape) =>
      luCase(`[${shape.join(', ')}]`, gaussianMatrices('lu', dtype, shape), dtype),
    ),
    ...[...degenerateMatrices(dtype, 6, 6), ...extremeMatrices('lu', dtype, [5, 5])].map(
      ({ label, values }) => luCase(label, values, dtype),
    ),
  ],
  refused: () => [],
};

function luCase(label: string, input: TensorValues, dtype: FloatingDType): RoutineCase {
  return {
    label,
    inputs: [input],
    outputs: [input, { dtype: 'int32', shape: input.shape.slice(0, -1) }],
    run: (routines, [a], [packed, permutation]) => routines.lu(a, packed, permutation),
    requirements: ([packed, permutation]) => {
      const factors = matricesOf(packed);
      const permutations = vectorsOf(permutation);
      return matricesOf(input).flatMap((a, position) =>
        requirementsOf(a, factors[position], Array.from(permutations[position]), dtype),
      );
    },
  };
}

function requirementsOf(
  a: Matrix,
  packed: Matrix,
  permutation: readonly number[],
  dtype: FloatingDType,
): readonly Requirement[] {
  const n = a.rows;
  const sorted = [...permutation].sort((x, y) => x - y);
  const isPermutation = sorted.every((row, i) => row === i);
  const lower = matrix(n, n, (i, j) => (i === j ? 1 : i > j ? at(packed, i, j) : 0));
  const upper = matrix(n, n, (i, j) => (i <= j ? at(packed, i, j) : 0));
  const permuted = matrix(n, n, (i, j) => (isPermutation ? at(a, permutation[i], j) : NaN));
  return [
    { what: 'the permutation has every row once', holds: isPermutation },
    {
      what: 'L · U is the permuted input',
      holds: residual(permuted, product(lower, upper), oneNorm(a), dtype),
    },
    {
      what: 'pivoting leaves no element of L greater than 1',
      holds: lower.elements.every((element) => Math.abs(element) <= 1),
    },
  ];
}
