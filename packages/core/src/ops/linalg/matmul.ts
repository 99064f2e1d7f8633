/**
 * @file Matrix products. `matmul` is the one kernel; transposes and broadcast batches reach it as strided views, so
 * they cost no copies.
 */

import type { View } from '../../backend/index.ts';
import { type NumericDType, numeric } from '../../dtype/index.ts';
import { InvalidArgumentError } from '../../errors/index.ts';
import { broadcastLayout, broadcastShapes, formatShape, type Shape } from '../../shape/index.ts';
import type { Tensor, TensorLike, Values } from '../../tensor/index.ts';
import { expandDims, squeeze } from '../array/layout.ts';
import { composite, kernelOp, type Operand, signature } from '../define/index.ts';
import { isTransposed, type MatmulAttrs, matrixView } from './linear/matrix-view.ts';

/** Which operands of a matrix product are transposed. For real numbers the adjoint is the transpose. */
export type MatmulOptions = Partial<MatmulAttrs>;

/** The arguments of `matmul` after its operands: TensorFlow's, by position or by name. */
export type MatmulArguments =
  | readonly [options?: MatmulOptions]
  | readonly [transposeA: boolean, transposeB?: boolean, adjointA?: boolean, adjointB?: boolean];

/** Two operands of one dtype; the result has it too. */
export interface MatmulCall {
  (a: Values, b: Values, ...rest: MatmulArguments): Tensor<'float32'>;
  <D extends NumericDType>(a: Values, b: TensorLike<D>, ...rest: MatmulArguments): Tensor<D>;
  <D extends NumericDType>(a: TensorLike<D>, b: Operand<NoInfer<D>>, ...rest: MatmulArguments): Tensor<D>;
}

/**
 * The product of matrices, or of batches of them: `[…, m, k] · […, k, n] → […, m, n]`. The batch axes broadcast.
 * `transposeA` says that `a` is given as […, k, m], `transposeB` that `b` is given as […, n, k]. Integers wrap.
 * @throws InvalidArgumentError if an operand has fewer than two axes (see `matvec` and `tensordot`), if the inner
 *   lengths differ, or if an operand is said to be both transposed and adjoint.
 * @example
 * tn.matmul([[1, 2], [3, 4]], [[5], [6]]).arraySync(); // => [ [ 17 ], [ 39 ] ]
 */
export const matmul = kernelOp('matmul', {
  inputs: ['a', 'b'],
  dtypes: numeric,
  attrs: { transposeA: false, transposeB: false, adjointA: false, adjointB: false },
  call: signature<MatmulCall>(),
  kernel: 'matmul',
  infer: ({ a, b }, attrs) => ({ dtype: a.dtype, shape: productShape(a.shape, b.shape, attrs) }),
  run: (kernels, { a, b }, [output], attrs) => {
    const batch = output.shape.slice(0, -2);
    kernels.matmul(
      batched(matrixView(a, isTransposed(attrs, 'A')), batch),
      batched(matrixView(b, isTransposed(attrs, 'B')), batch),
      output,
    );
  },
});

/** Repeats the batch axes of a view of matrices to `batch`; most have these axes already. */
function batched(matrices: View, batch: Shape): View {
  const complete = matrices.shape.length === batch.length + 2;
  if (complete && batch.every((length, axis) => length === matrices.shape[axis])) return matrices;
  const shape = [...batch, ...matrices.shape.slice(-2)];
  return { ...matrices, ...broadcastLayout(matrices, shape, 'matmul') };
}

/** The shape of a product, from operands as they are given. */
function productShape(a: Shape, b: Shape, attrs: MatmulAttrs): Shape {
  if (a.length < 2 || b.length < 2) {
    throw new InvalidArgumentError(
      `matmul: operands must be matrices or batches of them, got shapes ${formatShape(a)} and ${formatShape(b)}. ` +
        'For a vector on the right use tn.matvec; for other contractions tn.tensordot or tn.einsum.',
    );
  }
  const [transposeA, transposeB] = [isTransposed(attrs, 'A'), isTransposed(attrs, 'B')];
  const [rows, innerA] = transposeA ? [a.at(-1), a.at(-2)] : [a.at(-2), a.at(-1)];
  const [innerB, columns] = transposeB ? [b.at(-1), b.at(-2)] : [b.at(-2), b.at(-1)];
  if (innerA !== innerB) {
    throw new InvalidArgumentError(
      `matmul: inner lengths ${innerA} and ${innerB} differ, of ${described(a, transposeA)} and ` +
        `${described(b, transposeB)}. Is transposeA or transposeB missing?`,
    );
  }
  const batch = broadcastShapes([a.slice(0, -2), b.slice(0, -2)], 'matmul: the batch axes');
  // Both operands have two axes at least, so the lengths exist.
  return [...batch, rows as number, columns as number];
}

const described = (shape: Shape, transposed: boolean) =>
  `${formatShape(shape)}${transposed ? ' transposed' : ''}`;

/** Whether `matvec`'s matrix is transposed. */
export interface MatvecOptions {
  readonly transposeA?: boolean;
  readonly adjointA?: boolean;
}

/** The arguments of `matvec` after its operands. */
type MatvecArguments =
  | readonly [options?: MatvecOptions]
  | readonly [transposeA: boolean, adjointA?: boolean];

export interface MatvecCall {
  (a: Values, b: Values, ...rest: MatvecArguments): Tensor<'float32'>;
  <D extends NumericDType>(a: Values, b: TensorLike<D>, ...rest: MatvecArguments): Tensor<D>;
  <D extends NumericDType>(a: TensorLike<D>, b: Operand<NoInfer<D>>, ...rest: MatvecArguments): Tensor<D>;
}

/**
 * The product of matrices and vectors, or of batches of them: `[…, m, k] · […, k] → […, m]`. The batch axes broadcast.
 * @throws InvalidArgumentError if `b` is a scalar, `a` has fewer than two axes, or the inner lengths differ.
 * @example
 * tn.matvec([[1, 2], [3, 4]], [5, 6]).arraySync(); // => [ 17, 39 ]
 */
export const matvec = composite('matvec', {
  inputs: ['a', 'b'],
  dtypes: numeric,
  attrs: { transposeA: false, adjointA: false },
  call: signature<MatvecCall>(),
  lower: ({ a, b }, { transposeA, adjointA }) => {
    if (b.rank === 0)
      throw new InvalidArgumentError('matvec: the second operand must be a vector, got a scalar.');
    return squeeze(matmul(a, expandDims(b, -1), { transposeA, adjointA }), -1);
  },
});
