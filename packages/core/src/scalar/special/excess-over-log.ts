/**
 * @file μ − ln(1 + μ), the exponent of the incomplete gamma and beta functions' peaks.
 */

/**
 * μ − ln(1 + μ) ≥ 0 with full relative accuracy, for μ > −1.
 *
 * With r = μ / (2 + μ), ln(1 + μ) = 2 artanh r = 2 (r + r³/3 + r⁵/5 + …) and μ − 2r = μ r, so that near 0 what
 * cancels is cancelled by algebra.
 *
 * @param ratio 1 + μ, apart, since far from 0 it is the more exact of the two.
 */
export function excessOverLog(mu: number, ratio: number): number {
  if (!(Math.abs(mu) < 0.5)) return ratio - 1 - Math.log(ratio);
  const r = mu / (2 + mu);
  const square = r * r;
  let series = 0;
  // |r| ≤ 1/3, so twenty terms leave 3⁻⁴⁰.
  for (let k = 20; k >= 1; k--) series = series * square + 1 / (2 * k + 1);
  return r * (mu - 2 * square * series);
}
