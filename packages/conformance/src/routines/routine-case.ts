/**
 * @file One call of one routine as data, and what must hold of its outputs.
 *
 * Factors are not unique, so they are not compared with those of an oracle: the kit multiplies them out. A residual is
 * measured as LAPACK's own tests do (Anderson et al., LAPACK Working Note 41): relative to the norm of the input, the
 * dimension and the unit of the dtype. A backward stable algorithm stays of the order of 1, and 30 is LAPACK's limit.
 */

import { type DType, type FloatingDType, finfo } from '@tenon/core';
import type { RoutineName, Routines, Shape, View } from '@tenon/core/backend';
import type { TensorValues } from '../sample/tensor-values.ts';
import { difference, identity, type Matrix, oneNorm, product, transposed } from './matrix.ts';

/** The greatest ratio of a residual that a routine may leave. */
export const residualLimit = 30;

/** Something that must hold: true or false, or a residual ratio up to `residualLimit`. */
export interface Requirement {
  readonly what: string;
  readonly holds: boolean | number;
}

/** The form of an output. */
export interface OutputSpec {
  readonly dtype: DType;
  readonly shape: Shape;
}

interface RoutineCall {
  readonly label: string;
  readonly inputs: readonly TensorValues[];
  readonly outputs: readonly OutputSpec[];
  run(routines: Routines, inputs: readonly View[], outputs: readonly View[]): void;
}

/** A call, and what must hold of what it gives. */
export interface RoutineCase extends RoutineCall {
  requirements(outputs: readonly TensorValues[]): readonly Requirement[];
}

/** A call of matrices that the routine must refuse, in the words of the contract. */
export interface RefusedRoutineCall extends RoutineCall {
  readonly message: RegExp;
}

/** What the kit tries of one routine in a dtype. */
export interface RoutineSpec {
  readonly routine: RoutineName;
  cases(dtype: FloatingDType): readonly RoutineCase[];
  refused(dtype: FloatingDType): readonly RefusedRoutineCall[];
}

/** ‖expected − actual‖ / (n · ‖scale‖ · ε), in the 1-norm; 0 where they are equal. */
export function residual(expected: Matrix, actual: Matrix, scale: number, dtype: FloatingDType): number {
  const error = oneNorm(difference(expected, actual));
  const n = Math.max(1, expected.rows, expected.columns);
  return error === 0 ? 0 : error / (n * scale * finfo(dtype).eps);
}

/** How far the columns of a matrix are from orthonormal: the residual of QᵀQ and the identity. */
export function orthonormality(q: Matrix, dtype: FloatingDType): number {
  const n = Math.max(1, q.rows);
  return oneNorm(difference(identity(q.columns), product(transposed(q), q))) / (n * finfo(dtype).eps);
}
