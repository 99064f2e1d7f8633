import { expect, test } from 'vitest';
import { erf, erfc, erfinv } from './error-function.ts';

// Expected values here are mpmath's, computed with 300 digits and rounded to float64.
/** Relative error, in units of 10⁻¹⁵. */
const error = (got: number, want: number) => Math.abs(got / want - 1) / 1e-15;

test.each([
  [1e-300, 1.1283791670955126e-300],
  [1e-5, 1.1283791670579e-5],
  [0.1, 0.1124629160182849],
  [0.4, 0.42839235504666845],
  [0.46875, 0.49261347321793797],
  [0.5, 0.5204998778130465],
  [1, 0.8427007929497149],
  [2, 0.9953222650189527],
  [3.5, 0.9999992569016276],
  [5, 0.9999999999984626],
  [-0.3, -0.3286267594591274],
  [-1.5, -0.9661051464753108],
])('erf %d', (x, want) => {
  expect(error(erf(x), want)).toBeLessThan(1);
});

test.each([
  [0.1, 0.887537083981715],
  [0.46875, 0.507386526782062],
  [0.5, 0.4795001221869535],
  [1, 0.15729920705028513],
  [2, 0.004677734981047266],
  [3.9, 3.4792248597231765e-8],
  [4.1, 6.700027654084918e-9],
  [6, 2.1519736712498913e-17],
  [10, 2.088487583762545e-45],
  [20, 5.395865611607901e-176],
  [26, 5.663192408856143e-296],
  [-0.3, 1.3286267594591274],
  [-2, 1.9953222650189528],
])('erfc %d', (x, want) => {
  expect(error(erfc(x), want)).toBeLessThan(1);
});

test('where x² overflows erf is 1 and erfc 0', () => {
  for (const x of [28, 1e200, Number.MAX_VALUE, Infinity]) {
    expect([erf(x), erf(-x), erfc(x), erfc(-x)]).toEqual([1, -1, 0, 2]);
  }
  expect([erf(NaN), erfc(NaN)]).toEqual([NaN, NaN]);
});

test.each([
  [1e-20, 8.86226925452758e-21],
  [0.1, 0.08885599049425769],
  [0.49, 0.46586860023505733],
  [0.51, 0.4881220505159588],
  [0.9, 1.1630871536766743],
  [0.999, 2.3267537655135246],
  [0.9999999990686774, 4.328028275800946],
  [0.9999999999999999, 5.8635847487551676],
  [-0.7, -0.7328690779592167],
])('the inverse of erf at %d', (x, want) => {
  expect(error(erfinv(x), want)).toBeLessThan(1);
});

test('the limits', () => {
  expect([erf(Infinity), erf(-Infinity), erf(0), erf(-0), erf(NaN)]).toEqual([1, -1, 0, -0, NaN]);
  expect([erfc(Infinity), erfc(-Infinity), erfc(0), erfc(30), erfc(NaN)]).toEqual([0, 2, 1, 0, NaN]);
  expect([erfinv(1), erfinv(-1), erfinv(0), erfinv(1.1), erfinv(NaN)]).toEqual([
    Infinity,
    -Infinity,
    0,
    NaN,
    NaN,
  ]);
});
