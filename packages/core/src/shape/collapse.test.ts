import { expect, test } from 'vitest';
import { collapseLayouts } from './collapse.ts';

test('a contiguous layout is one run', () => {
  expect(collapseLayouts([2, 3, 4], [[12, 4, 1]])).toEqual({ shape: [24], strides: [[1]] });
});

test('axes merge only where every operand walks them as one', () => {
  expect(
    collapseLayouts(
      [2, 3, 4],
      [
        [12, 4, 1],
        [0, 4, 1],
      ],
    ),
  ).toEqual({
    shape: [2, 12],
    strides: [
      [12, 1],
      [0, 1],
    ],
  });
  expect(
    collapseLayouts(
      [2, 3],
      [
        [3, 1],
        [1, 2],
      ],
    ),
  ).toEqual({
    shape: [2, 3],
    strides: [
      [3, 1],
      [1, 2],
    ],
  });
});

test('axes of length 1 vanish, whatever their strides', () => {
  expect(collapseLayouts([2, 1, 3], [[3, 99, 1]])).toEqual({ shape: [6], strides: [[1]] });
  expect(collapseLayouts([1, 1], [[5, 7]])).toEqual({ shape: [], strides: [[]] });
});

test('repeated axes merge, and so do reversed ones', () => {
  expect(collapseLayouts([4, 5], [[0, 0]])).toEqual({ shape: [20], strides: [[0]] });
  expect(collapseLayouts([2, 3], [[-3, -1]])).toEqual({ shape: [6], strides: [[-1]] });
});

test('a scalar has rank 0, and an empty axis stays empty', () => {
  expect(collapseLayouts([], [[]])).toEqual({ shape: [], strides: [[]] });
  expect(collapseLayouts([2, 0, 3], [[0, 3, 1]]).shape.reduce((size, length) => size * length, 1)).toBe(0);
});

test('no operands: the shape becomes one axis', () => {
  expect(collapseLayouts([2, 3], [])).toEqual({ shape: [6], strides: [] });
});
