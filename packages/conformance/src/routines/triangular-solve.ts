/**
 * @file Cases of `triangularSolve`: every form, and a triangle that is not read.
 */

import type { FloatingDType } from '@tenon/core';
import type { TriangularForm } from '@tenon/core/backend';
import { type TensorValues, tensorValues } from '../sample/tensor-values.ts';
import { at, type Matrix, matricesOf, matrix, oneNorm, product, transposed } from './matrix.ts';
import { type RefusedRoutineCall, type RoutineCase, type RoutineSpec, residual } from './routine-case.ts';
import { gaussianMatrices, mapElements, matrixOf } from './routine-samples.ts';

const forms: readonly TriangularForm[] = [true, false].flatMap((lower) =>
  [true, false].flatMap((transpose) =>
    [true, false].map((unitDiagonal) => ({ lower, transpose, unitDiagonal })),
  ),
);

const shapes: readonly (readonly [batch: readonly number[], n: number, columns: number])[] = [
  [[], 1, 1],
  [[], 5, 1],
  [[], 6, 7],
  [[2, 3], 4, 2],
  [[], 70, 9],
  [[2], 33, 33],
  [[0], 3, 2],
  [[2], 0, 3],
  [[2], 3, 0],
];

export const triangularSolveSpec: RoutineSpec = {
  routine: 'triangularSolve',
  cases: (dtype) =>
    forms.flatMap((form) =>
      shapes.map(([batch, n, columns]) => {
        const matrices = triangles(gaussianMatrices('triangle', dtype, [...batch, n, n]), form);
        const sides = gaussianMatrices('side', dtype, [...batch, n, columns]);
        return solveCase(matrices, sides, form, dtype);
      }),
    ),
  refused: (dtype) =>
    forms
      .filter(({ unitDiagonal }) => !unitDiagonal)
      .flatMap((form) => [
        refusedCase(
          matrixOf(dtype, 3, 3, (i, j) => (i === 1 && j === 1 ? 0 : 1)),
          form,
          /the matrix is singular.*row 1/,
        ),
        refusedCase(
          tensorValues(dtype, [4, 1, 1], [1, 1, 0, 1]),
          form,
          /matrix \[2\] of the batch is singular.*row 0/,
        ),
      ]),
};

/** Well-conditioned triangles, with NaN in the other one, and on a diagonal that is not read. */
function triangles(values: TensorValues, { lower, unitDiagonal }: TriangularForm): TensorValues {
  const [n] = values.shape.slice(-1);
  return mapElements(values, (x, i, j) => {
    if (i === j) return unitDiagonal ? NaN : x < 0 ? x - 1 : x + 1;
    return lower === i > j ? x / n : NaN;
  });
}

/** The matrix of the system, as it is to be read. */
function systemOf(a: Matrix, { lower, transpose, unitDiagonal }: TriangularForm): Matrix {
  const triangle = matrix(a.rows, a.rows, (i, j) => {
    if (i === j) return unitDiagonal ? 1 : at(a, i, i);
    return lower === i > j ? at(a, i, j) : 0;
  });
  return transpose ? transposed(triangle) : triangle;
}

const named = (form: TriangularForm) =>
  Object.entries(form)
    .map(([option, on]) => `${option} ${on}`)
    .join(', ');

function solveCase(
  matrices: TensorValues,
  sides: TensorValues,
  form: TriangularForm,
  dtype: FloatingDType,
): RoutineCase {
  return {
    label: `[${matrices.shape.join(', ')}], [${sides.shape.join(', ')}], ${named(form)}`,
    inputs: [matrices, sides],
    outputs: [sides],
    run: (routines, [a, b], [x]) => routines.triangularSolve(a, b, form, x),
    requirements: ([output]) => {
      const solutions = matricesOf(output);
      const rhs = matricesOf(sides);
      return matricesOf(matrices).map((a, position) => {
        const system = systemOf(a, form);
        const x = solutions[position];
        const scale = oneNorm(system) * oneNorm(x);
        return { what: 'A · X is B', holds: residual(rhs[position], product(system, x), scale, dtype) };
      });
    },
  };
}

function refusedCase(matrices: TensorValues, form: TriangularForm, message: RegExp): RefusedRoutineCall {
  const sides = mapElements(matrices, () => 1);
  return {
    label: `a zero on the diagonal, [${matrices.shape.join(', ')}], ${named(form)}`,
    inputs: [matrices, sides],
    outputs: [sides],
    run: (routines, [a, b], [x]) => routines.triangularSolve(a, b, form, x),
    message,
  };
}
