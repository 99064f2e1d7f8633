/**
 * @file The Fresnel integrals C(x) = ∫₀ˣ cos(πt²/2) dt and S(x) = ∫₀ˣ sin(πt²/2) dt (DLMF 7.2.7, 7.2.8).
 *
 * Up to 2, expansions of C(x)/x and S(x)/x³ in x⁴. Beyond, the auxiliary functions f and g of 7.5.3 and 7.5.4, expanded in
 * 1/x², times the sine and cosine of πx²/2.
 */

import type { Scalar, ScalarBuilder } from '../../../scalar/index.ts';
import { chebyshev } from './chebyshev.ts';

/** C(x) / x on [0, 2], in x⁴/8 − 1. */
const C_NEAR = [
  0.39740718857599805, -0.3100070983680217, 0.21349075614188737, -0.06678900553022198, 0.011085973995082385,
  -0.0011365259733006202, 7.927825032635591e-5, -4.013934222204706e-6, 1.544413153283575e-7,
  -4.6730963378884215e-9, 1.1418677215891532e-10, -2.301397740065535e-12, 3.8926496918449476e-14,
  -5.605750788138861e-16, 6.957468574802044e-18,
];
/** S(x) / x³ on [0, 2], in x⁴/8 − 1. */
const S_NEAR = [
  0.19918673864190226, -0.22356648669212584, 0.08202822552969624, -0.016602561737554058,
  0.0020382145350386067, -0.00016643843000521268, 9.674781743977045e-6, -4.2065853292879686e-7,
  1.4200048580250818e-8, -3.8304499680234226e-10, 8.448489681753256e-12, -1.5523581348897443e-13,
  2.4133399377221522e-15, -3.216107060101517e-17,
];
/** πx f(x) from 2 on, in 8/x² − 1. */
const F_FAR = [
  0.9936990863600468, -0.008209184888380643, -0.0017788768337519947, 0.0001357045746490918,
  3.65168225762795e-6, -2.369284577724498e-6, 3.0316755294006257e-7, 1.851488273371464e-9,
  -9.648883584185786e-9, 2.3108204329601355e-9, -2.3192638201358589e-10, -3.817508104163057e-11,
  2.4044693009066946e-11, -6.033415842430978e-12, 7.111062811720762e-13, 1.245047360828266e-13,
  -9.893739564737013e-14, 3.170704383838693e-14, -5.8932671443755986e-15, 1.696083001629038e-17,
  4.99679937652333e-16, -2.381982717201722e-16, 6.92118256520134e-17, -1.142348082900113e-17,
];
/** π²x³ g(x) from 2 on, in 8/x² − 1. */
const G_FAR = [
  0.9709885034157409, -0.03721198100023102, -0.007247795833833105, 0.0009680654616814093,
  -7.4283366656288856e-6, -1.8969915784759953e-5, 3.757371487868839e-6, -2.0787604790580336e-7,
  -9.091511824358854e-8, 3.3831955327247523e-8, -5.667031640736918e-9, 5.099083422627467e-12,
  3.300980081715908e-10, -1.2018392099430846e-10, 2.3518437159681888e-11, -7.142823407102924e-13,
  -1.5068698942094424e-12, 7.11731715487003e-13, -1.917504688033937e-13, 2.567286482790069e-14,
  5.5238748888243806e-15, -5.196873414394208e-15, 2.0695437665366216e-15, -5.309317504989304e-16,
  5.895101772932992e-17, 2.686791281207474e-17, -2.1535468253036433e-17, 8.960866775334173e-18,
];

/**
 * The angle πx²/2, less whole turns. With x = 2m + r, x²/4 turns are m² + mr + r²/4; so what is rounded is mr and not x²,
 * and the error stays below that of f, which falls as 1/x.
 */
function reducedAngle(s: ScalarBuilder, x: Scalar): Scalar {
  const half = s.round(s.mul(x, 0.5));
  const rest = s.sub(x, s.mul(half, 2));
  const product = s.mul(half, rest);
  const turns = s.add(s.sub(product, s.round(product)), s.mul(s.mul(rest, rest), 0.25));
  return s.mul(turns, 2 * Math.PI);
}

/** sin(πx²/2). */
export const sineOfSquare = (s: ScalarBuilder, x: Scalar): Scalar => s.sin(reducedAngle(s, x));

/** cos(πx²/2). */
export const cosineOfSquare = (s: ScalarBuilder, x: Scalar): Scalar => s.cos(reducedAngle(s, x));

/** f(x) and g(x) from 2 on. */
function auxiliary(s: ScalarBuilder, x: Scalar): { readonly f: Scalar; readonly g: Scalar } {
  const inverse = s.div(1, x);
  const inverseSquare = s.mul(inverse, inverse);
  const u = s.sub(s.mul(inverseSquare, 8), 1);
  const overPi = s.mul(inverse, 1 / Math.PI);
  return {
    f: s.mul(overPi, chebyshev(s, F_FAR, u)),
    g: s.mul(s.mul(overPi, s.mul(inverseSquare, 1 / Math.PI)), chebyshev(s, G_FAR, u)),
  };
}

/** An odd function from its near part and, for positive x from 2 on, its far part; ±½ at infinity. */
function odd(s: ScalarBuilder, x: Scalar, near: Scalar, far: Scalar): Scalar {
  const settled = s.select(s.isInf(x), 0.5, far);
  return s.select(s.lessEqual(s.abs(x), 2), near, s.select(s.less(x, 0), s.neg(settled), settled));
}

/** x⁴/8 − 1: takes [0, 2] to [−1, 1]. */
const nearArgument = (s: ScalarBuilder, square: Scalar) => s.sub(s.mul(s.mul(square, square), 0.125), 1);

/** C(x) = ½ + f sin(πx²/2) − g cos(πx²/2). */
export function fresnelCosine(s: ScalarBuilder, x: Scalar): Scalar {
  const near = s.mul(x, chebyshev(s, C_NEAR, nearArgument(s, s.mul(x, x))));
  const magnitude = s.abs(x);
  const { f, g } = auxiliary(s, magnitude);
  const far = s.sub(s.add(s.mul(f, sineOfSquare(s, magnitude)), 0.5), s.mul(g, cosineOfSquare(s, magnitude)));
  return odd(s, x, near, far);
}

/** S(x) = ½ − f cos(πx²/2) − g sin(πx²/2). */
export function fresnelSine(s: ScalarBuilder, x: Scalar): Scalar {
  const square = s.mul(x, x);
  const near = s.mul(s.mul(x, square), chebyshev(s, S_NEAR, nearArgument(s, square)));
  const magnitude = s.abs(x);
  const { f, g } = auxiliary(s, magnitude);
  const far = s.sub(s.sub(0.5, s.mul(f, cosineOfSquare(s, magnitude))), s.mul(g, sineOfSquare(s, magnitude)));
  return odd(s, x, near, far);
}
