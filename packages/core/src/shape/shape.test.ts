import { expect, test } from 'vitest';
import { checkShape, formatShape, resolveShape, sameShape, sizeOf } from './shape.ts';

test('the size is the product of the lengths, and 1 for a scalar', () => {
  expect([sizeOf([2, 3]), sizeOf([]), sizeOf([4, 0])]).toEqual([6, 1, 0]);
});

test('shapes are the same if every length is', () => {
  expect([sameShape([2, 3], [2, 3]), sameShape([2], [2, 1]), sameShape([2], [3])]).toEqual([
    true,
    false,
    false,
  ]);
});

test('shapes are written as Python writes tuples', () => {
  expect([[], [3], [2, 3]].map(formatShape)).toEqual(['()', '(3,)', '(2, 3)']);
});

test.each([[[-1]], [[1.5]], [[NaN]], [[Infinity]]])('%j is no shape', (shape) => {
  expect(() => checkShape(shape, 'zeros')).toThrow(/zeros: axis lengths must be non-negative integers/);
});

test('more elements than a number counts exactly are refused', () => {
  expect(() => checkShape([2 ** 30, 2 ** 30], 'zeros')).toThrow(/more than 2\^53/);
});

test.each([
  [[-1], 6, [6]],
  [[2, -1], 6, [2, 3]],
  [[3, 2], 6, [3, 2]],
  [[-1, 4], 0, [0, 4]],
  [[], 1, []],
])('%j for %d elements is %j', (target, size, want) => {
  expect(resolveShape(target, size, 'reshape')).toEqual(want);
});

test('what cannot be laid out says why', () => {
  expect(() => resolveShape([4], 6, 'reshape')).toThrow(/cannot lay 6 elements out as \(4,\), which has 4/);
  expect(() => resolveShape([4, -1], 6, 'reshape')).toThrow(/6 is not a multiple of 4/);
  expect(() => resolveShape([-1, -1], 6, 'reshape')).toThrow(/only one length can be -1.*got \(-1, -1\)/);
  expect(() => resolveShape([0, -1], 6, 'reshape')).toThrow(/reshape/);
});

test('a shape that is no list is refused by name', () => {
  expect(() => resolveShape(4 as unknown as number[], 4, 'reshape')).toThrow(
    /reshape: a shape must be an array, got 4/,
  );
});
