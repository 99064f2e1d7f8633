/**
 * @file Matrices as they are: norms, traces, bands, cross products.
 */

import {
  anyDType,
  type DType,
  type FloatingDType,
  floating,
  type NumericDType,
  numeric,
} from '../../dtype/index.ts';
import { InvalidArgumentError } from '../../errors/index.ts';
import { formatShape, normalizeAxis, sameShape } from '../../shape/index.ts';
import type { Tensor, TensorLike, Values } from '../../tensor/index.ts';
import { zeroBeside } from '../array/constant-beside.ts';
import { coordinateAlong } from '../array/coordinate.ts';
import { roll } from '../array/joining.ts';
import { matrixTranspose, reshape, transpose } from '../array/layout.ts';
import { where } from '../array/selection.ts';
import { type BinaryCall, composite, type Operand, required, signature } from '../define/index.ts';
import { abs, divide, multiply, negative, pow, subtract } from '../math/arithmetic.ts';
import { lessEqual } from '../math/comparison.ts';
import { logicalAnd } from '../math/logical.ts';
import { reduceEuclideanNorm, reduceMax, reduceSum } from '../math/reduction.ts';
import { svd } from './factorization.ts';
import { diagonal } from './linear/diagonal.ts';
import { type MatrixDType, stackShape } from './linear/matrices.ts';

/**
 * The sum of the main diagonal of matrices, […, m, n] → […].
 * @throws InvalidArgumentError if the input holds no matrices.
 * @example
 * tn.trace([[1, 2], [3, 4]]).item(); // => 5
 */
export const trace = composite('trace', {
  inputs: ['x'],
  dtypes: numeric,
  call: signature<<D extends NumericDType>(x: Operand<D>) => Tensor<D>>(),
  lower: ({ x }) => {
    stackShape(x.shape, 'trace');
    return reduceSum(diagonal(x, { axes: [x.rank - 2, x.rank - 1], offset: 0 }), -1);
  },
});

/**
 * The conjugate transpose of matrices; without complex numbers, their transpose.
 * @throws InvalidArgumentError if the input holds no matrices.
 * @example
 * tn.adjoint([[1, 2], [3, 4]]).arraySync(); // => [ [ 1, 3 ], [ 2, 4 ] ]
 */
export const adjoint = composite('adjoint', {
  inputs: ['matrix'],
  dtypes: anyDType,
  call: signature<<D extends DType>(matrix: Operand<D>) => Tensor<D>>(),
  lower: ({ matrix }) => {
    stackShape(matrix.shape, 'adjoint');
    return matrixTranspose(matrix);
  },
});

/** How much of matrices `bandPart` keeps. */
export interface BandOptions {
  /** How many diagonals below the main one; all if negative. */
  readonly numLower: number;
  /** How many above it; all if negative. */
  readonly numUpper: number;
}

/**
 * Matrices with everything set to zero that is further than `numLower` below or `numUpper` above the main diagonal; a
 * negative number keeps all. `bandPart(x, 0, -1)` is the upper triangle.
 * @throws InvalidArgumentError if the input holds no matrices, or has not so many diagonals.
 * @example
 * tn.bandPart([[1, 2, 3], [4, 5, 6], [7, 8, 9]], 1, 0).arraySync(); // => [ [ 1, 0, 0 ], [ 4, 5, 0 ], [ 0, 8, 9 ] ]
 */
export const bandPart = composite('bandPart', {
  inputs: ['input'],
  dtypes: anyDType,
  attrs: { numLower: required<number>(), numUpper: required<number>() },
  call: signature<
    <D extends DType>(input: Operand<D>, numLower: number | BandOptions, numUpper?: number) => Tensor<D>
  >(),
  lower: ({ input }, { numLower, numUpper }) => {
    const { rows, columns } = stackShape(input.shape, 'bandPart');
    if (!Number.isInteger(numLower) || !Number.isInteger(numUpper) || numLower > rows || numUpper > columns) {
      throw new InvalidArgumentError(
        `bandPart: matrices of ${rows} × ${columns} have no ${numLower} diagonals below and ${numUpper} above the main one.`,
      );
    }
    const below = subtract(
      coordinateAlong(0, [rows, 1], 'int32', input),
      coordinateAlong(1, [1, columns], 'int32', input),
    );
    const inBand = logicalAnd(
      lessEqual(below, numLower < 0 ? rows : numLower),
      lessEqual(negative(below), numUpper < 0 ? columns : numUpper),
    );
    return where(inBand, input, zeroBeside(input, 'bandPart'));
  },
});

/**
 * The cross product of vectors of three elements, along the last axis.
 * @throws InvalidArgumentError if the shapes differ or the last axis has another length.
 * @example
 * tn.cross([1, 0, 0], [0, 1, 0]).arraySync(); // => [ 0, 0, 1 ]
 */
export const cross = composite('cross', {
  inputs: ['a', 'b'],
  dtypes: numeric,
  call: signature<BinaryCall<NumericDType>>(),
  lower: ({ a, b }) => {
    if (!sameShape(a.shape, b.shape) || a.shape.at(-1) !== 3) {
      throw new InvalidArgumentError(
        `cross: takes two tensors of one shape whose last axis has length 3, got ${formatShape(a.shape)} and ` +
          `${formatShape(b.shape)}.`,
      );
    }
    // Element i is a[i + 1] · b[i + 2] − a[i + 2] · b[i + 1], counting round.
    return subtract(multiply(roll(a, -1, -1), roll(b, -2, -1)), multiply(roll(a, -2, -1), roll(b, -1, -1)));
  },
});

/**
 * Which norm: `'euclidean'` (of matrices `'fro'`, the Frobenius norm, the same), or p > 0 for (Σ |x|ᵖ)^(1/p); of matrices
 * 2, the greatest singular value, and `'nuclear'`, the sum of all.
 */
export type NormOrder = 'euclidean' | 'fro' | 'nuclear' | number;

/** The options of `norm`. */
export interface NormOptions {
  /** By default `'euclidean'`. */
  readonly ord?: NormOrder;
  /** One axis for norms of vectors, two for norms of matrices; by default the tensor is one vector. */
  readonly axis?: number | readonly [number, number] | null;
  /** Whether the axes stay, with length 1. */
  readonly keepdims?: boolean;
}

/** The arguments of `norm` after its operand: by name, or by position in TensorFlow's order. */
export type NormArguments =
  | readonly [options?: NormOptions]
  | readonly [
      ord: NormOrder,
      axis?: NormOptions['axis'] | Omit<NormOptions, 'ord'>,
      keepdims?: boolean | { readonly keepdims?: boolean },
    ];

/**
 * Norms of vectors or matrices. Of vectors: `'euclidean'` or 2, 1, ∞, any p > 0. Of matrices: `'euclidean'` or
 * `'fro'`, 1 (the greatest column sum of absolute values), ∞ (the greatest row sum), and of float32 and float64 2 (the
 * greatest singular value) and `'nuclear'` (the sum of the singular values), which TensorFlow has not.
 * @throws InvalidArgumentError for another order, or axes that are neither one nor two different ones;
 *   UnimplementedError for 2 and `'nuclear'` of matrices where the device has no SVD routine.
 * @example
 * tn.norm([3, 4]).item(); // => 5
 * tn.norm([[1, -2], [3, 4]], { ord: 1, axis: [0, 1] }).item(); // => 6
 */
export const norm = composite('norm', {
  inputs: ['tensor'],
  dtypes: floating,
  attrs: {
    ord: 'euclidean' as NormOrder,
    axis: null as number | readonly [number, number] | null,
    keepdims: false,
  },
  call: signature<<D extends FloatingDType>(tensor: Operand<D>, ...rest: NormArguments) => Tensor<D>>(),
  lower: ({ tensor }, { ord, axis, keepdims }) => normOf(tensor, ord, axis, keepdims, 'norm'),
});

type NormAxis = number | readonly [number, number] | null;

function normOf(
  tensor: Tensor<FloatingDType>,
  ord: NormOrder,
  axis: NormAxis,
  keepdims: boolean,
  op: string,
): Tensor<FloatingDType> {
  if (axis !== null && typeof axis !== 'number') return matrixNorm(tensor, ord, axis, keepdims, op);
  if (ord === 'euclidean' || ord === 2) return reduceEuclideanNorm(tensor, axis, keepdims);
  if (typeof ord !== 'number' || !(ord > 0)) {
    throw new InvalidArgumentError(
      `${op}: of vectors ord is 'euclidean' or a positive number, got ${JSON.stringify(ord)}.`,
    );
  }
  const magnitudes = abs(tensor);
  if (ord === 1) return reduceSum(magnitudes, axis, keepdims);
  if (ord === Number.POSITIVE_INFINITY) return reduceMax(magnitudes, axis, keepdims);
  return pow(reduceSum(pow(magnitudes, ord), axis, keepdims), 1 / ord);
}

function matrixNorm(
  tensor: Tensor<FloatingDType>,
  ord: NormOrder,
  axis: readonly [number, number],
  keepdims: boolean,
  op: string,
): Tensor<FloatingDType> {
  const [rows, columns] = axis.map((one) => normalizeAxis(one, tensor.rank, op));
  if (axis.length !== 2 || rows === columns) {
    throw new InvalidArgumentError(
      `${op}: axis must be one axis or two different ones, got [${axis.join(', ')}].`,
    );
  }
  if (ord === 'euclidean' || ord === 'fro') return reduceEuclideanNorm(tensor, [rows, columns], keepdims);
  const isFolded = (one: number) => one === rows || one === columns;
  const folded = tensor.shape.flatMap((length, one) => (isFolded(one) ? (keepdims ? [1] : []) : [length]));
  if (ord === 2 || ord === 'nuclear') {
    const others = tensor.shape.flatMap((_, one) => (isFolded(one) ? [] : [one]));
    const s = singularValues(transpose(tensor, [...others, rows, columns]), op);
    return reshape(ord === 2 ? reduceMax(s, -1) : reduceSum(s, -1), folded);
  }
  if (ord !== 1 && ord !== Number.POSITIVE_INFINITY) {
    throw new InvalidArgumentError(
      `${op}: of matrices ord is 'euclidean', 'fro', 'nuclear', 1, 2 or Infinity, got ${JSON.stringify(ord)}.`,
    );
  }
  const [summed, searched] = ord === 1 ? [rows, columns] : [columns, rows];
  return reshape(reduceMax(reduceSum(abs(tensor), summed, true), searched, true), folded);
}

/** @throws InvalidArgumentError for 16-bit floats, which matrices are not decomposed in. */
function singularValues(tensor: Tensor<FloatingDType>, op: string): Tensor<MatrixDType> {
  if (tensor.dtype === 'float16' || tensor.dtype === 'bfloat16') {
    throw new InvalidArgumentError(
      `${op}: singular values are computed in float32 and float64, not in ${tensor.dtype}; cast the matrices first.`,
    );
  }
  return svd(tensor as Tensor<MatrixDType>, { computeUv: false });
}

export interface NormalizeCall {
  <D extends FloatingDType>(
    tensor: TensorLike<D>,
    ord?: NormOrder | Omit<NormOptions, 'keepdims'>,
    axis?: NormAxis | Omit<NormOptions, 'keepdims' | 'ord'>,
  ): { readonly normalized: Tensor<D>; readonly norm: Tensor<D> };
  (
    tensor: Values,
    ord?: NormOrder | Omit<NormOptions, 'keepdims'>,
    axis?: NormAxis | Omit<NormOptions, 'keepdims' | 'ord'>,
  ): { readonly normalized: Tensor<'float32'>; readonly norm: Tensor<'float32'> };
}

/**
 * A tensor divided by its norm, and the norm, whose axes stay with length 1. See `norm`.
 * @returns `normalized` and `norm`.
 * @throws InvalidArgumentError or UnimplementedError as `norm` does.
 * @example
 * tn.normalize([3, 4]).normalized.arraySync(); // => [ 0.6000000238418579, 0.800000011920929 ]
 */
export const normalize = composite('normalize', {
  inputs: ['tensor'],
  dtypes: floating,
  attrs: { ord: 'euclidean' as NormOrder, axis: null as NormAxis },
  outputs: ['normalized', 'norm'],
  call: signature<NormalizeCall>(),
  lower: ({ tensor }, { ord, axis }) => {
    const length = normOf(tensor, ord, axis, true, 'normalize');
    return { normalized: divide(tensor, length), norm: length };
  },
});
