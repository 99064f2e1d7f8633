/**
 * @file What factorizations and solvers take: stacks of matrices in the two floats that routines have.
 */

import type { DTypeClass } from '../../../dtype/index.ts';
import { InvalidArgumentError } from '../../../errors/index.ts';
import { device } from '../../../runtime/index.ts';
import { broadcastShapes, formatShape, type Shape } from '../../../shape/index.ts';
import type { Tensor, TensorLike, Values } from '../../../tensor/index.ts';
import { eye } from '../../array/ranges.ts';
import type { Operand } from '../../define/index.ts';

/** The dtypes that matrices are factorized in, which are TensorFlow's but for complex numbers. */
export type MatrixDType = 'float32' | 'float64';
/** The class of `MatrixDType`. */
export const matrixFloats: DTypeClass<MatrixDType> = {
  label: 'a float of at least 32 bits',
  members: ['float32', 'float64'],
};

/** Two stacks of matrices of one dtype, and attributes; the result has the dtype too. */
export interface SystemCall<Rest extends readonly unknown[]> {
  (matrix: Values, rhs: Values, ...rest: Rest): Tensor<'float32'>;
  <D extends MatrixDType>(matrix: Values, rhs: TensorLike<D>, ...rest: Rest): Tensor<D>;
  <D extends MatrixDType>(matrix: TensorLike<D>, rhs: Operand<NoInfer<D>>, ...rest: Rest): Tensor<D>;
}

/** A shape of stacked matrices, taken apart. */
export interface StackShape {
  readonly batch: Shape;
  readonly rows: number;
  readonly columns: number;
}

/** @throws InvalidArgumentError if a shape has no two axes for matrices. */
export function stackShape(shape: Shape, op: string): StackShape {
  const [rows, columns] = shape.slice(-2);
  if (rows === undefined || columns === undefined) {
    throw new InvalidArgumentError(
      `${op}: takes matrices or batches of them, got shape ${formatShape(shape)}.`,
    );
  }
  return { batch: shape.slice(0, -2), rows, columns };
}

/** @throws InvalidArgumentError if the matrices are not square. */
export function squareShape(shape: Shape, op: string): StackShape {
  const stack = stackShape(shape, op);
  if (stack.rows === stack.columns) return stack;
  throw new InvalidArgumentError(`${op}: takes square matrices, got shape ${formatShape(shape)}.`);
}

/**
 * The shape of the solutions of systems A · X = B for square matrices A.
 * @throws InvalidArgumentError if the sides do not fit the matrices.
 */
export function solutionShape(matrix: Shape, rhs: Shape, op: string): Shape {
  const { batch, rows } = squareShape(matrix, op);
  if (rhs.length < 2 || rhs[rhs.length - 2] !== rows) {
    throw new InvalidArgumentError(
      `${op}: for matrices ${formatShape(matrix)} the right-hand sides are the columns of matrices […, ${rows}, k], ` +
        `got shape ${formatShape(rhs)}. A single vector b is tn.expandDims(b, -1).`,
    );
  }
  const common = broadcastShapes([batch, rhs.slice(0, -2)], `${op}: the batch axes`);
  return [...common, ...rhs.slice(-2)];
}

/** Identity matrices of order n in the dtype of a tensor, on its device. */
export function identityBeside<D extends MatrixDType>(neighbour: Tensor<D>, n: number): Tensor<D> {
  return device(neighbour.device, () => eye(n, { dtype: neighbour.dtype }) as Tensor<D>);
}
