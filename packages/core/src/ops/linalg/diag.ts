/**
 * @file Diagonals of matrices: taken, written, and made into matrices.
 *
 * `k` names a diagonal by its offset, positive above the main one, or a band [low, high] of them. The diagonals of a
 * band are packed one to a row, the highest first, and short ones padded at the side that `align` names.
 */

import { anyDType, type DType, type NumericDType, numeric } from '../../dtype/index.ts';
import { InvalidArgumentError } from '../../errors/index.ts';
import { formatShape, type Shape, sameShape, sizeOf } from '../../shape/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { constantBeside } from '../array/constant-beside.ts';
import { reshape } from '../array/layout.ts';
import { composite, type Operand, signature } from '../define/index.ts';
import { diagonal, placeDiagonal } from './linear/diagonal.ts';
import {
  bandDiagonals,
  bandLimits,
  type DiagonalAlign,
  type DiagonalOffset,
  type DiagonalPadding,
  withBand,
} from './linear/matrix-band.ts';

export type { DiagonalAlign, DiagonalOffset, DiagonalPadding } from './linear/matrix-band.ts';

/** Which diagonals, and how those of a band are packed. */
export interface DiagonalOptions {
  /** The diagonal, or the band [low, high]; the main diagonal by default. */
  readonly k?: DiagonalOffset;
  /** At which side short diagonals above, and below, the main one stand in their row; `'RIGHT_LEFT'` by default. */
  readonly align?: DiagonalAlign;
}

/** The options of `diagPart`. */
export interface DiagPartOptions extends DiagonalOptions {
  /** What pads short diagonals; 0 by default. */
  readonly paddingValue?: DiagonalPadding;
}

/**
 * Diagonals of matrices: [… , m, n] gives the diagonal `k` as […, length], or those of a band as […, diagonals, length].
 * @throws InvalidArgumentError if the input holds no matrices, or `k` lies outside of them.
 * @example
 * tn.diagPart([[1, 2, 3], [4, 5, 6]]).arraySync(); // => [ 1, 5 ]
 * tn.diagPart([[1, 2, 3], [4, 5, 6]], { k: [-1, 0] }).arraySync(); // => [ [ 1, 5 ], [ 4, 0 ] ]
 */
export const diagPart = composite('diagPart', {
  inputs: ['input'],
  dtypes: anyDType,
  attrs: {
    k: 0 as DiagonalOffset,
    paddingValue: null as DiagonalPadding | null,
    align: 'RIGHT_LEFT' as DiagonalAlign,
  },
  call: signature<
    <D extends DType>(
      input: Operand<D>,
      k?: DiagonalOffset | DiagPartOptions,
      paddingValue?: DiagonalPadding | DiagPartOptions,
      align?: DiagonalAlign | DiagPartOptions,
    ) => Tensor<D>
  >(),
  lower: ({ input }, { k, paddingValue, align }) =>
    bandDiagonals(input, k, paddingValue ?? zeroOf(input.dtype), align, 'diagPart'),
});

/**
 * The matrices of `input` with the diagonal `k`, or those of a band, overwritten by `diagonal`, which has the shape that
 * `diagPart` gives.
 * @throws InvalidArgumentError if the input holds no matrices, or `diagonal` does not fit them.
 * @example
 * tn.setDiag([[1, 2], [3, 4]], [0, 0]).arraySync(); // => [ [ 0, 2 ], [ 3, 0 ] ]
 */
export const setDiag = composite('setDiag', {
  inputs: ['input', 'diagonal'],
  dtypes: anyDType,
  attrs: { k: 0 as DiagonalOffset, align: 'RIGHT_LEFT' as DiagonalAlign },
  call: signature<
    <D extends DType>(
      input: Operand<D>,
      diagonal: Operand<D>,
      k?: DiagonalOffset | DiagonalOptions,
      align?: DiagonalAlign | DiagonalOptions,
    ) => Tensor<D>
  >(),
  lower: ({ input, diagonal: packed }, { k, align }) =>
    withBand(input, packed, input.shape, k, align, 'setDiag'),
});

/** The options of `diag`. */
export interface DiagOptions extends DiagonalOptions {
  /** The rows of the matrices; by default as many as the diagonals need, in a square matrix if nothing is given. */
  readonly numRows?: number | null;
  /** The columns, likewise. */
  readonly numCols?: number | null;
  /** What stands beside the diagonals; 0 by default. */
  readonly paddingValue?: DiagonalPadding;
}

/**
 * Matrices with given diagonals, and `paddingValue` everywhere else: the inverse of `diagPart`.
 * @throws InvalidArgumentError if the diagonals do not fit rows and columns, or `diagonal` is a scalar.
 * @example
 * tn.diag([1, 2]).arraySync(); // => [ [ 1, 0 ], [ 0, 2 ] ]
 * tn.diag([1], { k: 1 }).arraySync(); // => [ [ 0, 1 ], [ 0, 0 ] ]
 */
export const diag = composite('diag', {
  inputs: ['diagonal'],
  dtypes: anyDType,
  attrs: {
    k: 0 as DiagonalOffset,
    numRows: null as number | null,
    numCols: null as number | null,
    paddingValue: null as DiagonalPadding | null,
    align: 'RIGHT_LEFT' as DiagonalAlign,
  },
  call: signature<
    <D extends DType>(
      diagonal: Operand<D>,
      k?: DiagonalOffset | DiagOptions,
      numRows?: number | null | DiagOptions,
      numCols?: number | null | DiagOptions,
      paddingValue?: DiagonalPadding | DiagOptions,
      align?: DiagonalAlign | DiagOptions,
    ) => Tensor<D>
  >(),
  lower: ({ diagonal: packed }, { k, numRows, numCols, paddingValue, align }) => {
    const shape = matricesShape(packed.shape, k, numRows, numCols);
    const fill = constantBeside(packed, paddingValue ?? zeroOf(packed.dtype), packed.dtype, 'diag');
    return withBand(fill, packed, shape, k, align, 'diag');
  },
});

const zeroOf = (dtype: DType) => (dtype === 'bool' ? false : 0);

/** The shape of the matrices that `diag` makes; −1 for rows or columns is TensorFlow's «as needed». */
function matricesShape(
  packed: Shape,
  k: DiagonalOffset,
  numRows: number | null,
  numCols: number | null,
): Shape {
  const [low, high] = bandLimits(k, 'diag');
  const packedRank = low === high ? 1 : 2;
  if (packed.length < packedRank) {
    throw new InvalidArgumentError(
      `diag: diagonals k = ${JSON.stringify(k)} have ${packedRank} axes at least, got shape ${formatShape(packed)}.`,
    );
  }
  const longest = packed.at(-1) as number;
  const [leastRows, leastColumns] = [longest - Math.min(high, 0), longest + Math.max(low, 0)];
  const given = (length: number | null) => (length === null || length === -1 ? null : length);
  const square = Math.max(leastRows, leastColumns);
  const isSquare = given(numRows) === null && given(numCols) === null;
  const rows = given(numRows) ?? (isSquare ? square : leastRows);
  const columns = given(numCols) ?? (isSquare ? square : leastColumns);
  const fits =
    rows >= leastRows && columns >= leastColumns && (rows === leastRows || columns === leastColumns);
  if (!fits) {
    throw new InvalidArgumentError(
      `diag: diagonals of length ${longest} with k = ${JSON.stringify(k)} need ${leastRows} rows or ${leastColumns} ` +
        `columns, and not fewer of either; got ${rows} and ${columns}.`,
    );
  }
  return [...packed.slice(0, -packedRank), rows, columns];
}

/**
 * A tensor of twice the rank, with the elements on its diagonal: at [i…, i…] that of [i…], zero elsewhere.
 * @example
 * tn.tensorDiag([1, 2]).arraySync(); // => [ [ 1, 0 ], [ 0, 2 ] ]
 */
export const tensorDiag = composite('tensorDiag', {
  inputs: ['diagonal'],
  dtypes: numeric,
  call: signature<<D extends NumericDType>(diagonal: Operand<D>) => Tensor<D>>(),
  lower: ({ diagonal: elements }) => {
    const { shape, size } = elements;
    const matrix = placeDiagonal(reshape(elements, [size]), 0, {
      shape: [size, size],
      axes: [0, 1],
      offset: 0,
    });
    return reshape(matrix, [...shape, ...shape]);
  },
});

/**
 * The elements at [i…, i…] of a tensor whose second half of axes repeats the first: the inverse of `tensorDiag`.
 * @throws InvalidArgumentError if the shape is not one twice over.
 * @example
 * tn.tensorDiagPart([[1, 2], [3, 4]]).arraySync(); // => [ 1, 4 ]
 */
export const tensorDiagPart = composite('tensorDiagPart', {
  inputs: ['input'],
  dtypes: numeric,
  call: signature<<D extends NumericDType>(input: Operand<D>) => Tensor<D>>(),
  lower: ({ input }) => {
    const half = input.shape.slice(0, Math.ceil(input.rank / 2));
    if (input.rank === 0 || !sameShape(input.shape, [...half, ...half])) {
      throw new InvalidArgumentError(
        `tensorDiagPart: the second half of the axes must repeat the first, got shape ${formatShape(input.shape)}.`,
      );
    }
    const size = sizeOf(half);
    return reshape(diagonal(reshape(input, [size, size]), { axes: [0, 1], offset: 0 }), half);
  },
});
