import { expect, test } from 'vitest';
import {
  lowerIncompleteGamma,
  lowerIncompleteGammaGradient,
  upperIncompleteGamma,
} from './incomplete-gamma.ts';

// Expected values here are mpmath's, computed with 300 digits and rounded to float64.
/** Relative error, in units of 10⁻¹⁵. */
const error = (got: number, want: number) => Math.abs(got / want - 1) / 1e-15;

test.each([
  [0.001, 1e-5, 0.9891230446957827],
  [0.1, 0.1, 0.8275517595858506],
  [0.5, 1, 0.8427007929497149],
  [0.5, 3, 0.9856941215645704],
  [1, 0.5, 0.3934693402873666],
  [5, 4, 0.37116306482012645],
  [5, 20, 0.9999830552560699],
  [10, 1, 1.1142547833872067e-7],
  [20, 22, 0.6939729794378253],
  [100, 90, 0.15822098918643016],
  [1000, 1000, 0.5042052441802155],
])('P(%d, %d)', (a, x, want) => {
  expect(error(lowerIncompleteGamma(a, x), want)).toBeLessThan(10);
});

test.each([
  [1e-10, 1e-12, 2.7053805414514844e-9],
  [0.001, 0.5, 0.0005600666564707498],
  [0.1, 1.05, 0.022282224868442283],
  [0.5, 1, 0.15729920705028513],
  [0.5, 50, 1.523970604832105e-23],
  [1, 2, 0.1353352832366127],
  [5, 4, 0.6288369351798735],
  [5, 20, 1.6944743930067385e-5],
  [20, 30, 0.021873468441390854],
  [100, 120, 0.027863739890520663],
  [1000, 1000, 0.4957947558197845],
])('Q(%d, %d)', (a, x, want) => {
  expect(error(upperIncompleteGamma(a, x), want)).toBeLessThan(10);
});

test.each([
  [0.001, 0.5, -0.5603594001080031],
  [0.1, 0.1, -1.6219824706549484],
  [0.5, 1, -0.38983726432851057],
  [0.5, 5, -0.005843362259135279],
  [1, 1, -0.4317297106348987],
  [5, 4, -0.18027006579680635],
  [5, 12, -0.008232769172088636],
  [10, 1, -2.630331275915804e-7],
  [20, 22, -0.0777339974584711],
  [100, 95, -0.035991134792831114],
])('∂P/∂a at (%d, %d)', (a, x, want) => {
  expect(error(lowerIncompleteGammaGradient(a, x), want)).toBeLessThan(10);
});

test('P and Q add up to 1', () => {
  for (const a of [0.01, 0.7, 1, 3, 50, 1e4, 1e7]) {
    for (const ratio of [0.1, 0.9, 1, 1.1, 3]) {
      const sum = lowerIncompleteGamma(a, a * ratio) + upperIncompleteGamma(a, a * ratio);
      expect(error(sum, 1)).toBeLessThan(1);
    }
  }
});

// mpmath, by quadrature of the density.
test.each([
  [1e8, 1e8, 0.50001329807601411987, -3.989422807338846e-5],
  [1e8, 1e8 + 1e4, 0.84134474647179881357, -2.419666918081792e-5],
  [1e8, 1e8 - 2e4, 0.022744732581593558139, -5.39819671038665e-6],
])('the asymptotic expansion at (%d, %d)', (a, x, value, gradient) => {
  expect(error(lowerIncompleteGamma(a, x), value)).toBeLessThan(10);
  expect(error(upperIncompleteGamma(a, x), 1 - value)).toBeLessThan(10);
  // The derivative's first neglected term is of order 1/a.
  expect(lowerIncompleteGammaGradient(a, x) / gradient - 1).toBeCloseTo(0, 10);
});

test('huge parameters end', () => {
  expect(lowerIncompleteGamma(1e300, 1e300)).toBe(0.5);
  expect(upperIncompleteGamma(1e308, 1e307)).toBe(1);
  expect(lowerIncompleteGamma(5e-324, 0.5)).toBeCloseTo(1, 14);
});

// What TensorFlow 2.21 answers.
test.each([
  [1, 0, 0, 1, 0],
  [0, 1, NaN, NaN, NaN],
  [-1, 1, NaN, NaN, NaN],
  [1, -1, NaN, NaN, NaN],
  [NaN, 1, NaN, NaN, NaN],
  [1, NaN, NaN, NaN, NaN],
  [1, Infinity, 1, 0, 0],
  [Infinity, 1, 0, 1, 0],
])('the edges of P, Q and ∂P/∂a at (%d, %d)', (a, x, lower, upper, gradient) => {
  expect(lowerIncompleteGamma(a, x)).toBe(lower);
  expect(upperIncompleteGamma(a, x)).toBe(upper);
  expect(lowerIncompleteGammaGradient(a, x)).toBe(gradient);
});
