import { expect, test } from 'vitest';
import { nextAfter } from './next-after.ts';

test.each([
  ['float64', 1, 2, 1 + 2 ** -52],
  ['float64', 1, 0, 1 - 2 ** -53],
  ['float32', 1, 2, 1 + 2 ** -23],
  ['float32', -1, -2, -1 - 2 ** -23],
  ['float16', 1, 2, 1 + 2 ** -10],
  ['bfloat16', 1, 2, 1 + 2 ** -7],
  ['float32', 0, 1, 2 ** -149],
  ['float32', 0, -1, -(2 ** -149)],
  ['float16', -0, 1, 2 ** -24],
  ['float32', 2 ** -149, -1, 0],
  ['float16', 65504, Infinity, Infinity],
  ['float64', Infinity, 0, Number.MAX_VALUE],
] as const)('in %s the number next to %d toward %d is %d', (dtype, a, b, want) => {
  expect(nextAfter(a, b, dtype)).toBe(want);
});

test('equal numbers give the second, with its sign of zero', () => {
  expect(nextAfter(3, 3, 'float32')).toBe(3);
  expect(nextAfter(0, -0, 'float32')).toBe(-0);
});

test('NaN on either side gives NaN', () => {
  expect(nextAfter(NaN, 1, 'float32')).toBeNaN();
  expect(nextAfter(1, NaN, 'float32')).toBeNaN();
});
