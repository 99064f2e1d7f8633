/**
 * @file The Bessel functions J and Y of orders 0 and 1 (DLMF chapter 10).
 *
 * Up to 8 an expansion in x², for J times the exact distances from its two zeros there, for Y beside the logarithm of
 * 10.8.2. Beyond, the modulus and phase of 10.17.3: √(2/(πx)) (P cos χ − Q sin χ) with expansions of P and Q in 1/x²,
 * and the sine and cosine of χ = x − π/4 or x − 3π/4 written with those of x, which are exact for large x.
 */

import type { Scalar, ScalarBuilder } from '../../../scalar/index.ts';
import { chebyshev, minusTwoPart, type TwoPartNumber } from './chebyshev.ts';

/** J₀(x) / ((x² − j₁²)(x² − j₂²)) on [0, 8], in x²/32 − 1. */
const J0_NEAR = [
  0.0019903555001601486, -0.002620939138497025, 0.0008687721472062577, -0.00017040584951557357,
  2.204908639454817e-5, -2.0248894980012834e-6, 1.3898025173428905e-7, -7.406701254344167e-9,
  3.1559927583611334e-10, -1.1003860827939697e-11, 3.1989232970233477e-13, -7.875041254709154e-15,
  1.6632588015211278e-16, -3.0475993756698376e-18, 4.8912290055811176e-20,
];
const J0_ZEROS = [
  { head: 2.404825557695773, tail: -1.176691651530894e-16 },
  { head: 5.520078110286311, tail: 8.088597146146722e-17 },
];
/** J₁(x) / (x (x² − j₁²)(x² − j₂²)) on [0, 8], in x²/32 − 1. */
const J1_NEAR = [
  0.00027895709887613106, -0.0003115684036643562, 8.553646588540538e-5, -1.4149356425623485e-5,
  1.576470099225889e-6, -1.269075502369425e-7, 7.747614077073057e-9, -3.716577146675772e-10,
  1.4395417669312554e-11, -4.60007822413452e-13, 1.2341465589619718e-14, -2.8205466239524856e-16,
  5.558821065951572e-18, -9.546930865755219e-20,
];
const J1_ZEROS = [
  { head: 3.8317059702075125, tail: -1.5269184090088067e-16 },
  { head: 7.015586669815619, tail: -9.414165653410389e-17 },
];
/** Y₀(x) − (2/π) ln x J₀(x) on [0, 8], in x²/32 − 1. */
const Y0_NEAR = [
  -0.03314611320328494, -0.2744743055297453, 0.17903431407718268, 0.26156734625504663, -0.17730201278114358,
  0.04719668959576339, -0.007287962479552079, 0.0007531135932577742, -5.632079141056987e-5,
  3.206532537654801e-6, -1.44072332740187e-7, 5.248794787330516e-9, -1.5837552541812015e-10,
  4.02633081830612e-12, -8.747341203310769e-14, 1.6434898714919468e-15, -2.6977881152566837e-17,
];
/** (Y₁(x) − (2/π)(ln x J₁(x) − 1/x)) / x on [0, 8], in x²/32 − 1. */
const Y1_NEAR = [
  0.0025380132357417816, -0.01608717304766875, -0.09591204536083074, 0.08445197259652346,
  -0.028328123944594365, 0.005289897544167113, -0.0006414551451326356, 5.505982873338744e-5,
  -3.53808001868935e-6, 1.7707804556154404e-7, -7.11055004989928e-9, 2.344337905911516e-10,
  -6.4651518414115946e-12, 1.51429151205002e-13, -3.0511859694473254e-15, 5.34668038572867e-17,
  -8.224911372021585e-19,
];
/** From 8 on, in 128/x² − 1: P, and Q · x/8. */
const P0 = [
  0.9994603493475187, -0.0005365220468132117, 3.0751847875194745e-6, -5.1705945376060975e-8,
  1.6306464635151382e-9, -7.86409137723707e-11, 5.168262387349193e-12, -4.3045788699253914e-13,
  4.3265957431549404e-14, -5.069034095935236e-15, 6.748072215733873e-16, -1.0011513723467786e-16,
  1.6305919233744186e-17,
];
const Q0 = [
  -0.015555854605337009, 6.838519942611649e-5, -7.414498411060647e-7, 1.7972457247968992e-8,
  -7.27191593686632e-10, 4.2201219046687385e-11, -3.206747420996635e-12, 3.006145125351706e-13,
  -3.336328185322427e-14, 4.255225040245461e-15, -6.09993013164005e-16, 9.662128970303257e-17,
  -1.6686065214378146e-17, 3.1082440486738143e-18, -6.191115787358145e-19, 1.3091448717220122e-19,
];
const P1 = [
  1.0009030408600137, 0.0008989898330859408, -3.987284300488908e-6, 6.177633960644299e-8,
  -1.8718907491063067e-9, 8.816898659582339e-11, -5.704863640395645e-12, 4.699195515230542e-13,
  -4.6842237839904895e-14, 5.452674896044717e-15, -7.221180842274018e-16, 1.0667689114335412e-16,
  -1.7312313216116335e-17,
];
const Q1 = [
  0.04677778706953532, -9.62772354915708e-5, 9.138615257955454e-7, -2.0959781384083424e-8,
  8.229193327650554e-10, -4.686363688176945e-11, 3.5152187949686082e-12, -3.2643156743279e-13,
  3.5967765829165294e-14, -4.5612523950772974e-15, 6.508282957783384e-16, -1.0269147531823243e-16,
  1.767635548776479e-17, -3.2834519872981614e-18, 6.524081149589261e-19,
];

const TWO_OVER_PI = 2 / Math.PI;

/** x²/32 − 1: takes [0, 8] to [−1, 1]. */
const nearArgument = (s: ScalarBuilder, x: Scalar) => s.sub(s.mul(s.mul(x, x), 1 / 32), 1);

/** ∏ (x² − zero²). */
function distanceFromZeros(s: ScalarBuilder, x: Scalar, zeros: readonly TwoPartNumber[]): Scalar {
  const factors = zeros.map((zero) => s.mul(minusTwoPart(s, x, zero), s.add(x, zero.head)));
  return factors.reduce((product, factor) => s.mul(product, factor));
}

/** J₀(x) for 0 ≤ x ≤ 8. */
const j0Near = (s: ScalarBuilder, x: Scalar) =>
  s.mul(distanceFromZeros(s, x, J0_ZEROS), chebyshev(s, J0_NEAR, nearArgument(s, x)));

/** J₁(x) / x for 0 ≤ x ≤ 8. */
const j1OverXNear = (s: ScalarBuilder, x: Scalar) =>
  s.mul(distanceFromZeros(s, x, J1_ZEROS), chebyshev(s, J1_NEAR, nearArgument(s, x)));

/** √(1/(πx)) (P · a + Q · b), for x from 8 on; 0 at infinity. */
function far(
  s: ScalarBuilder,
  x: Scalar,
  p: readonly number[],
  q: readonly number[],
  a: Scalar,
  b: Scalar,
): Scalar {
  const inverse = s.div(8, x);
  const u = s.sub(s.mul(s.mul(inverse, inverse), 2), 1);
  const oscillation = s.add(s.mul(chebyshev(s, p, u), a), s.mul(s.mul(chebyshev(s, q, u), inverse), b));
  return s.select(s.isInf(x), 0, s.div(oscillation, s.sqrt(s.mul(x, Math.PI))));
}

/** sin x + cos x and sin x − cos x: √2 times the sine and cosine of χ, up to sign. */
function sumAndDifference(s: ScalarBuilder, x: Scalar): readonly [sum: Scalar, difference: Scalar] {
  const sine = s.sin(x);
  const cosine = s.cos(x);
  return [s.add(sine, cosine), s.sub(sine, cosine)];
}

/** J₀(x). */
export function besselJ0Of(s: ScalarBuilder, x: Scalar): Scalar {
  const magnitude = s.abs(x);
  const [sum, difference] = sumAndDifference(s, magnitude);
  return s.select(
    s.lessEqual(magnitude, 8),
    j0Near(s, magnitude),
    far(s, magnitude, P0, Q0, sum, s.neg(difference)),
  );
}

/** J₁(x) / x, which has no singularity at 0. */
export function besselJ1OverX(s: ScalarBuilder, x: Scalar): Scalar {
  const magnitude = s.abs(x);
  const [sum, difference] = sumAndDifference(s, magnitude);
  return s.select(
    s.lessEqual(magnitude, 8),
    j1OverXNear(s, magnitude),
    s.div(far(s, magnitude, P1, Q1, difference, sum), magnitude),
  );
}

/** J₁(x). */
export function besselJ1Of(s: ScalarBuilder, x: Scalar): Scalar {
  return s.select(s.isInf(x), 0, s.mul(x, besselJ1OverX(s, x)));
}

/** A function that is −∞ at 0; TensorFlow's is so below 0 too, where Y is complex. */
function infiniteUpTo0(s: ScalarBuilder, x: Scalar, near: Scalar, beyond: Scalar): Scalar {
  return s.select(s.greater(x, 8), beyond, s.select(s.lessEqual(x, 0), -Infinity, near));
}

/** Y₀(x). */
export function besselY0Of(s: ScalarBuilder, x: Scalar): Scalar {
  const [sum, difference] = sumAndDifference(s, x);
  const logarithmic = s.mul(s.mul(s.log(x), j0Near(s, x)), TWO_OVER_PI);
  const near = s.add(chebyshev(s, Y0_NEAR, nearArgument(s, x)), logarithmic);
  return infiniteUpTo0(s, x, near, far(s, x, P0, Q0, difference, sum));
}

/** Y₁(x). */
export function besselY1Of(s: ScalarBuilder, x: Scalar): Scalar {
  const [sum, difference] = sumAndDifference(s, x);
  const singular = s.mul(s.sub(s.mul(s.mul(s.log(x), x), j1OverXNear(s, x)), s.div(1, x)), TWO_OVER_PI);
  const near = s.add(s.mul(x, chebyshev(s, Y1_NEAR, nearArgument(s, x))), singular);
  return infiniteUpTo0(s, x, near, far(s, x, P1, Q1, s.neg(sum), difference));
}
