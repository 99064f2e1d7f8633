/**
 * @file The regularized incomplete beta function Iₓ(a, b).
 *
 * A continued fraction that converges fast below the mean a / (a + b), and the symmetry Iₓ(a, b) = 1 − I₁₋ₓ(b, a)
 * above it (DLMF 8.17.22, 8.17.4); for small b, where the difference from 1 may cancel, a power series of positive
 * terms (DLMF 8.17.7). The factor before them is written around the peak, as in `incomplete-gamma.ts`.
 */

import { excessOverLog } from './excess-over-log.ts';
import { gamma, scaledGamma } from './gamma-function.ts';

/** The fraction takes O(√max(a, b)) steps. Parameters beyond some 10⁹ would take longer than this and give NaN. */
const MOST_STEPS = 200_000;

/** Iₓ(a, b) for a, b > 0 and x in [0, 1]; NaN elsewhere. */
export function incompleteBeta(a: number, b: number, x: number): number {
  if (!(a > 0 && b > 0 && x >= 0 && x <= 1)) return NaN;
  if (x === 0 || x === 1) return x;
  if (a === Infinity || b === Infinity) return NaN;
  if (b * x <= 1 && x <= 0.95) {
    return (density(a, b, x) / a) * Math.exp(-b * Math.log1p(-x)) * series(a, b, x);
  }
  if (x <= (a + 1) / (a + b + 2)) return (density(a, b, x) / a) * fraction(a, b, x);
  return 1 - (density(a, b, x) / b) * fraction(b, a, 1 - x);
}

/** xᵃ (1 − x)ᵇ / B(a, b). */
function density(a: number, b: number, x: number): number {
  const sum = a + b;
  if (sum < 10) {
    const powers = x ** a * Math.exp(b * Math.log1p(-x));
    return (powers * gamma(sum)) / (gamma(a) * gamma(b));
  }
  // x = a/(a + b) · (1 + μ) and 1 − x = b/(a + b) · (1 − μ a/b).
  const shift = sum * x - a;
  const exponent =
    a * excessOverLog(shift / a, (sum * x) / a) + b * excessOverLog(-shift / b, (sum * (1 - x)) / b);
  const stirling = scaledGamma(sum) / (scaledGamma(a) * scaledGamma(b));
  return Math.exp(-exponent) * Math.sqrt((a * b) / (2 * Math.PI * sum)) * stirling;
}

/** a Σ (1 − b)(2 − b) … (n − b) xⁿ / (n! (a + n)): the hypergeometric series ₂F₁(a, 1 − b; a + 1; x). */
function series(a: number, b: number, x: number): number {
  let sum = 1;
  let power = 1;
  for (let n = 1; ; n++) {
    power *= ((n - b) * x) / n;
    const term = (power * a) / (a + n);
    sum += term;
    if (Math.abs(term) <= sum * 2 ** -60) return sum;
  }
}

/** 1/(1 +) d₁/(1 +) d₂/(1 +) … (DLMF 8.17.22, 8.17.23), by Lentz's method as modified by Thompson and Barnett. */
function fraction(a: number, b: number, x: number): number {
  const tiny = 1e-300;
  const guard = (value: number) => (value === 0 ? tiny : value);
  let numerators = 1;
  let denominators = 1 / guard(1 - ((a + b) * x) / (a + 1));
  let value = denominators;
  for (let m = 1; m <= MOST_STEPS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    denominators = 1 / guard(1 + even * denominators);
    numerators = guard(1 + even / numerators);
    value *= denominators * numerators;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    denominators = 1 / guard(1 + odd * denominators);
    numerators = guard(1 + odd / numerators);
    const factor = denominators * numerators;
    value *= factor;
    if (Math.abs(factor - 1) <= 2 ** -52) return value;
  }
  return NaN;
}
