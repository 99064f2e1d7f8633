/**
 * @file ln |Γ(x)|, Γ(x) and the scaled gamma function that incomplete gamma and beta functions are built on.
 *
 * Between 1.5 and 2.5 a Taylor series around 2, exact in the zero of ln Γ there; the neighbouring intervals by
 * Γ(x + 1) = x Γ(x); from 10 on Stirling's series; below −0.5 the reflection formula. ln Γ has further zeros between
 * the negative integers: there the error is small against 1, not against the result.
 */

import { sinPi } from './pi-multiples.ts';
import { polynomial } from './polynomial.ts';

const HALF_LOG_TWO_PI = 0.9189385332046727418;

/** Coefficients of z, z², … in ln Γ(2 + z): 1 − γ, then (−1)ᵏ (ζ(k) − 1) / k (DLMF 5.7.3). */
const AROUND_TWO = [
  0, 0.42278433509846714, 0.3224670334241132, -0.0673523010531981, 0.020580808427784546,
  -0.007385551028673986, 0.0028905103307415234, -0.001192753911703261, 0.0005096695247430425,
  -0.00022315475845357939, 9.945751278180853e-5, -4.492623673813314e-5, 2.050721277567069e-5,
  -9.439488275268397e-6, 4.374866789907488e-6, -2.039215753801366e-6, 9.55141213040742e-7,
  -4.492469198764566e-7, 2.1207184805554665e-7, -1.0043224823968099e-7, 4.7698101693639804e-8,
  -2.2711094608943164e-8, 1.0838659214896955e-8, -5.183475041970047e-9, 2.4836745438024785e-9,
  -1.1921401405860912e-9, 5.731367241678862e-10, -2.7595228851242334e-10, 1.330476437424449e-10,
];

/** B₂ₖ / (2k (2k − 1)), the coefficients of x¹⁻²ᵏ in Stirling's series (DLMF 5.11.1). */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400];

/** From here on Stirling's eight terms leave less than 10⁻¹⁷. */
const STIRLING_FROM = 10;

/** ln Γ(2 + z) for |z| ≤ 1/2. */
const logGammaAroundTwo = (z: number) => polynomial(AROUND_TWO, z);

/** ln Γ(1 + z) for −1/2 ≤ z < 3/2, accurate near its zeros 0 and 1. */
export function logGammaOnePlus(z: number): number {
  return z < 0.5 ? logGammaAroundTwo(z) - Math.log1p(z) : logGammaAroundTwo(z - 1);
}

/** ln Γ(x) less its leading part (x − ½) ln x − x + ½ ln 2π, for x ≥ 10. */
const stirlingRemainder = (x: number) => polynomial(STIRLING, 1 / (x * x)) / x;

/** (x − 1)(x − 2) … down to the factor between 1.5 and 2.5, which is given apart: Γ(x) = product · Γ(last). */
function descend(x: number): { readonly product: number; readonly last: number } {
  let product = 1;
  let last = x;
  while (last > 2.5) {
    last -= 1;
    product *= last;
  }
  return { product, last };
}

/** ln |Γ(x)|; +∞ at 0, the negative integers and ±∞. */
export function logGamma(x: number): number {
  if (x < -0.5) {
    // A pole: for the largest of them the difference below would be ∞ − ∞.
    if (x === Math.floor(x)) return Infinity;
    return Math.log(Math.PI / Math.abs(x * sinPi(x))) - logGamma(-x);
  }
  if (x < 0.5) return logGammaOnePlus(x) - Math.log(Math.abs(x));
  if (x < 1.5) return logGammaOnePlus(x - 1);
  if (x < STIRLING_FROM) {
    const { product, last } = descend(x);
    return Math.log(product) + logGammaAroundTwo(last - 2);
  }
  return (x - 0.5) * (Math.log(x) - 1) + (HALF_LOG_TWO_PI - 0.5 + stirlingRemainder(x));
}

/** Γ(x) for 0 < x < 171, in x steps: for small x. */
export function gamma(x: number): number {
  if (x < 0.5) return Math.exp(logGammaOnePlus(x)) / x;
  if (x < 1.5) return Math.exp(logGammaOnePlus(x - 1));
  const { product, last } = descend(x);
  return product * Math.exp(logGammaAroundTwo(last - 2));
}

/** Γ(1 + x) for 0 ≤ x < 170, also where Γ(x) overflows. */
export function gammaOnePlus(x: number): number {
  return x < 0.5 ? Math.exp(logGammaOnePlus(x)) : x * gamma(x);
}

/** Γ(x) / (√(2π) xˣ⁻½ e⁻ˣ) for x > 0, which tends to 1: what Stirling's leading part leaves (DLMF 5.11.3). */
export function scaledGamma(x: number): number {
  if (x >= STIRLING_FROM) return Math.exp(stirlingRemainder(x));
  return (gamma(x) * Math.exp(x - HALF_LOG_TWO_PI)) / x ** (x - 0.5);
}
