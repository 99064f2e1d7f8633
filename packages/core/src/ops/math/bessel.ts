/**
 * @file The Bessel functions of orders 0 and 1: ordinary (J, Y) and modified (I, K), these also scaled so that they
 * neither overflow nor vanish. Slopes by the recurrences of DLMF 10.6 and 10.29, in forms without a singularity at 0.
 */

import { type FloatingDType, floating } from '../../dtype/index.ts';
import type { Scalar, ScalarBuilder } from '../../scalar/index.ts';
import { elementwise, signature, type UnaryCall } from '../define/index.ts';
import {
  besselI0Of,
  besselI0Scaled,
  besselI1Of,
  besselI1Scaled,
  besselI1ScaledOverX,
  besselK0Of,
  besselK0Scaled,
  besselK1Of,
  besselK1Scaled,
  unscaled,
} from './expressions/bessel-modified.ts';
import {
  besselJ0Of,
  besselJ1Of,
  besselJ1OverX,
  besselY0Of,
  besselY1Of,
} from './expressions/bessel-ordinary.ts';

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
 * The modified Bessel function I₀(x).
 * @example
 * tn.besselI0(1).item().toFixed(6); // => 1.266066
 */
export const besselI0 = withSlope('besselI0', besselI0Of, besselI1Of);

/**
 * e^(−|x|) I₀(x), which does not overflow.
 * @example
 * tn.besselI0e(1).item().toFixed(6); // => 0.465760
 */
export const besselI0e = withSlope('besselI0e', besselI0Scaled, (s, x, y) =>
  s.sub(besselI1Scaled(s, x), s.mul(s.sign(x), y)),
);

/**
 * The modified Bessel function I₁(x).
 * @example
 * tn.besselI1(1).item().toFixed(6); // => 0.565159
 */
export const besselI1 = withSlope('besselI1', besselI1Of, (s, x) =>
  unscaled(s, x, s.sub(besselI0Scaled(s, x), besselI1ScaledOverX(s, x))),
);

/**
 * e^(−|x|) I₁(x), which does not overflow.
 * @example
 * tn.besselI1e(1).item().toFixed(6); // => 0.207910
 */
export const besselI1e = withSlope('besselI1e', besselI1Scaled, (s, x, y) =>
  s.sub(s.sub(besselI0Scaled(s, x), besselI1ScaledOverX(s, x)), s.mul(s.sign(x), y)),
);

/**
 * The modified Bessel function K₀(x); +∞ for x ≤ 0.
 * @example
 * tn.besselK0(1).item().toFixed(6); // => 0.421024
 */
export const besselK0 = withSlope('besselK0', besselK0Of, (s, x) => s.neg(besselK1Of(s, x)));

/**
 * eˣ K₀(x), which does not vanish; +∞ for x ≤ 0.
 * @example
 * tn.besselK0e(1).item().toFixed(6); // => 1.144463
 */
export const besselK0e = withSlope('besselK0e', besselK0Scaled, (s, x, y) => s.sub(y, besselK1Scaled(s, x)));

/**
 * The modified Bessel function K₁(x); +∞ for x ≤ 0.
 * @example
 * tn.besselK1(1).item().toFixed(6); // => 0.601907
 */
export const besselK1 = withSlope('besselK1', besselK1Of, (s, x, y) =>
  s.sub(s.neg(besselK0Of(s, x)), s.div(y, x)),
);

/**
 * eˣ K₁(x), which does not vanish; +∞ for x ≤ 0.
 * @example
 * tn.besselK1e(1).item().toFixed(6); // => 1.636153
 */
export const besselK1e = withSlope('besselK1e', besselK1Scaled, (s, x, y) =>
  s.sub(s.mul(y, s.sub(1, s.div(1, x))), besselK0Scaled(s, x)),
);

/**
 * The Bessel function J₀(x).
 * @example
 * tn.besselJ0(1).item().toFixed(6); // => 0.765198
 */
export const besselJ0 = withSlope('besselJ0', besselJ0Of, (s, x) => s.neg(besselJ1Of(s, x)));

/**
 * The Bessel function J₁(x).
 * @example
 * tn.besselJ1(1).item().toFixed(6); // => 0.440051
 */
export const besselJ1 = withSlope('besselJ1', besselJ1Of, (s, x) =>
  s.sub(besselJ0Of(s, x), besselJ1OverX(s, x)),
);

/**
 * The Bessel function Y₀(x); −∞ for x ≤ 0.
 * @example
 * tn.besselY0(1).item().toFixed(6); // => 0.088257
 */
export const besselY0 = withSlope('besselY0', besselY0Of, (s, x) => s.neg(besselY1Of(s, x)));

/**
 * The Bessel function Y₁(x); −∞ for x ≤ 0.
 * @example
 * tn.besselY1(1).item().toFixed(6); // => -0.781213
 */
export const besselY1 = withSlope('besselY1', besselY1Of, (s, x, y) => s.sub(besselY0Of(s, x), s.div(y, x)));
