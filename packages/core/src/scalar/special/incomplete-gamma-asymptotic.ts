/**
 * @file Incomplete gamma functions for a ≥ 10⁸, where series take √a steps: Temme's uniform expansion (DLMF 8.12).
 *
 * With x = a (1 + μ) and ½η² = μ − ln(1 + μ), η of μ's sign, Q(a, x) = ½ erfc(η √(a/2)) + R and P = 1 − Q. At such a,
 * e^(−aη²/2) vanishes unless η is below 10⁻², so R needs its first term only, and of that a short series in η.
 */

import { erfc } from './error-function.ts';
import { excessOverLog } from './excess-over-log.ts';
import { polynomial } from './polynomial.ts';

/** From this a on. */
export const ASYMPTOTIC_FROM = 1e8;

/** c₀(η) = 1/μ − 1/η (DLMF 8.12.10). */
const FIRST_COEFFICIENT = [-1 / 3, 1 / 12, -2 / 135, 1 / 864];

function expand(a: number, x: number) {
  const mu = (x - a) / a;
  const halfSquare = excessOverLog(mu, x / a);
  const eta = Math.sign(mu) * Math.sqrt(2 * halfSquare);
  const gaussian = Math.exp(-a * halfSquare) / Math.sqrt(2 * Math.PI * a);
  return { mu, eta, gaussian, coefficient: polynomial(FIRST_COEFFICIENT, eta) };
}

/** P(a, x) for a ≥ 10⁸. */
export function lowerAsymptotic(a: number, x: number): number {
  const { eta, gaussian, coefficient } = expand(a, x);
  return erfc(-eta * Math.sqrt(a / 2)) / 2 - (gaussian === 0 ? 0 : gaussian * coefficient);
}

/** Q(a, x) for a ≥ 10⁸. */
export function upperAsymptotic(a: number, x: number): number {
  const { eta, gaussian, coefficient } = expand(a, x);
  return erfc(eta * Math.sqrt(a / 2)) / 2 + (gaussian === 0 ? 0 : gaussian * coefficient);
}

/** ∂P(a, x)/∂a for a ≥ 10⁸, the expansion of P differentiated with dη/da = −μ / (a η). */
export function lowerGradientAsymptotic(a: number, x: number): number {
  const { mu, eta, gaussian, coefficient } = expand(a, x);
  if (gaussian === 0) return 0;
  const muOverEta = eta === 0 ? 1 : mu / eta;
  const remainder = (Math.log1p(mu) - 0.5 / a) * coefficient - muOverEta / (12 * a);
  return gaussian * (eta / 2 - muOverEta - remainder);
}
