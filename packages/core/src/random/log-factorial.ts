/** @file log k!, for the acceptance test of Poisson draws. */

/** Up to here the factorial itself is a float64, exactly or nearly. */
const GREATEST_DIRECT = 20;

/**
 * The natural logarithm of k!, for a whole number k ≥ 0, within a few units in the last place.
 *
 * Source: Stirling's series, to the term in k⁻⁹ (Abramowitz, Stegun, 6.1.40).
 */
export function logFactorial(k: number): number {
  if (k <= GREATEST_DIRECT) {
    let factorial = 1;
    for (let factor = 2; factor <= k; factor++) factorial *= factor;
    return Math.log(factorial);
  }
  const x = k + 1;
  const inverse = 1 / (x * x);
  const series =
    (1 / 12 + inverse * (-1 / 360 + inverse * (1 / 1260 + inverse * (-1 / 1680 + inverse / 1188)))) / x;
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series;
}
