import { expect, test } from 'vitest';
import { hurwitzZeta } from './hurwitz-zeta.ts';

// Expected values here are mpmath's, computed with 300 digits and rounded to float64.
/** Relative error, in units of 10⁻¹⁵. */
const error = (got: number, want: number) => Math.abs(got / want - 1) / 1e-15;

test.each([
  [1.0001, 1, 10000.577222947539],
  [1.5, 0.1, 34.0529755150756],
  [2, 1, 1.6449340668482264],
  [3, 2.5, 0.1181020258208637],
  [10, 0.5, 1024.017450355758],
  [50, 10, 1.0086304954352791e-50],
  [100, 1000, 1.060934200387493e-299],
  [20, 200, 1.0523459929625721e-45],
  [2, 1000000.0, 1.0000005000001667e-6],
])('ζ(%d, %d)', (s, q, want) => {
  expect(error(hurwitzZeta(s, q), want)).toBeLessThan(2);
});

// What TensorFlow 2.21 answers.
test.each([
  [1, 5, Infinity],
  [0.5, 5, NaN],
  [2, 0, Infinity],
  [3, 0, NaN],
  [2, -1, Infinity],
  [3, -2, NaN],
  [2, -Infinity, Infinity],
  [3, -Infinity, NaN],
  [2.5, -1.5, NaN],
  [Infinity, 3, 0],
  [Infinity, 1, 1],
  [Infinity, 0.5, Infinity],
  [2.5, Infinity, 0],
  [NaN, 1, NaN],
  [2, NaN, NaN],
])('the edge ζ(%d, %d) is %d', (s, q, want) => {
  expect(hurwitzZeta(s, q)).toBe(want);
});

test('q below 0, where s is whole', () => {
  expect(error(hurwitzZeta(2, -1.5), 9.379246644989124)).toBeLessThan(2);
  expect(error(hurwitzZeta(3, -1.5), 0.1181020258208637)).toBeLessThan(20);
});
