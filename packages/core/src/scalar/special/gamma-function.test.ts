import { expect, test } from 'vitest';
import { gamma, gammaOnePlus, logGamma, scaledGamma } from './gamma-function.ts';

// Expected values here are mpmath's, computed with 300 digits and rounded to float64.
/** Relative error, in units of 10⁻¹⁵. */
const error = (got: number, want: number) => Math.abs(got / want - 1) / 1e-15;

test.each([
  [1e-300, 690.7755278982137],
  [1e-5, 11.512919692895826],
  [0.3, 1.0957979948180756],
  [0.7, 0.26086724653166654],
  [0.999999, 5.772164873855652e-7],
  [1.000001, -5.772148423874147e-7],
  [1.5, -0.12078223763524522],
  [1.999999, -4.227840125965854e-7],
  [2.000001, 4.2278465762452923e-7],
  [2.5, 0.2846828704729192],
  [5.5, 3.9578139676187165],
  [9.99, 12.779315214350193],
  [10, 12.801827480081469],
  [100, 359.1342053695754],
  [10000000000.0, 220258509288.81058],
  [1e300, 6.897755278982137e302],
  [-0.1, 2.3689613327287886],
  [-0.5, 1.2655121234846454],
  [-1.5, 0.860047015376481],
  [-3.5, -1.309006684993042],
  [-10.2, -13.90053096369515],
])('ln |Γ(%d)|', (x, want) => {
  expect(error(logGamma(x), want)).toBeLessThan(2);
});

test('the poles and limits of ln |Γ|', () => {
  for (const x of [0, -0, -1, -2, -100, Infinity, -Infinity, 1e306, -Number.MAX_VALUE])
    expect(logGamma(x)).toBe(Infinity);
  expect([logGamma(1), logGamma(2)]).toEqual([0, 0]);
  expect(logGamma(NaN)).toBeNaN();
});

test('Γ of whole numbers is a factorial', () => {
  let factorial = 1;
  for (let n = 1; n < 20; n++) {
    expect(error(gamma(n), factorial)).toBeLessThan(2);
    factorial *= n;
  }
});

test('Γ(1 + x) where Γ(x) overflows', () => {
  expect(gammaOnePlus(5e-324)).toBe(1);
});

test('the scaled gamma function is continuous where Stirling takes over, and tends to 1', () => {
  expect(error(scaledGamma(10 - 1e-12), scaledGamma(10))).toBeLessThan(5);
  expect(error(scaledGamma(1e8), 1 + 1 / 12e8)).toBeLessThan(1);
});
