/**
 * @file The quantile function of the normal distribution, whose tails reach as far as the dtype's smallest number.
 *
 * Around ½ an odd rational function of p − ½; in the tails a rational function of √(−ln p). Intervals and coefficients:
 * M. J. Wichura, "Algorithm AS 241: The Percentage Points of the Normal Distribution", Applied Statistics 37 (1988),
 * 477–484, routine PPND16; relative error about 10⁻¹⁶.
 */

import type { Scalar, ScalarBuilder } from '../../../scalar/index.ts';
import { rational } from './polynomial.ts';

/** For |p − ½| ≤ 0.425, in 0.425² − (p − ½)². */
const CENTRE_NUMERATOR = [
  3.387132872796366608, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
  45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727,
];
const CENTRE_DENOMINATOR = [
  1, 42.313330701600911252, 687.1870074920579083, 5394.1960214247511077, 21213.794301586595867,
  39307.89580009271061, 28729.085735721942674, 5226.495278852854561,
];
/** For √(−ln p) ≤ 5, in what exceeds 1.6. */
const TAIL_NUMERATOR = [
  1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504,
  1.27045825245236838258, 0.24178072517745061177, 0.0227238449892691845833, 7.7454501427834140764e-4,
];
const TAIL_DENOMINATOR = [
  1, 2.05319162663775882187, 1.6763848301838038494, 0.68976733498510000455, 0.14810397642748007459,
  0.0151986665636164571966, 5.475938084995344946e-4, 1.05075007164441684324e-9,
];
/** Beyond, in what exceeds 5. */
const FAR_NUMERATOR = [
  6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 0.29656057182850489123,
  0.026532189526576123093, 0.0012426609473880784386, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
];
const FAR_DENOMINATOR = [
  1, 0.59983220655588793769, 0.13692988092273580531, 0.0148753612908506148525, 7.868691311456132591e-4,
  1.8463183175100546818e-5, 1.4215117583164458887e-7, 2.04426310338993978564e-15,
];

/** The x with Φ(x) = p; ∓∞ for 0 and 1, NaN outside [0, 1]. */
export function normalQuantile(s: ScalarBuilder, p: Scalar): Scalar {
  const fromCentre = s.sub(p, 0.5);
  const square = s.mul(fromCentre, fromCentre);
  const centre = s.mul(
    fromCentre,
    rational(s, CENTRE_NUMERATOR, CENTRE_DENOMINATOR, s.sub(0.180625, square)),
  );
  const inLowerHalf = s.less(p, 0.5);
  const distance = s.sqrt(s.neg(s.log(s.select(inLowerHalf, p, s.sub(1, p)))));
  const magnitude = s.select(
    s.lessEqual(distance, 5),
    rational(s, TAIL_NUMERATOR, TAIL_DENOMINATOR, s.sub(distance, 1.6)),
    rational(s, FAR_NUMERATOR, FAR_DENOMINATOR, s.sub(distance, 5)),
  );
  // At the ends the rational function is ∞ / ∞.
  const finite = s.select(s.isInf(distance), distance, magnitude);
  return s.select(
    s.lessEqual(s.abs(fromCentre), 0.425),
    centre,
    s.select(inLowerHalf, s.neg(finite), finite),
  );
}
