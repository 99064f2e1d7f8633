/**
 * @file Cases of `cholesky`: L · Lᵀ gives the input back, whose upper triangle is not read.
 */

import type { FloatingDType } from '@tenon/core';
import type { TensorValues } from '../sample/tensor-values.ts';
import { at, isZeroWhere, matricesOf, matrix, oneNorm, product, transposed } from './matrix.ts';
import { type RefusedRoutineCall, type RoutineCase, type RoutineSpec, residual } from './routine-case.ts';
import { gaussianMatrices, mapElements, matrixOf, squareShapes } from './routine-samples.ts';

export const choleskySpec: RoutineSpec = {
  routine: 'cholesky',
  cases: (dtype) => [
    ...squareShapes.map((shape) =>
      choleskyCase(`[${shape.join(', ')}]`, positiveDefinite(dtype, shape), dtype),
    ),
    choleskyCase(
      'great',
      mapElements(positiveDefinite(dtype, [4, 4]), (x) => x * 1e30),
      dtype,
    ),
    choleskyCase(
      'small',
      mapElements(positiveDefinite(dtype, [4, 4]), (x) => x * 1e-30),
      dtype,
    ),
    choleskyCase('NaN above the diagonal', belowDiagonal(positiveDefinite(dtype, [2, 5, 5])), dtype),
  ],
  refused: (dtype) => [
    refusedCase(
      'indefinite',
      matrixOf(dtype, 2, 2, (i, j) => (i === j ? 1 : 2)),
      /leading minor of order 2/,
    ),
    refusedCase(
      'zeros',
      matrixOf(dtype, 3, 3, () => 0),
      /the matrix is not positive definite.*order 1/,
    ),
    refusedCase(
      'NaN',
      matrixOf(dtype, 3, 3, (i, j) => (i === j ? 1 + i : i === 1 ? NaN : 0)),
      /order 2/,
    ),
    refusedCase(
      'the fourth matrix of a batch',
      {
        ...positiveDefinite(dtype, [2, 3, 40, 40]),
        data: (positiveDefinite(dtype, [2, 3, 40, 40]).data as Float64Array).map((x, position) =>
          position === 3 * 1600 + 38 * 41 ? -x : x,
        ),
      },
      /matrix \[1, 0\] of the batch.*order 39/,
    ),
  ],
};

/** M · Mᵀ / n + I / 2 for a normal M. */
function positiveDefinite(dtype: FloatingDType, shape: readonly number[]): TensorValues {
  const factors = gaussianMatrices('cholesky', dtype, shape);
  const products = matricesOf(factors).flatMap((m) => {
    const square = product(m, transposed(m));
    return Array.from(
      matrix(m.rows, m.rows, (i, j) => at(square, i, j) / m.rows + (i === j ? 0.5 : 0)).elements,
    );
  });
  return { ...factors, data: (factors.data as Float64Array).map((_, position) => products[position]) };
}

const belowDiagonal = (values: TensorValues) => mapElements(values, (x, i, j) => (j > i ? NaN : x));

function choleskyCase(label: string, input: TensorValues, dtype: FloatingDType): RoutineCase {
  return {
    label,
    inputs: [input],
    outputs: [input],
    run: (routines, [a], [l]) => routines.cholesky(a, l),
    requirements: ([output]) =>
      matricesOf(input).flatMap((a, position) => {
        const symmetric = matrix(a.rows, a.rows, (i, j) => at(a, Math.max(i, j), Math.min(i, j)));
        const factor = matricesOf(output)[position];
        return [
          {
            what: 'L · Lᵀ is the input',
            holds: residual(symmetric, product(factor, transposed(factor)), oneNorm(symmetric), dtype),
          },
          { what: 'L is zero above the diagonal', holds: isZeroWhere(factor, (i, j) => j > i) },
          {
            what: 'the diagonal of L is positive',
            holds: Array.from({ length: a.rows }, (_, i) => at(factor, i, i) > 0).every(Boolean),
          },
        ];
      }),
  };
}

function refusedCase(label: string, input: TensorValues, message: RegExp): RefusedRoutineCall {
  return {
    label,
    inputs: [input],
    outputs: [input],
    run: (routines, [a], [l]) => routines.cholesky(a, l),
    message,
  };
}
