import { expect, test } from 'vitest';
import { philoxState } from './philox.ts';
import { shufflePermutation } from './shuffle.ts';
import { scrambleSeed } from './stateless-seeds.ts';
import { expectDraw } from './testdata/expect-draw.ts';

test('a shuffle is TensorFlow’s', () => {
  expectDraw(shufflePermutation(philoxState(42n, 0n, 1n), 10_000), 'shuffle of 10000');
});

test('a stateless shuffle is TensorFlow’s', () => {
  expectDraw(shufflePermutation(scrambleSeed([3, 4]), 10_000), 'stateless shuffle');
});

test('every row appears once', () => {
  const permutation = shufflePermutation(scrambleSeed([1, 2]), 1000);
  expect(permutation.toSorted()).toEqual(Int32Array.from({ length: 1000 }, (_, row) => row));
});

test('there is one way to shuffle no row, and one row', () => {
  expect([...shufflePermutation(scrambleSeed([1, 2]), 0)]).toEqual([]);
  expect([...shufflePermutation(scrambleSeed([1, 2]), 1)]).toEqual([0]);
});
