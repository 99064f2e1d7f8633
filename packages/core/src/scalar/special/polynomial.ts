/**
 * @file Polynomials by Horner's rule: what most special functions come down to.
 */

/** Σ coefficients[k] · xᵏ, constant term first. */
export function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) sum = sum * x + coefficients[k];
  return sum;
}
