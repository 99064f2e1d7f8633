/**
 * @file The inner loop of products: a row times a matrix, for each kind of arithmetic.
 *
 * Floats are summed in float64 and rounded once, when stored. Integers up to 32 bits wrap at 32 bits, and once more
 * to their width when stored, which is the same as wrapping at every step. Bigints are summed exactly, and wrap last.
 */

import { type Block, type DType, isBigInt, isFloating, roundElement } from '@tenon/core/backend';

/**
 * Sets `sums[column]` to Σ_k row[rowStart + k] · matrix[matrixStart + k · columns + column]. The blocks are those of
 * the dtype the product is for.
 */
export type RowProduct = (
  row: Block,
  rowStart: number,
  matrix: Block,
  matrixStart: number,
  terms: number,
  columns: number,
  sums: Block,
) => void;

/** The row product of a dtype. */
export function rowProductOf(dtype: DType): RowProduct {
  // Which blocks a dtype has is not in the types: `Block` is the union.
  if (isFloating(dtype)) return floatProduct as RowProduct;
  if (isBigInt(dtype)) return bigintProduct(roundElement[dtype]) as RowProduct;
  return integerProduct(roundElement[dtype]) as RowProduct;
}

function floatProduct(
  row: Float64Array,
  rowStart: number,
  matrix: Float64Array,
  matrixStart: number,
  terms: number,
  columns: number,
  sums: Float64Array,
): void {
  sums.fill(0, 0, columns);
  for (let k = 0; k < terms; k++) {
    const factor = row[rowStart + k];
    const start = matrixStart + k * columns;
    for (let column = 0; column < columns; column++) sums[column] += factor * matrix[start + column];
  }
}

function integerProduct(wrap: (x: number) => number) {
  return (
    row: Float64Array,
    rowStart: number,
    matrix: Float64Array,
    matrixStart: number,
    terms: number,
    columns: number,
    sums: Float64Array,
  ): void => {
    sums.fill(0, 0, columns);
    for (let k = 0; k < terms; k++) {
      const factor = row[rowStart + k];
      const start = matrixStart + k * columns;
      for (let column = 0; column < columns; column++) {
        sums[column] = (sums[column] + Math.imul(factor, matrix[start + column])) | 0;
      }
    }
    for (let column = 0; column < columns; column++) sums[column] = wrap(sums[column]);
  };
}

function bigintProduct(wrap: (x: bigint) => bigint) {
  return (
    row: readonly bigint[],
    rowStart: number,
    matrix: readonly bigint[],
    matrixStart: number,
    terms: number,
    columns: number,
    sums: bigint[],
  ): void => {
    for (let column = 0; column < columns; column++) {
      let sum = 0n;
      for (let k = 0; k < terms; k++) sum += row[rowStart + k] * matrix[matrixStart + k * columns + column];
      sums[column] = wrap(sum);
    }
  };
}
