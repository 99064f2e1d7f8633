import { describe, expect, test } from 'vitest';
import { ulpError, ulpSize } from './ulp.ts';

describe('the unit in the last place', () => {
  test.each([
    ['float32', 1, 2 ** -23],
    ['float32', 1.99, 2 ** -23],
    ['float32', 2, 2 ** -22],
    ['float16', 1000, 2 ** -1],
    ['bfloat16', 1, 2 ** -7],
    ['float64', 1, 2 ** -52],
  ] as const)('of %s at %d is %d', (dtype, magnitude, size) => {
    expect(ulpSize(dtype, magnitude)).toBe(size);
  });

  test('does not shrink below the smallest normal number', () => {
    expect(ulpSize('float32', 0)).toBe(2 ** -149);
    expect(ulpSize('float64', 0)).toBe(5e-324);
  });

  test('at the greatest number is that below it', () => {
    expect(ulpSize('float64', Infinity)).toBe(2 ** 971);
  });
});

describe('the error of a result', () => {
  test('is 0 for the exact result, rounded', () => {
    expect(ulpError('float32', Math.fround(0.1), 0.1)).toBe(0);
    expect(ulpError('float16', 0.0999755859375, 0.1)).toBe(0);
  });

  test('is counted from the unrounded result', () => {
    const error = ulpError('float32', 1 + 2 ** -23, 1 + 2 ** -25);
    expect(error).toBeCloseTo(0.75, 12);
  });

  test('is infinite where one is NaN, and 0 where both are', () => {
    expect(ulpError('float32', NaN, 1)).toBe(Infinity);
    expect(ulpError('float32', 1, NaN)).toBe(Infinity);
    expect(ulpError('float32', NaN, NaN)).toBe(0);
  });

  test('is infinite for a zero of the wrong sign, unless terms were summed up', () => {
    expect(ulpError('float32', -0, 0)).toBe(Infinity);
    expect(ulpError('float32', -0, 0, 1)).toBe(0);
  });

  test('does not mind overflow one number early', () => {
    const greatest = (2 - 2 ** -23) * 2 ** 127;
    expect(ulpError('float32', Infinity, greatest)).toBe(1);
    expect(ulpError('float32', Infinity, 1e30)).toBeGreaterThan(1e6);
    expect(ulpError('float32', -Infinity, greatest)).toBe(Infinity);
    expect(ulpError('float32', greatest, Infinity)).toBe(Infinity);
  });

  test('is measured by the scale where that is greater', () => {
    expect(ulpError('float32', 2 ** -23, 0, 1)).toBe(1);
  });
});
