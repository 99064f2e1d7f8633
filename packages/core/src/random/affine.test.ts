import { expect, test } from 'vitest';
import { scaleAndShift, scaleToRange } from './affine.ts';

test('the product is rounded before the sum', () => {
  const values = Float32Array.of(Math.fround(0.1));
  scaleAndShift(values, 'float32', 3, -0.3);
  // The product is 0.3000000045, which rounds to the very float32 that is then subtracted.
  expect([...values]).toEqual([Math.fround(Math.fround(Math.fround(0.1) * 3) - Math.fround(0.3))]);
  expect(values[0]).not.toBe(Math.fround(Math.fround(0.1) * 3 - Math.fround(0.3)));
});

test('scale and shift are themselves rounded to the dtype', () => {
  const values = Float32Array.of(1);
  scaleAndShift(values, 'bfloat16', 0.1, 0);
  expect([...values]).toEqual([0.10009765625]);
});

test('a range is reached from its lower bound up to, unless rounding says otherwise, below its upper', () => {
  const values = Float64Array.of(0, 0.5, 1 - 2 ** -52);
  scaleToRange(values, 'float64', -2, 2);
  expect([...values]).toEqual([-2, 0, 2 - 2 ** -50]);
});
