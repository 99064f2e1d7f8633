import { expect, test } from 'vitest';
import { incompleteBeta } from './incomplete-beta.ts';

// Expected values here are mpmath's, computed with 300 digits and rounded to float64.
/** Relative error, in units of 10⁻¹⁵. */
const error = (got: number, want: number) => Math.abs(got / want - 1) / 1e-15;

test.each([
  [0.1, 0.1, 0.3, 0.462804186115552],
  [0.5, 0.5, 0.5, 0.5],
  [0.5, 0.001, 0.9, 0.0036287029439785383],
  [1, 1, 0.25, 0.25],
  [2, 3, 0.4, 0.5248],
  [5, 1, 0.9, 0.5904900000000001],
  [5, 20, 0.1, 0.08507488587867083],
  [20, 5, 0.95, 0.9940254494135112],
  [100, 100, 0.45, 0.07838793271222053],
  [500, 0.5, 0.99, 0.001527357879052989],
  [0.1, 500, 1e-8, 0.31011090081193543],
])('I(%d, %d) up to %d', (a, b, x, want) => {
  // A few ulps of the exponent, which is some tens here.
  expect(error(incompleteBeta(a, b, x), want)).toBeLessThan(15);
});

test('the two tails add up to 1', () => {
  for (const [a, b] of [
    [0.3, 4],
    [2, 2],
    [50, 0.7],
    [1e4, 2e4],
  ]) {
    for (const x of [0.1, 1 / 3, 0.8]) {
      expect(error(incompleteBeta(a, b, x) + incompleteBeta(b, a, 1 - x), 1)).toBeLessThan(20);
    }
  }
});

// What TensorFlow 2.21 answers.
test.each([
  [0, 1, 0.5, NaN],
  [1, 0, 0.5, NaN],
  [-1, 1, 0.5, NaN],
  [1, 1, 0, 0],
  [1, 1, 1, 1],
  [1, 1, -0.1, NaN],
  [1, 1, 1.1, NaN],
  [Infinity, 1, 0.5, NaN],
  [Infinity, 1, 1, 1],
  [NaN, 1, 0.5, NaN],
  [1, 1, NaN, NaN],
])('the edge I(%d, %d) up to %d is %d', (a, b, x, want) => {
  expect(incompleteBeta(a, b, x)).toBe(want);
});
