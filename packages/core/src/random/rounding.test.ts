import { describe, expect, test } from 'vitest';
import { roundTo } from './rounding.ts';

const { POSITIVE_INFINITY: infinity, NaN: notANumber } = Number;

describe('rounding to float16', () => {
  test.each([
    [1, 1],
    [-0.1, -0.0999755859375],
    [0, 0],
    [-0, -0],
    // Ties go to the even neighbour.
    [2049, 2048],
    [2051, 2052],
    // Subnormal numbers are multiples of 2⁻²⁴.
    [2 ** -24, 2 ** -24],
    [1.5 * 2 ** -24, 2 ** -23],
    [2 ** -25, 0],
    [-(2 ** -26), -0],
    // The greatest is 65504; what is nearer to 65536 overflows.
    [65519, 65504],
    [65520, infinity],
    [-1e30, -infinity],
    [infinity, infinity],
    [notANumber, notANumber],
  ])('%s becomes %s', (x, rounded) => {
    expect(roundTo.float16(x)).toBe(rounded);
  });
});

describe('rounding to bfloat16', () => {
  test.each([
    [1, 1],
    [-0.1, -0.10009765625],
    [-0, -0],
    [257, 256],
    [259, 260],
    [3.4e38, infinity],
    [-infinity, -infinity],
    [notANumber, notANumber],
  ])('%s becomes %s', (x, rounded) => {
    expect(roundTo.bfloat16(x)).toBe(rounded);
  });
});
