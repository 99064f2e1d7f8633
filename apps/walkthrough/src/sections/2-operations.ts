/**
 * @file Section 2: operations, as functions and as methods, and indexing.
 */

import * as tn from '@tenon/core';

/** Prints the section. */
export function operations({ matrix, x }: { matrix: tn.Tensor<'int8'>; x: tn.Tensor<'float32'> }) {
  const e = tn.random.uniform([3, 2], { dtype: x.dtype });

  // Every operation is a function; the common ones are methods too, where TensorFlow has operators.
  console.log(tn.reduceAll(x.add(e).equal(tn.add(x, e))));
  console.log(tn.reduceAll(x.mul(e).equal(tn.multiply(x, e))));

  // A matrix product, by transposing first or on the way.
  const product = x.matmul(tn.transpose(e));
  console.log(tn.reduceAll(product.equal(tn.matmul(x, e, { transposeB: true }))));

  // Indexing takes what Python's brackets take: numbers, ranges as text, and new axes.
  console.log(matrix.at(0, 1));
  console.log(matrix.at(1, ':2'));
  console.log(matrix.at(tn.newaxis, 1, ':2'));
}
