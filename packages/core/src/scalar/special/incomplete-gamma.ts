/**
 * @file The regularized incomplete gamma functions P(a, x) and Q(a, x) = 1 − P(a, x), and ∂P/∂a.
 *
 * For x ≤ a a power series for P, for x > a a continued fraction for Q, both times the same density; what is small is
 * computed and the other one is 1 minus it. For small x and a, where Q is small but its fraction does not converge,
 * Q's leading part is taken out of 1 − P (Gautschi, "A computational procedure for incomplete gamma functions", ACM
 * TOMS 5, 1979). Derivatives are carried through the same recurrences: in these regions none of their terms cancel.
 * Both take O(√a) steps near x = a; from 10⁸ on an asymptotic expansion takes over.
 */

import { digamma } from './digamma.ts';
import { excessOverLog } from './excess-over-log.ts';
import { gammaOnePlus, logGammaOnePlus, scaledGamma } from './gamma-function.ts';
import {
  ASYMPTOTIC_FROM,
  lowerAsymptotic,
  lowerGradientAsymptotic,
  upperAsymptotic,
} from './incomplete-gamma-asymptotic.ts';

/** A value and its derivative for a. */
interface Differentiated {
  readonly value: number;
  readonly derivative: number;
}

/** Up to here (and for small a) the power series is used even where x > a: the continued fraction needs x > 1. */
const SMALL_X = 1.1;

/** Whether the power series is the one to use. */
const seriesConverges = (a: number, x: number) => x <= a || x <= SMALL_X;

/** P(a, x), the lower function (DLMF 8.2.4). NaN for a ≤ 0 or x < 0, but P(a, 0) = 0 always. */
export function lowerIncompleteGamma(a: number, x: number): number {
  if (x === 0) return 0;
  if (!(a > 0 && x > 0)) return NaN;
  if (a === Infinity) return 0;
  if (x === Infinity) return 1;
  if (a >= ASYMPTOTIC_FROM) return lowerAsymptotic(a, x);
  return seriesConverges(a, x) ? density(a, x) * series(a, x).value : 1 - upperByFraction(a, x);
}

/** Q(a, x), the upper function (DLMF 8.2.4). NaN for a ≤ 0 or x < 0. */
export function upperIncompleteGamma(a: number, x: number): number {
  if (!(a > 0 && x >= 0)) return NaN;
  if (x === 0) return 1;
  if (x === Infinity) return 0;
  if (a === Infinity) return 1;
  if (a >= ASYMPTOTIC_FROM) return upperAsymptotic(a, x);
  if (!seriesConverges(a, x)) return upperByFraction(a, x);
  return a < x || a < 0.5 ? upperForSmall(a, x) : 1 - density(a, x) * series(a, x).value;
}

/** ∂P(a, x)/∂a. */
export function lowerIncompleteGammaGradient(a: number, x: number): number {
  if (x === 0) return 0;
  if (!(a > 0 && x > 0)) return NaN;
  if (a === Infinity || x === Infinity) return 0;
  if (a >= ASYMPTOTIC_FROM) return lowerGradientAsymptotic(a, x);
  if (seriesConverges(a, x)) {
    // P = xᵃ e⁻ˣ / Γ(a + 1) · series.
    const { value, derivative } = series(a, x);
    return density(a, x) * (value * (Math.log(x) - digamma(a + 1)) + derivative);
  }
  // Q = xᵃ e⁻ˣ / Γ(a) · fraction, and P = 1 − Q.
  const { value, derivative } = fraction(a, x);
  return -a * density(a, x) * (value * (Math.log(x) - digamma(a)) + derivative);
}

const upperByFraction = (a: number, x: number) => a * density(a, x) * fraction(a, x).value;

/**
 * xᵃ e⁻ˣ / Γ(a + 1). Where the powers overflow or there is no end to the factors of Γ, with x = a (1 + μ), it is
 * e^(−a (μ − ln(1 + μ))) / √(2πa), but for the factor that Stirling's formula leaves. Far from the peak the error
 * grows with the exponent.
 */
function density(a: number, x: number): number {
  if (a < 30 && x < 100) {
    const power = x ** a;
    if (power > 1e-250) return (power * Math.exp(-x)) / gammaOnePlus(a);
  }
  return Math.exp(-a * excessOverLog((x - a) / a, x / a)) / (Math.sqrt(2 * Math.PI * a) * scaledGamma(a));
}

/** Σ xⁿ / ((a + 1) … (a + n)) and its derivative for a (DLMF 8.11.4). */
function series(a: number, x: number): Differentiated {
  let value = 1;
  let derivative = 0;
  let term = 1;
  // −Σ 1 / (a + k), the logarithmic derivative of a term.
  let logarithmic = 0;
  for (let n = 1; term > value * 2 ** -60; n++) {
    term *= x / (a + n);
    logarithmic -= 1 / (a + n);
    value += term;
    derivative += term * logarithmic;
  }
  return { value, derivative };
}

/**
 * 1/(x + 1 − a −) 1(1 − a)/(x + 3 − a −) 2(2 − a)/(x + 5 − a −) … and its derivative for a (DLMF 8.9.2), summed
 * forward by Steed's method: each step adds the difference of two convergents.
 */
function fraction(a: number, x: number): Differentiated {
  let denominator = x + 1 - a;
  let inverse = 1 / denominator;
  let inverseDerivative = inverse * inverse;
  let step = inverse;
  let stepDerivative = inverseDerivative;
  let value = step;
  let derivative = stepDerivative;
  for (let n = 1; ; n++) {
    const numerator = n * (a - n);
    denominator += 2;
    const next = 1 / (denominator + numerator * inverse);
    const nextDerivative = -next * next * (-1 + n * inverse + numerator * inverseDerivative);
    // The new step is the old one times this ratio; the numerator's own derivative is n.
    const ratio = -numerator * next * inverse;
    const ratioDerivative =
      -n * next * inverse - numerator * (nextDerivative * inverse + next * inverseDerivative);
    stepDerivative = step * ratioDerivative + stepDerivative * ratio;
    step *= ratio;
    inverse = next;
    inverseDerivative = nextDerivative;
    value += step;
    derivative += stepDerivative;
    const converged =
      Math.abs(step) <= Math.abs(value) * 2 ** -54 &&
      Math.abs(stepDerivative) <= Math.abs(derivative) * 2 ** -54;
    if (converged) return { value, derivative };
  }
}

/** Q for x ≤ 1.1 and a below x or 1/2: 1 − xᵃ/Γ(1 + a), and the part of P beyond that (DLMF 8.7.1). */
function upperForSmall(a: number, x: number): number {
  const logarithm = a * Math.log(x) - logGammaOnePlus(a);
  let sum = 0;
  let power = 1;
  for (let n = 1; ; n++) {
    power *= -x / n;
    const term = power / (a + n);
    sum += term;
    if (Math.abs(term) <= Math.abs(sum) * 2 ** -60) break;
  }
  return -Math.expm1(logarithm) - a * Math.exp(logarithm) * sum;
}
