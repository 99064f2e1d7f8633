/**
 * @file `triangularSolve`: in place in the output, without working memory.
 */

import { singularMatrix, type TriangularForm } from '@tenon/core/backend';
import { commandNumber } from '../contract/names.ts';
import type { CpuView, Driver } from '../driver.ts';

export function triangularSolve(
  driver: Driver,
  matrix: CpuView,
  rhs: CpuView,
  { lower, transpose, unitDiagonal }: TriangularForm,
  output: CpuView,
): void {
  driver.begin(commandNumber.triangularSolve);
  driver.putView(matrix);
  driver.putView(rhs);
  driver.putView(output);
  driver.put(lower ? 1 : 0);
  driver.put(transpose ? 1 : 0);
  driver.put(unitDiagonal ? 1 : 0);
  driver.run((status, [position, row]) =>
    status === 'singular' ? singularMatrix(matrix.shape.slice(0, -2), position, row - 1) : undefined,
  );
}
