/**
 * @file The Hurwitz zeta function ζ(s, q) = Σ (q + k)⁻ˢ, by Euler–Maclaurin summation (DLMF 25.11.28).
 *
 * The first terms are added as they stand, until the next is negligible or q + k is large; an integral and
 * derivatives at that point stand for all others.
 */

/** B₂ₖ / (2k)! (DLMF 24.2.1). */
const BERNOULLI_OVER_FACTORIAL = [
  8.3333333333333333e-2, -1.3888888888888889e-3, 3.3068783068783069e-5, -8.2671957671957672e-7,
  2.0876756987868099e-8, -5.2841901386874931e-10, 1.3382536530684679e-11, -3.3896802963225829e-13,
  8.5860620562778446e-15, -2.1748686985580619e-16, 5.5090028283602295e-18, -1.3954464685812523e-19,
];

const SUM_AT_LEAST = 9;
const SUM_UNTIL = 10;

/**
 * ζ(s, q). +∞ at s = 1, NaN for s < 1. For q ≤ 0 a term is a pole where q is an integer (+∞ for even s, else NaN)
 * and complex, hence NaN, where s is not.
 */
export function hurwitzZeta(s: number, q: number): number {
  if (s === 1) return Infinity;
  if (!(s > 1) || Number.isNaN(q)) return NaN;
  if (q <= 0) {
    // −∞ is whole too, and no sum would end there.
    if (q === Math.floor(q)) return s % 2 === 0 || s === Infinity ? Infinity : NaN;
    if (!Number.isInteger(s) && s !== Infinity) return NaN;
  }
  if (s === Infinity) return q > 1 ? 0 : q === 1 ? 1 : Infinity;
  let sum = 0;
  let base = q;
  for (let k = 0; k < SUM_AT_LEAST || base < SUM_UNTIL; k++) {
    const term = base ** -s;
    sum += term;
    if (base > 0 && term <= sum * 2 ** -60) return sum;
    base += 1;
  }
  return sum + tail(s, base);
}

/** Σ (base + k)⁻ˢ over all k ≥ 0, for a large base. */
function tail(s: number, base: number): number {
  const first = base ** -s;
  let sum = (first * base) / (s - 1) + first / 2;
  // s (s + 1) … (s + 2j − 2) · base^(−s − 2j + 1)
  let derivative = (first * s) / base;
  for (let j = 0; j < BERNOULLI_OVER_FACTORIAL.length; j++) {
    const term = BERNOULLI_OVER_FACTORIAL[j] * derivative;
    sum += term;
    if (Math.abs(term) <= Math.abs(sum) * 2 ** -60) break;
    derivative *= ((s + 2 * j + 1) * (s + 2 * j + 2)) / (base * base);
  }
  return sum;
}
