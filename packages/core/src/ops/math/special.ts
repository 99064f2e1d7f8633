/**
 * @file Special functions: error functions, gamma and beta functions and their incomplete forms, zeta, and the integrals
 * named after Dawson, Fresnel and Spence. The Bessel functions are in `bessel.ts`.
 */

import { type FloatingDType, floating } from '../../dtype/index.ts';
import { InvalidArgumentError } from '../../errors/index.ts';
import type { Scalar, ScalarBuilder } from '../../scalar/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import {
  type BinaryCall,
  composite,
  elementwise,
  type Operand,
  signature,
  type UnaryCall,
  unary,
} from '../define/index.ts';
import { subtract } from './arithmetic.ts';
import { dawson } from './expressions/dawson.ts';
import { spenceOf } from './expressions/dilogarithm.ts';
import { exponentialIntegral } from './expressions/exponential-integral.ts';
import { cosineOfSquare, fresnelCosine, fresnelSine, sineOfSquare } from './expressions/fresnel.ts';
import { normalQuantile } from './expressions/normal-quantile.ts';
import { narrow, widen } from './reducing/working-precision.ts';
import { reduceSum } from './reduction.ts';

/**
 * The error function, (2/√π) ∫₀ˣ e^(−t²) dt.
 * @example
 * tn.erf([0, Infinity]).arraySync(); // => [ 0, 1 ]
 */
export const erf = unary('erf', floating, (s, x) => s.erf(x));

/**
 * 1 − erf x, accurate where erf is close to 1.
 * @example
 * tn.erfc(3).item().toFixed(8); // => 0.00002209
 */
export const erfc = unary('erfc', floating, (s, x) => s.erfc(x));

/**
 * The inverse of erf on [−1, 1]; NaN outside.
 * @example
 * tn.erfinv([0, 1]).arraySync(); // => [ 0, Infinity ]
 */
export const erfinv = unary('erfinv', floating, (s, x) => s.erfinv(x));

/** A function of one operand whose tangent is t · slope. */
function withSlope<const Name extends string>(
  name: Name,
  program: (s: ScalarBuilder, x: Scalar) => Scalar,
  slope: (s: ScalarBuilder, x: Scalar, y: Scalar) => Scalar,
) {
  return elementwise(name, {
    inputs: ['x'],
    dtypes: floating,
    call: signature<UnaryCall<FloatingDType>>(),
    program: (s, { x }) => program(s, x),
    tangent: (s, { x }, y, { x: t }) => t && s.mul(t, slope(s, x, y)),
  });
}

/**
 * The inverse of erfc on [0, 2], accurate for small x; NaN outside.
 * @example
 * tn.erfcinv(0).item(); // => Infinity
 */
export const erfcinv = withSlope(
  'erfcinv',
  // erfc(y) = 2 Φ(−√2 y).
  (s, x) => s.mul(normalQuantile(s, s.mul(x, 0.5)), -Math.SQRT1_2),
  (s, _x, y) => s.mul(s.exp(s.mul(y, y)), -Math.sqrt(Math.PI) / 2),
);

/**
 * The quantile function of the standard normal distribution: the inverse of Φ on [0, 1]; NaN outside.
 * @example
 * tn.ndtri([0, 0.5]).arraySync(); // => [ -Infinity, 0 ]
 */
export const ndtri = withSlope('ndtri', normalQuantile, (s, _x, y) =>
  s.mul(s.exp(s.mul(s.mul(y, y), 0.5)), Math.sqrt(2 * Math.PI)),
);

/**
 * ln |Γ(x)|; +∞ at 0 and the negative integers.
 * @example
 * tn.lgamma([1, 2, 0]).arraySync(); // => [ 0, 0, Infinity ]
 */
export const lgamma = unary('lgamma', floating, (s, x) => s.lgamma(x));

/**
 * Γ′(x) / Γ(x), the derivative of lgamma.
 * @example
 * tn.digamma(1).item().toFixed(6); // => -0.577216
 */
export const digamma = unary('digamma', floating, (s, x) => s.digamma(x));

/** ψ⁽ᵃ⁾(x) = (−1)ᵃ⁺¹ a! ζ(a + 1, x) for integers a ≥ 1 (DLMF 5.15.2, 25.11.12); ψ(x) for a = 0; else NaN. */
function polygammaOf(s: ScalarBuilder, a: Scalar, x: Scalar): Scalar {
  const next = s.add(a, 1);
  const magnitude = s.mul(s.exp(s.lgamma(next)), s.zeta(next, x));
  const signed = s.select(s.equal(s.floorMod(a, 2), 0), s.neg(magnitude), magnitude);
  const isOrder = s.logicalAnd(s.greater(a, 0), s.equal(s.floor(a), a));
  return s.select(s.equal(a, 0), s.digamma(x), s.select(isOrder, signed, NaN));
}

/**
 * The polygamma function ψ⁽ᵃ⁾(x), the derivative of order a of digamma; NaN unless a is a whole number of at least 0.
 * It has a gradient for x.
 * @example
 * tn.polygamma(1, 1).item().toFixed(6); // => 1.644934
 */
export const polygamma = elementwise('polygamma', {
  inputs: ['a', 'x'],
  dtypes: floating,
  call: signature<BinaryCall<FloatingDType>>(),
  program: (s, { a, x }) => polygammaOf(s, a, x),
  tangent: (s, { a, x }, _y, { x: t }) => t && s.mul(t, polygammaOf(s, s.add(a, 1), x)),
});

/**
 * The Hurwitz zeta function Σ (q + k)⁻ˣ over k ≥ 0; +∞ at x = 1, NaN for x < 1. It has a gradient for q.
 * @example
 * tn.zeta(2, 1).item().toFixed(6); // => 1.644934
 */
export const zeta = elementwise('zeta', {
  inputs: ['x', 'q'],
  dtypes: floating,
  call: signature<BinaryCall<FloatingDType>>(),
  program: (s, { x, q }) => s.zeta(x, q),
});

/**
 * The regularized lower incomplete gamma function P(a, x) = ∫₀ˣ tᵃ⁻¹ e⁻ᵗ dt / Γ(a), for a > 0 and x ≥ 0. The second
 * derivative by a is not known: NaN.
 * @example
 * tn.igamma(1, tn.constant([0, Infinity])).arraySync(); // => [ 0, 1 ]
 */
export const igamma = elementwise('igamma', {
  inputs: ['a', 'x'],
  dtypes: floating,
  call: signature<BinaryCall<FloatingDType>>(),
  program: (s, { a, x }) => s.igamma(a, x),
});

/**
 * The regularized upper incomplete gamma function Q(a, x) = 1 − P(a, x), accurate where it is small.
 * @example
 * tn.igammac(1, tn.constant([0, Infinity])).arraySync(); // => [ 1, 0 ]
 */
export const igammac = elementwise('igammac', {
  inputs: ['a', 'x'],
  dtypes: floating,
  call: signature<BinaryCall<FloatingDType>>(),
  program: (s, { a, x }) => s.igammac(a, x),
});

/**
 * The regularized incomplete beta function Iₓ(a, b) = ∫₀ˣ tᵃ⁻¹ (1 − t)ᵇ⁻¹ dt / B(a, b), for a, b > 0 and x in [0, 1];
 * the three broadcast. It has a gradient for x.
 * @example
 * tn.betainc(1, 1, tn.constant([0, 0.25, 1])).arraySync(); // => [ 0, 0.25, 1 ]
 */
export const betainc = elementwise('betainc', {
  inputs: ['a', 'b', 'x'],
  dtypes: floating,
  call: signature<
    <D extends FloatingDType = 'float32'>(a: Operand<D>, b: Operand<D>, x: Operand<D>) => Tensor<D>
  >(),
  program: (s, { a, b, x }) => s.betainc(a, b, x),
});

/**
 * ln |B(x)| over the last axis, the multivariate beta function: Σ ln Γ(xᵢ) − ln Γ(Σ xᵢ).
 * @throws InvalidArgumentError if x has no axis.
 * @example
 * tn.lbeta([[1, 1], [1, 2]]).arraySync(); // => [ 0, -0.6931471824645996 ]
 */
export const lbeta = composite('lbeta', {
  inputs: ['x'],
  dtypes: floating,
  call: signature<UnaryCall<FloatingDType>>(),
  lower: ({ x }) => {
    if (x.rank === 0) throw new InvalidArgumentError('lbeta: x is a scalar; it needs an axis to sum over.');
    const wide = widen(x);
    return narrow(subtract(reduceSum(lgamma(wide), -1), lgamma(reduceSum(wide, -1))), x.dtype);
  },
});

/**
 * Dawson's integral e^(−x²) ∫₀ˣ e^(t²) dt.
 * @example
 * tn.dawsn(1).item().toFixed(6); // => 0.538080
 */
export const dawsn = withSlope('dawsn', dawson, (s, x, y) => s.sub(1, s.mul(s.mul(x, y), 2)));

/**
 * The exponential integral Ei(x) = ∫ eᵗ/t dt from −∞ to x, for x ≥ 0; −∞ at 0, NaN below.
 * @example
 * tn.expint(1).item().toFixed(6); // => 1.895118
 */
export const expint = withSlope('expint', exponentialIntegral, (s, x) => s.div(s.exp(x), x));

/**
 * The Fresnel integral C(x) = ∫₀ˣ cos(πt²/2) dt.
 * @example
 * tn.fresnelCos([0, Infinity]).arraySync(); // => [ 0, 0.5 ]
 */
export const fresnelCos = withSlope('fresnelCos', fresnelCosine, cosineOfSquare);

/**
 * The Fresnel integral S(x) = ∫₀ˣ sin(πt²/2) dt.
 * @example
 * tn.fresnelSin([0, Infinity]).arraySync(); // => [ 0, 0.5 ]
 */
export const fresnelSin = withSlope('fresnelSin', fresnelSine, sineOfSquare);

/**
 * Spence's integral −∫₁ˣ ln t / (t − 1) dt = Li₂(1 − x), for x ≥ 0; NaN below.
 * @example
 * tn.spence(0).item().toFixed(6); // => 1.644934
 */
export const spence = withSlope('spence', spenceOf, (s, x) =>
  s.select(s.equal(x, 1), -1, s.div(s.log(x), s.sub(1, x))),
);
