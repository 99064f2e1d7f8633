/**
 * @file Cases of `svd`: U · diag(s) · Vᵀ gives the input back, reduced, full, and with singular values alone.
 */

import { type FloatingDType, finfo } from '@tenon/core';
import type { TensorValues } from '../sample/tensor-values.ts';
import { at, type Matrix, matricesOf, matrix, oneNorm, product, transposed, vectorsOf } from './matrix.ts';
import {
  orthonormality,
  type RefusedRoutineCall,
  type Requirement,
  type RoutineCase,
  type RoutineSpec,
  residual,
} from './routine-case.ts';
import {
  degenerateMatrices,
  extremeMatrices,
  gaussianMatrices,
  mapElements,
  rectangularShapes,
  squareShapes,
} from './routine-samples.ts';

type Extent = 'reduced' | 'full' | 'values alone';

export const svdSpec: RoutineSpec = {
  routine: 'svd',
  cases: (dtype) =>
    [
      ...[...squareShapes, ...rectangularShapes].map((shape) => ({
        label: `[${shape.join(', ')}]`,
        values: gaussianMatrices('svd', dtype, shape),
      })),
      ...degenerateMatrices(dtype, 6, 4),
      ...degenerateMatrices(dtype, 4, 6),
      ...extremeMatrices('svd', dtype, [5, 3]),
    ].flatMap(({ label, values }) =>
      (['reduced', 'full', 'values alone'] as const).map((extent) =>
        svdCase(`${label}, ${extent}`, values, extent, dtype),
      ),
    ),
  refused: (dtype) =>
    [NaN, Infinity].map((element) =>
      refusedCase(
        mapElements(gaussianMatrices('svd', dtype, [2, 4, 3]), (x, i, j) =>
          i === 0 && j === 2 ? element : x,
        ),
        /matrix \[0\] of the batch/,
      ),
    ),
};

function svdCase(label: string, input: TensorValues, extent: Extent, dtype: FloatingDType): RoutineCase {
  const batch = input.shape.slice(0, -2);
  const [m, n] = input.shape.slice(-2);
  const count = Math.min(m, n);
  const [p, q] = extent === 'full' ? [m, n] : [count, count];
  const vectors = [
    { dtype, shape: [...batch, m, p] },
    { dtype, shape: [...batch, n, q] },
  ];
  return {
    label,
    inputs: [input],
    outputs: [{ dtype, shape: [...batch, count] }, ...(extent === 'values alone' ? [] : vectors)],
    run: (routines, [a], [s, u, v]) => routines.svd(a, s, u ?? null, v ?? null),
    requirements: ([s, us, vs]) =>
      matricesOf(input).flatMap((a, position) => {
        const values = vectorsOf(s)[position];
        return [
          {
            what: 'the singular values descend and are not negative',
            holds: values.every((value, i) => value >= 0 && (i === 0 || value <= values[i - 1])),
          },
          {
            what: 'the sum of their squares is the squared norm',
            holds: squaresResidual(a, values, dtype),
          },
          ...(us && vs
            ? factorRequirements(a, values, matricesOf(us)[position], matricesOf(vs)[position], dtype)
            : []),
        ];
      }),
  };
}

function factorRequirements(
  a: Matrix,
  s: Float64Array,
  u: Matrix,
  v: Matrix,
  dtype: FloatingDType,
): readonly Requirement[] {
  // Of a full decomposition only the first columns meet a singular value.
  const scaled = matrix(u.rows, s.length, (i, j) => at(u, i, j) * s[j]);
  const thin = matrix(v.rows, s.length, (i, j) => at(v, i, j));
  return [
    {
      what: 'U · diag(s) · Vᵀ is the input',
      holds: residual(a, product(scaled, transposed(thin)), oneNorm(a), dtype),
    },
    { what: 'the columns of U are orthonormal', holds: orthonormality(u, dtype) },
    { what: 'the columns of V are orthonormal', holds: orthonormality(v, dtype) },
  ];
}

/** Σs² is the squared Frobenius norm: what must hold of singular values that come alone. */
function squaresResidual(a: Matrix, s: Float64Array, dtype: FloatingDType): number {
  const scale = oneNorm(a);
  if (scale === 0) return s.every((value) => value === 0) ? 0 : Infinity;
  let squares = 0;
  for (const element of a.elements) squares += (element / scale) ** 2;
  for (const value of s) squares -= (value / scale) ** 2;
  return Math.abs(squares) / (Math.max(a.rows, a.columns) * finfo(dtype).eps);
}

function refusedCase(input: TensorValues, message: RegExp): RefusedRoutineCall {
  const [m, n] = input.shape.slice(-2);
  const batch = input.shape.slice(0, -2);
  const count = Math.min(m, n);
  return {
    label: 'an element that is not finite',
    inputs: [input],
    outputs: [
      [...batch, count],
      [...batch, m, count],
      [...batch, n, count],
    ].map((shape) => ({
      dtype: input.dtype,
      shape,
    })),
    run: (routines, [a], [s, u, v]) => routines.svd(a, s, u, v),
    message,
  };
}
