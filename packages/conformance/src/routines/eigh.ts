/**
 * @file Cases of `eigh`: A · V is V · diag(values), with values ascending; the upper triangle is not read.
 */

import { type FloatingDType, finfo } from '@tenon/core';
import type { TensorValues } from '../sample/tensor-values.ts';
import { at, type Matrix, matricesOf, matrix, oneNorm, product, vectorsOf } from './matrix.ts';
import {
  orthonormality,
  type RefusedRoutineCall,
  type RoutineCase,
  type RoutineSpec,
  residual,
} from './routine-case.ts';
import {
  degenerateMatrices,
  extremeMatrices,
  gaussianMatrices,
  mapElements,
  matrixOf,
  squareShapes,
} from './routine-samples.ts';

export const eighSpec: RoutineSpec = {
  routine: 'eigh',
  cases: (dtype) =>
    [
      ...squareShapes.map((shape) => ({
        label: `[${shape.join(', ')}]`,
        values: gaussianMatrices('eigh', dtype, shape),
      })),
      ...degenerateMatrices(dtype, 6, 6),
      ...extremeMatrices('eigh', dtype, [5, 5]),
      // Eigenvalues in pairs that differ in the last digits (Wilkinson's matrix).
      {
        label: 'W21⁺',
        values: matrixOf(dtype, 21, 21, (i, j) =>
          i === j ? Math.abs(10 - i) : Number(Math.abs(i - j) === 1),
        ),
      },
    ].flatMap(({ label, values }) => [
      eighCase(label, lowerTriangle(values), true, dtype),
      eighCase(`${label}, values alone`, lowerTriangle(values), false, dtype),
    ]),
  refused: (dtype) =>
    [NaN, Infinity].map((element) =>
      refusedCase(
        mapElements(gaussianMatrices('eigh', dtype, [2, 3, 3]), (x, i, j) =>
          i === 2 && j === 1 ? element : x,
        ),
        /matrix \[0\] of the batch/,
      ),
    ),
};

/** NaN above the diagonal, where nothing may be read. */
const lowerTriangle = (values: TensorValues) => mapElements(values, (x, i, j) => (j > i ? NaN : x));

function eighCase(
  label: string,
  input: TensorValues,
  withVectors: boolean,
  dtype: FloatingDType,
): RoutineCase {
  const valuesSpec = { dtype, shape: input.shape.slice(0, -1) };
  return {
    label,
    inputs: [input],
    outputs: withVectors ? [valuesSpec, input] : [valuesSpec],
    run: (routines, [a], [values, vectors]) => routines.eigh(a, values, vectors ?? null),
    requirements: ([values, vectors]) =>
      matricesOf(input).flatMap((a, position) => {
        const symmetric = matrix(a.rows, a.rows, (i, j) => at(a, Math.max(i, j), Math.min(i, j)));
        const ascending = vectorsOf(values)[position];
        return [
          {
            what: 'the values ascend',
            holds: ascending.every((value, i) => i === 0 || value >= ascending[i - 1]),
          },
          {
            what: 'the sums of the values and of their squares are the trace and the squared norm',
            holds: momentResidual(symmetric, ascending, dtype),
          },
          ...(vectors ? pairRequirements(symmetric, ascending, matricesOf(vectors)[position], dtype) : []),
        ];
      }),
  };
}

function pairRequirements(a: Matrix, values: Float64Array, v: Matrix, dtype: FloatingDType) {
  const scaled = matrix(v.rows, v.columns, (i, j) => at(v, i, j) * values[j]);
  return [
    { what: 'A · V is V · diag(values)', holds: residual(product(a, v), scaled, oneNorm(a), dtype) },
    { what: 'the vectors are orthonormal', holds: orthonormality(v, dtype) },
  ];
}

/** Σλ is the trace and Σλ² the squared Frobenius norm: what must hold of values that come without vectors. */
function momentResidual(a: Matrix, values: Float64Array, dtype: FloatingDType): number {
  const scale = oneNorm(a);
  if (scale === 0) return values.every((value) => value === 0) ? 0 : Infinity;
  let [trace, squares] = [0, 0];
  for (let i = 0; i < a.rows; i++) trace += at(a, i, i) / scale;
  for (const element of a.elements) squares += (element / scale) ** 2;
  for (const value of values) {
    trace -= value / scale;
    squares -= (value / scale) ** 2;
  }
  return Math.max(Math.abs(trace), Math.abs(squares)) / (a.rows * finfo(dtype).eps);
}

function refusedCase(input: TensorValues, message: RegExp): RefusedRoutineCall {
  return {
    label: 'an element that is not finite',
    inputs: [input],
    outputs: [{ dtype: input.dtype, shape: input.shape.slice(0, -1) }, input],
    run: (routines, [a], [values, vectors]) => routines.eigh(a, values, vectors),
    message,
  };
}
