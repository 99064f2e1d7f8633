/**
 * @file Matrices as `matmul` sees them: how its attributes say which operand is transposed, and the view that results.
 */

import type { View } from '../../../backend/index.ts';
import { InvalidArgumentError } from '../../../errors/index.ts';
import { type Shape, transposeLayout } from '../../../shape/index.ts';

/** The attributes of `matmul`, in TensorFlow's order. */
export interface MatmulAttrs {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  readonly adjointA: boolean;
  readonly adjointB: boolean;
}

/**
 * Whether an operand is to be transposed; there are no complex numbers, so its adjoint is its transpose.
 * @throws InvalidArgumentError if it is said to be both.
 */
export function isTransposed(attrs: MatmulAttrs, operand: 'A' | 'B'): boolean {
  const transpose = attrs[`transpose${operand}`];
  const adjoint = attrs[`adjoint${operand}`];
  if (transpose && adjoint) {
    throw new InvalidArgumentError(
      `matmul: transpose${operand} and adjoint${operand} are both true; give one of them.`,
    );
  }
  return transpose || adjoint;
}

/** The permutation that exchanges the two last axes of a shape. */
export function swapLastAxes(shape: Shape): readonly number[] {
  const rank = shape.length;
  return shape.map((_, axis) => (axis < rank - 2 ? axis : 2 * rank - 3 - axis));
}

/** A view of matrices with rows and columns exchanged, if `transposed`. */
export function matrixView(matrices: View, transposed: boolean): View {
  return transposed ? { ...matrices, ...transposeLayout(matrices, swapLastAxes(matrices.shape)) } : matrices;
}
