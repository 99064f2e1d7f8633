import { expect, test } from 'vitest';
import { digamma } from './digamma.ts';

// Expected values here are mpmath's, computed with 300 digits and rounded to float64.
/** Relative error, in units of 10⁻¹⁵. */
const error = (got: number, want: number) => Math.abs(got / want - 1) / 1e-15;

test.each([
  [1e-10, -10000000000.577215],
  [0.1, -10.423754940411076],
  [0.5, -1.9635100260214235],
  [1, -0.5772156649015329],
  [1.4616321449683622, -9.241265521729427e-17],
  [1.4616321449683625, 1.2245374622004068e-16],
  [1.5, 0.03648997397857652],
  [2, 0.42278433509846713],
  [5.5, 1.6110931485817512],
  [10, 2.251752589066721],
  [1000, 6.907255195648812],
  [1e100, 230.25850929940458],
  [-0.3, 2.113309779635399],
  [-1.5, 0.7031566406452432],
  [-10.2, 6.694638450417517],
])('ψ(%d)', (x, want) => {
  expect(error(digamma(x), want)).toBeLessThan(4);
});

test('the poles and limits of ψ', () => {
  for (const x of [0, -0, -1, -2, -Infinity, NaN]) expect(digamma(x)).toBeNaN();
  expect(digamma(Infinity)).toBe(Infinity);
});
