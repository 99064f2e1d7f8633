/**
 * @file The digamma function ψ(x) = Γ′(x) / Γ(x).
 *
 * The asymptotic series from 10 on, reached by ψ(x + 1) = ψ(x) + 1/x; a Taylor series around the positive zero, where
 * that sum would cancel; the reflection formula below 0. Near the zeros between negative integers the error is small
 * against 1, not against the result.
 */

import { cotPi } from './pi-multiples.ts';
import { polynomial } from './polynomial.ts';

/** B₂ₖ / (2k), the coefficients of −x⁻²ᵏ (DLMF 5.11.2). */
const ASYMPTOTIC = [0, 1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12, -3617 / 8160];
const ASYMPTOTIC_FROM = 10;

/** The positive zero in two parts: a float64 and what it leaves out. */
const ZERO_HEAD = 1.4616321449683622;
const ZERO_TAIL = 9.549995429965697e-17;

/** ψ⁽ᵏ⁾ / k! = (−1)ᵏ⁺¹ ζ(k + 1, ·) at the zero, from k = 1 on (DLMF 5.15.1, 25.11.12). */
const AROUND_ZERO = [
  0, 0.9676722454476212, -0.4427631689835921, 0.258499760955651, -0.16394270544240652, 0.10782405069126237,
  -0.07219956125645471, 0.04880428816414311, -0.03316112647484736, 0.022597648232218104, -0.01542476590494896,
  0.010538791616612175, -0.007204534386356869, 0.004926781395729853, -0.003369801655439328,
  0.002305126326734928, -0.0015769367714301972, 0.0010788252019162967, -0.0007380709389960052,
  0.000504953265834602, -0.0003454680251063077, 0.00023635601564027053, -0.00016170622091974803,
];

/** ψ(x); NaN at 0 and the negative integers. */
export function digamma(x: number): number {
  if (x <= 0) {
    if (Number.isInteger(x) || x === -Infinity) return NaN;
    return digamma(1 - x) - Math.PI * cotPi(x);
  }
  const fromZero = x - ZERO_HEAD - ZERO_TAIL;
  if (Math.abs(fromZero) < 0.2) return polynomial(AROUND_ZERO, fromZero);
  let sum = 0;
  let shifted = x;
  while (shifted < ASYMPTOTIC_FROM) {
    sum -= 1 / shifted;
    shifted += 1;
  }
  return sum + Math.log(shifted) - 0.5 / shifted - polynomial(ASYMPTOTIC, 1 / (shifted * shifted));
}
