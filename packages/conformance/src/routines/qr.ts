/**
 * @file Cases of `qr`: Q · R gives the input back, reduced and full.
 */

import type { FloatingDType } from '@tenon/core';
import type { TensorValues } from '../sample/tensor-values.ts';
import { isZeroWhere, matricesOf, oneNorm, product } from './matrix.ts';
import { orthonormality, type RoutineCase, type RoutineSpec, residual } from './routine-case.ts';
import {
  degenerateMatrices,
  extremeMatrices,
  gaussianMatrices,
  rectangularShapes,
  squareShapes,
} from './routine-samples.ts';

export const qrSpec: RoutineSpec = {
  routine: 'qr',
  cases: (dtype) =>
    [
      ...[...squareShapes, ...rectangularShapes].map((shape) => ({
        label: `[${shape.join(', ')}]`,
        values: gaussianMatrices('qr', dtype, shape),
      })),
      ...degenerateMatrices(dtype, 6, 4),
      ...degenerateMatrices(dtype, 4, 6),
      ...extremeMatrices('qr', dtype, [5, 3]),
    ].flatMap(({ label, values }) => [
      qrCase(label, values, false, dtype),
      qrCase(`${label}, full`, values, true, dtype),
    ]),
  refused: () => [],
};

function qrCase(label: string, input: TensorValues, full: boolean, dtype: FloatingDType): RoutineCase {
  const batch = input.shape.slice(0, -2);
  const [m, n] = input.shape.slice(-2);
  const p = full ? m : Math.min(m, n);
  return {
    label,
    inputs: [input],
    outputs: [
      { dtype, shape: [...batch, m, p] },
      { dtype, shape: [...batch, p, n] },
    ],
    run: (routines, [a], [q, r]) => routines.qr(a, q, r),
    requirements: ([qs, rs]) =>
      matricesOf(input).flatMap((a, position) => {
        const q = matricesOf(qs)[position];
        const r = matricesOf(rs)[position];
        return [
          { what: 'Q · R is the input', holds: residual(a, product(q, r), oneNorm(a), dtype) },
          { what: 'the columns of Q are orthonormal', holds: orthonormality(q, dtype) },
          { what: 'R is zero below the diagonal', holds: isZeroWhere(r, (i, j) => i > j) },
        ];
      }),
  };
}
