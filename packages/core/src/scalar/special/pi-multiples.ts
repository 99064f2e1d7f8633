/**
 * @file sin πx and cot πx. Reduced in units of half a turn, where the reduction is exact, unlike that of π·x.
 */

/** sin πx; 0 for integers. */
export function sinPi(x: number): number {
  const turn = Math.abs(x) % 2;
  const half = turn > 1 ? turn - 2 : turn;
  const folded = half > 0.5 ? 1 - half : half < -0.5 ? -1 - half : half;
  return Math.sign(x) * Math.sin(Math.PI * folded);
}

/** cot πx; ±∞ for integers. */
export function cotPi(x: number): number {
  const remainder = x % 1;
  const folded = remainder > 0.5 ? remainder - 1 : remainder < -0.5 ? remainder + 1 : remainder;
  // Near ±1/2 the tangent of the complement keeps the digits that tan would lose.
  if (Math.abs(folded) <= 0.25) return 1 / Math.tan(Math.PI * folded);
  return Math.sign(folded) * Math.tan(Math.PI * (0.5 - Math.abs(folded)));
}
