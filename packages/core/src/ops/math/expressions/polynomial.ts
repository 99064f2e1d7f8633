/**
 * @file Polynomials as scalar expressions.
 */

import type { Scalar, ScalarBuilder } from '../../../scalar/index.ts';

/** Σ coefficients[k] xᵏ, by Horner's rule. */
export function polynomial(s: ScalarBuilder, coefficients: readonly number[], x: Scalar): Scalar {
  const highest = coefficients[coefficients.length - 1] as number;
  return coefficients
    .slice(0, -1)
    .reduceRight((value, coefficient) => s.add(s.mul(value, x), coefficient), s.constant(highest, x.dtype));
}

/** The quotient of two polynomials. */
export function rational(
  s: ScalarBuilder,
  numerator: readonly number[],
  denominator: readonly number[],
  x: Scalar,
): Scalar {
  return s.div(polynomial(s, numerator, x), polynomial(s, denominator, x));
}
