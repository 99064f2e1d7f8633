/**
 * @file The logistic function and its logarithm as scalar expressions that stay exact in both tails.
 *
 * 1 / (1 + e⁻ˣ) overflows inside where x is very negative, and a derivative of it then multiplies 0 by ∞. Written with
 * e^(−|x|), which is at most 1, it and its derivatives of every order are finite. |x| is a choice here, not `abs`,
 * because at 0 the two branches meet smoothly while abs has no slope there.
 */

import type { Scalar, ScalarBuilder } from '../../../scalar/index.ts';

/** e^(−|x|). */
function decay(s: ScalarBuilder, x: Scalar): Scalar {
  return s.exp(s.select(s.less(x, 0), x, s.neg(x)));
}

/** 1 / (1 + e⁻ˣ), as e^(−|x|) / (1 + e^(−|x|)) below 0. */
export function logistic(s: ScalarBuilder, x: Scalar): Scalar {
  const tail = decay(s, x);
  return s.div(s.select(s.less(x, 0), tail, 1), s.add(tail, 1));
}

/** ln(1 + eˣ), as max(x, 0) + ln(1 + e^(−|x|)). */
export function softplusOf(s: ScalarBuilder, x: Scalar): Scalar {
  return s.add(s.max(x, 0), s.log1p(decay(s, x)));
}
