/**
 * @file Chebyshev expansions as scalar expressions, and the exact distance from a root.
 *
 * The special functions beyond the scalar table are made of these. Their coefficients are facts about the functions,
 * computed by projection on 64 Chebyshev points with 45 digits, down to 2⁻⁵⁷ of the largest.
 */

import type { Scalar, ScalarBuilder } from '../../../scalar/index.ts';

/** Σ coefficients[k] Tₖ(u) for u in [−1, 1], by Clenshaw's recurrence; in float32 without the terms it cannot hold. */
export function chebyshev(s: ScalarBuilder, coefficients: readonly number[], u: Scalar): Scalar {
  const kept = u.dtype === 'float64' ? coefficients : withoutTail(coefficients, 2 ** -27);
  const twice = s.add(u, u);
  let next: Scalar | null = null;
  let sum = s.constant(kept[kept.length - 1] as number, u.dtype);
  for (let k = kept.length - 2; k > 0; k--) {
    const term = s.add(s.mul(twice, sum), kept[k] as number);
    [next, sum] = [sum, next ? s.sub(term, next) : term];
  }
  const last = s.add(s.mul(u, sum), kept[0] as number);
  return next ? s.sub(last, next) : last;
}

/** The coefficients up to the last that matters beside the greatest. */
function withoutTail(coefficients: readonly number[], relative: number): readonly number[] {
  const least = Math.max(...coefficients.map(Math.abs)) * relative;
  return coefficients.slice(
    0,
    coefficients.findLastIndex((coefficient) => Math.abs(coefficient) > least) + 1,
  );
}

/** A number in two parts: a float64 and what it leaves out. */
export interface TwoPartNumber {
  readonly head: number;
  readonly tail: number;
}

/** x less a constant of twice the precision, so that the difference keeps its digits where they are close. */
export function minusTwoPart(s: ScalarBuilder, x: Scalar, { head, tail }: TwoPartNumber): Scalar {
  if (x.dtype === 'float64') return s.sub(s.sub(x, head), tail);
  const shortHead = Math.fround(head);
  return s.sub(s.sub(x, shortHead), head - shortHead + tail);
}
