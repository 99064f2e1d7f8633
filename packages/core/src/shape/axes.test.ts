import { expect, test } from 'vitest';
import { inversePermutation, normalizeAxes, normalizeAxis, normalizePermutation } from './axes.ts';

test('negative axes count from the end', () => {
  expect([normalizeAxis(-1, 3, 'sum'), normalizeAxis(0, 3, 'sum')]).toEqual([2, 0]);
});

test.each([3, -4, 0.5, NaN])('axis %d of a tensor of rank 3 is refused', (axis) => {
  expect(() => normalizeAxis(axis, 3, 'sum')).toThrow(/sum: axis .* is outside \[-3, 3\)/);
});

test('a scalar has no axes', () => {
  expect(() => normalizeAxis(0, 0, 'sum')).toThrow(/a scalar has no axes/);
});

test('several axes come back ascending; null is all of them', () => {
  expect(normalizeAxes([-1, 0], 3, 'sum')).toEqual([0, 2]);
  expect(normalizeAxes(null, 3, 'sum')).toEqual([0, 1, 2]);
  expect(normalizeAxes(-2, 3, 'sum')).toEqual([1]);
  expect(normalizeAxes([], 3, 'sum')).toEqual([]);
});

test('an axis given twice is refused, also in two spellings', () => {
  expect(() => normalizeAxes([0, -3], 3, 'sum')).toThrow(/axis 0 is given twice/);
});

test.each(['x', true, {}])('%j is no axis', (axis) => {
  expect(() => normalizeAxes(axis as unknown as number, 2, 'sum')).toThrow(
    /sum: axis must be an integer, a list/,
  );
});

test('a permutation names every axis once', () => {
  expect(normalizePermutation([-1, 0, 1], 3, 'transpose')).toEqual([2, 0, 1]);
  expect(() => normalizePermutation([0, 1], 3, 'transpose')).toThrow(/has 3 entries/);
  expect(() => normalizePermutation([0, 1, -2], 3, 'transpose')).toThrow(/names an axis twice/);
});

test('a permutation and its inverse cancel', () => {
  const permutation = [2, 0, 3, 1];
  expect(inversePermutation(permutation)).toEqual([1, 3, 0, 2]);
  expect(inversePermutation(inversePermutation(permutation))).toEqual(permutation);
});
