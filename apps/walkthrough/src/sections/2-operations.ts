/**
 * @file Section 2: operations, as functions and as methods, and indexing.
 */

import * as tn from '@tenon/core';

/** Prints the section. */
export async function operations({ matrix, x }: { matrix: tn.Tensor<'int8'>; x: tn.Tensor<'float32'> }) {
  const e = tn.random.uniform([3, 2], { dtype: x.dtype });

  // Every operation is a function; the common ones are methods too, where TensorFlow has operators.
  await tn.print(tn.reduceAll(x.add(e).equal(tn.add(x, e))));
  await tn.print(tn.reduceAll(x.mul(e).equal(tn.multiply(x, e))));

  // A matrix product, by transposing first or on the way.
  const product = x.matmul(tn.transpose(e));
  await tn.print(tn.reduceAll(product.equal(tn.matmul(x, e, { transposeB: true }))));

  // Indexing takes what Python's brackets take: numbers, ranges as text, and new axes.
  await tn.print(matrix.at(0, 1));
  await tn.print(matrix.at(1, ':2'));
  await tn.print(matrix.at(tn.newaxis, 1, ':2'));
}
