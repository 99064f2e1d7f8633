/**
 * @file Spence's integral −∫₁ˣ ln t / (t − 1) dt = Li₂(1 − x), for x ≥ 0 (DLMF 25.12.1).
 *
 * One expansion around 1; 1/x stands for x above 1.5, and 1 − x for what is then below 0.5 (25.12.4, 25.12.6).
 */

import type { Scalar, ScalarBuilder } from '../../../scalar/index.ts';
import { chebyshev } from './chebyshev.ts';

/** Li₂(−w) / w for |w| ≤ ½, in 2w. */
const AROUND_ONE = [
  -1.0149416064096537, 0.13148012838765802, -0.015313452518102082, 0.002272188943655959,
  -0.00038516199300815945, 7.103404374209115e-5, -1.3885622487404779e-5, 2.8323954583854513e-6,
  -5.968314737835964e-7, 1.2902312437546724e-7, -2.8475309127972237e-8, 6.392641519505728e-9,
  -1.4558235675968631e-9, 3.356030027905024e-10, -7.818019409066589e-11, 1.8379324194103908e-11,
  -4.355524622917214e-12, 1.0395111785603755e-12, -2.496666278162975e-13, 6.030470288343577e-14,
  -1.4640624936086265e-14, 3.570903196070032e-15, -8.746346791364233e-16, 2.1505456792131715e-16,
  -5.3064798693556575e-17, 1.3136479985932125e-17,
];

const PI_SQUARED_OVER_6 = Math.PI ** 2 / 6;

/** Li₂(1 − x); π²/6 at 0, NaN below. */
export function spenceOf(s: ScalarBuilder, x: Scalar): Scalar {
  const isInverted = s.greater(x, 1.5);
  const folded = s.select(isInverted, s.div(1, x), x);
  const isReflected = s.less(folded, 0.5);
  const w = s.select(isReflected, s.neg(folded), s.sub(folded, 1));
  const around = s.mul(w, chebyshev(s, AROUND_ONE, s.add(w, w)));
  // ln y ln(1 − y) tends to 0 at 0.
  const logarithms = s.mul(s.log(folded), s.log1p(s.neg(folded)));
  const reflected = s.sub(s.sub(PI_SQUARED_OVER_6, s.select(s.equal(folded, 0), 0, logarithms)), around);
  const value = s.select(isReflected, reflected, around);
  const logarithm = s.log(x);
  const inverted = s.sub(s.mul(s.mul(logarithm, logarithm), -0.5), value);
  const checked = s.select(s.less(x, 0), NaN, value);
  return s.select(isInverted, inverted, checked);
}
