/**
 * @file The permutation behind `shuffle`, TensorFlow's.
 *
 * Source: the Fisher–Yates shuffle in the order of TensorFlow 2.21, `random_shuffle_op.cc`: from the first row on, each
 * row is swapped with one of those from it to the last. The remainder of a word is slightly biased, there as here.
 */
import { type PhiloxState, PhiloxStream } from './philox.ts';

/**
 * A random permutation of `rows` row numbers: row i of the shuffled tensor is row `result[i]` of the given one.
 *
 * @example
 * const state = { key: [1, 2], counter: [0, 0, 0, 0] } as const;
 * shufflePermutation(state, 5); // => [ 2, 3, 1, 4, 0 ]
 */
export function shufflePermutation(state: PhiloxState, rows: number): Int32Array {
  const permutation = new Int32Array(rows);
  for (let row = 0; row < rows; row++) permutation[row] = row;
  const stream = new PhiloxStream(state);
  for (let row = 0; row < rows - 1; row++) {
    const other = row + (stream.next() % (rows - row));
    const swapped = permutation[row];
    permutation[row] = permutation[other];
    permutation[other] = swapped;
  }
  return permutation;
}
