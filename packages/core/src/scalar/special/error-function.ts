/**
 * @file erf, erfc and the inverse of erf.
 *
 * erf is an odd rational function of x up to 0.46875; beyond, erfc is e^(−x²) times a rational function of x or of
 * 1/x². Intervals and coefficients: W. J. Cody, "Rational Chebyshev approximations for the error function", Math.
 * Comp. 23 (1969), 631–637; relative errors below 10⁻¹⁷ before rounding.
 */

import { polynomial } from './polynomial.ts';

/** Up to here erf is computed, beyond it erfc; the other is 1 minus it. */
const NEAR = 0.46875;

const NEAR_NUMERATOR = [
  3.20937758913846947e3, 3.77485237685302021e2, 1.13864154151050156e2, 3.1611237438705656,
  1.85777706184603153e-1,
];
const NEAR_DENOMINATOR = [
  2.84423683343917062e3, 1.28261652607737228e3, 2.44024637934444173e2, 2.36012909523441209e1, 1,
];
/** erfc on [0.46875, 4]. */
const MIDDLE_NUMERATOR = [
  1.23033935479799725e3, 2.05107837782607147e3, 1.71204761263407058e3, 8.8195222124176909e2,
  2.98635138197400131e2, 6.61191906371416295e1, 8.88314979438837594, 5.64188496988670089e-1,
  2.15311535474403846e-8,
];
const MIDDLE_DENOMINATOR = [
  1.23033935480374942e3, 3.43936767414372164e3, 4.36261909014324716e3, 3.29079923573345963e3,
  1.62138957456669019e3, 5.37181101862009858e2, 1.17693950891312499e2, 1.57449261107098347e1, 1,
];
/** erfc beyond 4, in powers of 1/x². */
const FAR_NUMERATOR = [
  6.58749161529837803e-4, 1.60837851487422766e-2, 1.25781726111229246e-1, 3.60344899949804439e-1,
  3.05326634961232344e-1, 1.63153871373020978e-2,
];
const FAR_DENOMINATOR = [
  2.33520497626869185e-3, 6.05183413124413191e-2, 5.27905102951428412e-1, 1.87295284992346047,
  2.56852019228982242, 1,
];

/** The error function, (2/√π) ∫₀ˣ e^(−t²) dt (DLMF 7.2.1). */
export function erf(x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude > NEAR) return Math.sign(x) * (1 - erfcBeyondNear(magnitude));
  const square = x * x;
  return (x * polynomial(NEAR_NUMERATOR, square)) / polynomial(NEAR_DENOMINATOR, square);
}

/** 1 − erf x, with full relative accuracy for large x (DLMF 7.2.2). */
export function erfc(x: number): number {
  if (Math.abs(x) <= NEAR) return 1 - erf(x);
  return x < 0 ? 2 - erfcBeyondNear(-x) : erfcBeyondNear(x);
}

/** From here on erfc is less than half of the least number, 2⁻¹⁰⁷⁴; and where x² overflows there is nothing to compute with. */
const ERFC_IS_ZERO = 27.3;

/** erfc for x > 0.46875. */
function erfcBeyondNear(x: number): number {
  if (x > ERFC_IS_ZERO) return 0;
  if (x <= 4) {
    return (exponentialOfSquare(x) * polynomial(MIDDLE_NUMERATOR, x)) / polynomial(MIDDLE_DENOMINATOR, x);
  }
  const inverseSquare = 1 / (x * x);
  const tail =
    (inverseSquare * polynomial(FAR_NUMERATOR, inverseSquare)) / polynomial(FAR_DENOMINATOR, inverseSquare);
  return (exponentialOfSquare(x) / x) * (1 / Math.sqrt(Math.PI) - tail);
}

/** e^(−x²), where rounding x² would cost x² ulps: x² = h² + (x − h)(x + h), and h² is exact for a multiple of 1/16. */
function exponentialOfSquare(x: number): number {
  const head = Math.trunc(x * 16) / 16;
  return Math.exp(-head * head) * Math.exp(-(x - head) * (x + head));
}

/**
 * The inverse of erf on [−1, 1]; ±∞ at the ends, NaN outside.
 *
 * A closed-form estimate (Winitzki, "A handy approximation for the error function and its inverse", 2008; good to
 * 2·10⁻³) is refined by Halley's method, which triples the number of correct digits each time, on erf near 0 and on
 * erfc in the tails, where 1 − x is exact and erf says nothing.
 */
export function erfinv(x: number): number {
  const magnitude = Math.abs(x);
  if (!(magnitude < 1)) return magnitude === 1 ? x * Infinity : NaN;
  if (x === 0) return x;
  const complement = 1 - magnitude;
  const logarithm = Math.log1p(-x * x);
  const halved = 2 / (Math.PI * 0.147) + logarithm / 2;
  let y = Math.sqrt(Math.sqrt(halved * halved - logarithm / 0.147) - halved);
  for (let iteration = 0; iteration < 3; iteration++) {
    const excess = magnitude < 0.5 ? erf(y) - magnitude : complement - erfc(y);
    // The Newton step is excess / erf′(y); erf″ / erf′ = −2y turns it into Halley's.
    const newton = (excess * Math.sqrt(Math.PI)) / 2 / exponentialOfSquare(y);
    y -= newton / (1 + y * newton);
  }
  return x < 0 ? -y : y;
}
