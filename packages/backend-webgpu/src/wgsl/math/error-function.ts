/**
 * @file erf, erfc and the inverse of erf.
 *
 * Up to 1, erf x = x + x p(x²); beyond, erf x = 1 − e^(−q(x)) with a polynomial for q = −ln erfc x. erfc x = e^(−x²) g(x) for
 * positive x, and 2 − erfc(−x) for negative ones; g behaves as 1 / (1 + √π x), and is written as that with a correction
 * that stays small, p / (p + x (√π p + d)).
 */

import { pairText } from './pair.ts';
import { polynomial, wgslFunctions } from './wgsl-function.ts';

/** erf x / x − 1 in x², minimax for |x| ≤ 1, relative error 2⁻²⁹·⁶. */
const NEAR = [
  0.128379166, -0.3761262583, 0.1128358515, -0.02685381185, 5.18832732e-3, -8.010189247e-4, 7.853844046e-5,
];
/** −ln erfc x, minimax on [1, 3.95] for the relative error of erf x, 2⁻²⁹·⁸. */
const EXPONENT = [
  3.41564426e-4, 1.127089024, 0.638145104, 0.1031065249, -0.02183795755, 2.947632729e-3, -1.86376706e-4,
];
/** e^(x²) erfc x = p / (p + x (s p + d)) on [0, 10.06], minimax for the relative error, 2⁻²⁷: p, and d. */
const SCALED = [1.1875, 1.4621174, 0.8594987, 0.26761663, 0.037920292];
const SCALED_DIFFERENCE = [-0.7648101, -0.6172114, -0.23453593, -0.037880044];

export const errorFunction = wgslFunctions(
  `fn tn_erf(x: f32) -> f32 {
  if (tn_is_nan(x)) { return x; }
  // The addend below would be subnormal.
  if (tn_magnitude_bits(x) < 0x10000000u) { return x * 1.12837917f; }
  let magnitude = min(abs(x), 3.95f);
  if (magnitude < 1.0f) {
    let square = x * x;
    return x + x * ${polynomial(NEAR, 'square')};
  }
  return tn_copy_sign(1.0f - tn_exp_scaled(-${polynomial(EXPONENT, 'magnitude')}, 0.0f, 0), x);
}`,
  // erfc x of an x in [0, 10.06] whose square is given.
  `fn tn_erfc_with_square(x: f32, square: vec2<f32>) -> f32 {
  let p = ${polynomial(SCALED, 'x')};
  let slope = p * 1.77242994f + ${polynomial(SCALED_DIFFERENCE, 'x')};
  let reduced = tn_reduce_exponential(-square.x, -square.y);
  let power = tn_exp_of_reduced(reduced.y);
  return tn_scale(tn_quotient(power * p, p + x * slope), i32(reduced.x));
}`,
  `fn tn_erfc(x: f32) -> f32 {
  if (tn_is_nan(x)) { return x; }
  let magnitude = min(abs(x), 10.06f);
  // Beyond, it rounds to 0.
  if (magnitude >= 10.06f) { return select(0.0f, 2.0f, x < 0.0f); }
  let far = tn_erfc_with_square(magnitude, tn_exact_product(magnitude, magnitude));
  return select(far, 2.0f - far, x < 0.0f);
}`,
  // erf y of a y ≥ 0 as 2/√π e^(−y²) (y + 2 y³/3 + 4 y⁵/15 + …) (DLMF 7.6.2), whose terms are positive.
  `fn tn_pair_erf(y: f32) -> vec2<f32> {
  let square = tn_exact_product(y, y);
  var term = tn_pair(y);
  var sum = term;
  for (var n = 1; n < 100 && term.x > sum.x * 0x1p-48f; n++) {
    term = tn_pair_div(tn_pair_mul(term, 2.0f * square), tn_pair(f32(2 * n + 1)));
    sum = tn_pair_add(sum, term);
  }
  return tn_pair_mul(${pairText(2 / Math.sqrt(Math.PI))}, tn_pair_mul(tn_pair_exp(-square), sum));
}`,
  // A closed-form estimate (Winitzki, "A handy approximation for the error function and its inverse", 2008; good to
  // 2·10⁻³), refined by Halley's method, which triples the number of correct digits.
  `fn tn_erfinv(x: f32) -> f32 {
  let bits = tn_magnitude_bits(x);
  if (bits > 0x3f800000u) { return tn_nan(); }
  if (bits == 0x3f800000u) { return tn_infinity_like(x); }
  let magnitude = abs(x);
  var y = magnitude * (0.886226925f + 0.2320137f * magnitude * magnitude);
  if (bits < 0x39000000u) { return tn_copy_sign(y, x); }
  if (magnitude > 0.2f) {
    let logarithm = tn_log1p(-x * x);
    let halved = ${2 / (Math.PI * 0.147)}f + 0.5f * logarithm;
    y = sqrt(sqrt(halved * halved - logarithm / 0.147f) - halved);
  }
  for (var iteration = 0; iteration < 2; iteration++) {
    let excess = tn_pair_add(tn_pair_erf(y), tn_pair(-magnitude));
    // The Newton step is excess / erf′(y); erf″ / erf′ = −2y turns it into Halley's.
    let newton = excess.x * 0.886226925f * tn_exp(y * y);
    y -= newton / (1.0f + y * newton);
  }
  return tn_copy_sign(y, x);
}`,
);
