import { expect, test } from 'vitest';
import { categorical } from './categorical.ts';
import { philoxState } from './philox.ts';
import { scrambleSeed } from './stateless-seeds.ts';
import { expectDraw } from './testdata/expect-draw.ts';

const { NaN: notANumber, NEGATIVE_INFINITY: never } = Number;
/** A plain row; a row with classes that cannot be drawn; a row without any class to draw. */
const logits = Float32Array.of(0.1, -2, 1.3, 0.4, 0, never, 5, notANumber, never, never, never, never);

test('draws are TensorFlow’s, also where a row has no finite logit', () => {
  expectDraw(categorical(philoxState(42n, 0n, 2n), logits, 3, 4, 3333), 'categorical');
  expectDraw(categorical(scrambleSeed([3, 4]), logits, 3, 4, 11), 'stateless categorical');
});

test('a class of probability 1 is always drawn, whatever the size of its logit', () => {
  expect([...categorical(scrambleSeed([1, 2]), [-1e300, 1e300], 1, 2, 5)]).toEqual([1, 1, 1, 1, 1]);
});

test('no sample and no row are no draws', () => {
  expect(categorical(scrambleSeed([1, 2]), [0, 0], 1, 2, 0)).toEqual(new Int32Array(0));
  expect(categorical(scrambleSeed([1, 2]), [], 0, 2, 5)).toEqual(new Int32Array(0));
});

test('sizes that make no sense are refused', () => {
  const state = scrambleSeed([1, 2]);
  expect(() => categorical(state, [], 1, 0, 5)).toThrow(/number of classes must be positive, got 0/);
  expect(() => categorical(state, [0, 0], 1, 2, -1)).toThrow(
    /number of samples must not be negative, got -1/,
  );
  expect(() => categorical(state, [0, 0, 0], 2, 2, 1)).toThrow(/\[2, 2\] must have 4 elements, got 3/);
});
