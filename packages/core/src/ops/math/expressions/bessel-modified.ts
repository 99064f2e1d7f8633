/**
 * @file The modified Bessel functions I and K of orders 0 and 1, scaled by e^(−|x|) and eˣ (DLMF chapter 10).
 *
 * I: an expansion in x up to 8, beyond it one in 1/x of √x e⁻ˣ I(x). K: up to 2 the logarithm of 10.31.2 times I and an
 * expansion in x², beyond it one in 1/x of √x eˣ K(x).
 */

import type { Scalar, ScalarBuilder } from '../../../scalar/index.ts';
import { chebyshev } from './chebyshev.ts';

/** e⁻ˣ I₀(x) on [0, 8], in x/4 − 1. */
const I0_NEAR = [
  0.33839763720473803, -0.3046826723431984, 0.17162090152220877, -0.09490109704804764, 0.04930528423967071,
  -0.02373741480589947, 0.010546460394594998, -0.004324309995050576, 0.0016394756169413357,
  -0.0005763755745385824, 0.00018850288509584165, -5.754195010082104e-5, 1.6448448070728896e-5,
  -4.4167383584587505e-6, 1.1173875391201037e-6, -2.670793853940612e-7, 6.046995022541919e-8,
  -1.300025009986248e-8, 2.6598237246823866e-9, -5.189795601635263e-10, 9.675809035373237e-11,
  -1.7268262914415555e-11, 2.95505266312964e-12, -4.856446783111929e-13, 7.676185498604936e-14,
  -1.1685332877993451e-14, 1.715391285555133e-15, -2.431279846547955e-16, 3.3307945188222384e-17,
  -4.4153416464793395e-18,
];
/** √x e⁻ˣ I₀(x) from 8 on, in 16/x − 1. */
const I0_FAR = [
  0.4022452055070544, 0.0033691164782556943, 6.889758346916825e-5, 2.8913705208347567e-6,
  2.0489185894690638e-7, 2.266668990498178e-8, 3.3962320257083865e-9, 4.94060238822497e-10,
  1.1889147107846439e-11, -3.1499165279632416e-11, -1.3215811840447713e-11, -1.7941785315068062e-12,
  7.180124451383666e-13, 3.8527783827421426e-13, 1.54008621752141e-14, -4.150569347287222e-14,
  -9.554846698828307e-15, 3.8116806693526224e-15, 1.7725601330565263e-15, -3.425485619677219e-16,
  -2.8276239805165836e-16, 3.461222867697461e-17, 4.46562142029676e-17, -4.830504485944182e-18,
  -7.233180487874754e-18,
];
/** e⁻ˣ I₁(x) / x on [0, 8], in x/4 − 1. */
const I1_NEAR = [
  0.12629359322181682, -0.17641651835783406, 0.1026436586898471, -0.05294598120809499, 0.024726449030626516,
  -0.010564084894626197, 0.004156422944312888, -0.0015135724506312532, 0.0005122859561685758,
  -0.00016176081582589674, 4.781565107550054e-5, -1.3273163656039436e-5, 3.4702513081376785e-6,
  -8.568720264695455e-7, 2.0032947535521353e-7, -4.445059128796328e-8, 9.381537386495773e-9,
  -1.8872497517228294e-9, 3.625590281552117e-10, -6.663489723502027e-11, 1.1736186298890901e-11,
  -1.9839743977649436e-12, 3.223793365945575e-13, -5.042185504727912e-14, 7.600684294735408e-15,
  -1.1055969477353862e-15, 1.5536319577362005e-16, -2.111421214358166e-17, 2.7779141127610464e-18,
];
/** √x e⁻ˣ I₁(x) from 8 on, in 16/x − 1. */
const I1_FAR = [
  0.38928811750914005, -0.009761097491361469, -0.00011058893876262371, -3.882564808877691e-6,
  -2.512236237870209e-7, -2.6314688468895196e-8, -3.835380385964237e-9, -5.589743462196584e-10,
  -1.8974958123505413e-11, 3.2526035830154884e-11, 1.4125807436613782e-11, 2.0356285441470896e-12,
  -7.198551776245908e-13, -4.0835511110921974e-13, -2.1015418427726643e-14, 4.272440016711951e-14,
  1.0420276984128802e-14, -3.8144030724370075e-15, -1.8803547755107825e-15, 3.3082023109209285e-16,
  2.96262899764595e-16, -3.209525921993424e-17, -4.6503053684893586e-17, 4.414348323071708e-18,
  7.517296310842105e-18,
];
/** I₀(x) on [0, 2], in x²/2 − 1. */
const I0_SMALL = [
  1.6029228068079633, 0.638809625651177, 0.03685485969436176, 0.00098287812725148, 1.4983654208927293e-5,
  1.4738449008423848e-7, 1.0114797900674826e-9, 5.1149979020112795e-12, 1.984280622680562e-14,
  6.090516506058955e-17,
];
/** I₁(x) / x on [0, 2], in x²/2 − 1. */
const I1_SMALL = [
  0.6417589969911874, 0.1475393201491934, 0.005898742680020788, 0.00011988137174638708, 1.4739165119093128e-6,
  1.2138074968740922e-8, 7.161106692799279e-11, 3.17487931131012e-13, 1.0962998348773076e-15,
];
/** K₀(x) + ln(x/2) I₀(x) on [0, 2], in x²/2 − 1. */
const K0_SMALL = [
  -0.2676636966169514, 0.3442898999246285, 0.0359799365153615, 0.001264615411446926, 2.286212103119452e-5,
  2.5347910790261494e-7, 1.904516377220209e-9, 1.0349695257633625e-11, 4.2598161427910826e-14,
  1.3744654358807508e-16,
];
/** x (K₁(x) − ln(x/2) I₁(x)) on [0, 2], in x²/2 − 1. */
const K1_SMALL = [
  0.7626501136694739, -0.3531559607765449, -0.12261118082265715, -0.006975723859639864,
  -0.0001730288957513052, -2.4334061415659684e-6, -2.213387630734726e-8, -1.4114883926335278e-10,
  -6.666901694199329e-13, -2.427449850519366e-15, -7.023863479386288e-18,
];
/** √x eˣ K₀(x) from 2 on, in 4/x − 1. */
const K0_FAR = [
  1.2201515410329777, -0.0314481013119645, 0.0015698838857300533, -0.00012849549581627802,
  1.39498137188765e-5, -1.8317555227191195e-6, 2.766813639445015e-7, -4.660489897687948e-8,
  8.574034017414225e-9, -1.6975345093890614e-9, 3.5773972814003283e-10, -7.957489244477396e-11,
  1.8559491149549264e-11, -4.514597883374519e-12, 1.1403405882073441e-12, -2.9800969231481784e-13,
  8.032890775068375e-14, -2.2275133267462965e-14, 6.340076476276646e-15, -1.848593377920907e-15,
  5.5120559994043335e-16, -1.6782311257549006e-16, 5.2103917776435543e-17, -1.6475805939842632e-17,
];
/** √x eˣ K₁(x) from 2 on, in 4/x − 1. */
const K1_FAR = [
  1.3603130952422213, 0.10392373657681724, -0.002857816859622779, 0.00019521551847135162,
  -1.936197974166083e-5, 2.406484947837217e-6, -3.5019606030878126e-7, 5.7410841254500495e-8,
  -1.0345762465678097e-8, 2.0150497551970347e-9, -4.1903547593419254e-10, 9.218315187605315e-11,
  -2.129967838427791e-11, 5.139639673482343e-12, -1.2891739609498229e-12, 3.348419666052243e-13,
  -8.976705182010146e-14, 2.4771544242195988e-14, -7.0198370892147685e-15, 2.038703166239861e-15,
  -6.057047270643018e-16, 1.8380935752430455e-16, -5.689462849193648e-17, 1.7940510478863572e-17,
];

/** e^(−|x|) I₀(x). */
export function besselI0Scaled(s: ScalarBuilder, x: Scalar): Scalar {
  const magnitude = s.abs(x);
  const near = chebyshev(s, I0_NEAR, s.sub(s.mul(magnitude, 0.25), 1));
  const far = s.div(chebyshev(s, I0_FAR, s.sub(s.div(16, magnitude), 1)), s.sqrt(magnitude));
  return s.select(s.lessEqual(magnitude, 8), near, far);
}

/** e^(−|x|) I₁(x) / x, which has no singularity at 0. */
export function besselI1ScaledOverX(s: ScalarBuilder, x: Scalar): Scalar {
  const magnitude = s.abs(x);
  const near = chebyshev(s, I1_NEAR, s.sub(s.mul(magnitude, 0.25), 1));
  const far = s.div(
    s.div(chebyshev(s, I1_FAR, s.sub(s.div(16, magnitude), 1)), s.sqrt(magnitude)),
    magnitude,
  );
  return s.select(s.lessEqual(magnitude, 8), near, far);
}

/** e^(−|x|) I₁(x). */
export function besselI1Scaled(s: ScalarBuilder, x: Scalar): Scalar {
  return s.select(s.isInf(x), 0, s.mul(x, besselI1ScaledOverX(s, x)));
}

/** e^|x| times a scaled value, in two factors, since e^|x| overflows before Iₙ(x) does. */
export function unscaled(s: ScalarBuilder, x: Scalar, scaled: Scalar): Scalar {
  const half = s.exp(s.mul(s.abs(x), 0.5));
  return s.mul(half, s.mul(half, scaled));
}

/** I₀(x). */
export const besselI0Of = (s: ScalarBuilder, x: Scalar): Scalar =>
  s.select(s.isInf(x), s.abs(x), unscaled(s, x, besselI0Scaled(s, x)));

/** I₁(x). */
export const besselI1Of = (s: ScalarBuilder, x: Scalar): Scalar =>
  s.select(s.isInf(x), x, unscaled(s, x, besselI1Scaled(s, x)));

/** x²/2 − 1: takes [0, 2] to [−1, 1]. */
const smallArgument = (s: ScalarBuilder, x: Scalar) => s.sub(s.mul(s.mul(x, x), 0.5), 1);

/** eˣ K₀(x) from 2 on. */
const k0Far = (s: ScalarBuilder, x: Scalar) => s.div(chebyshev(s, K0_FAR, s.sub(s.div(4, x), 1)), s.sqrt(x));

/** eˣ K₁(x) from 2 on. */
const k1Far = (s: ScalarBuilder, x: Scalar) => s.div(chebyshev(s, K1_FAR, s.sub(s.div(4, x), 1)), s.sqrt(x));

/** K₀(x) up to 2. */
function k0Small(s: ScalarBuilder, x: Scalar): Scalar {
  const u = smallArgument(s, x);
  return s.sub(chebyshev(s, K0_SMALL, u), s.mul(s.log(s.mul(x, 0.5)), chebyshev(s, I0_SMALL, u)));
}

/** K₁(x) up to 2. */
function k1Small(s: ScalarBuilder, x: Scalar): Scalar {
  const u = smallArgument(s, x);
  const logarithmic = s.mul(s.mul(s.log(s.mul(x, 0.5)), x), chebyshev(s, I1_SMALL, u));
  return s.add(logarithmic, s.div(chebyshev(s, K1_SMALL, u), x));
}

/** A function that is infinite at 0; TensorFlow's is so below 0 too, where K is complex. */
function infiniteUpTo0(s: ScalarBuilder, x: Scalar, small: Scalar, far: Scalar): Scalar {
  return s.select(s.greater(x, 2), far, s.select(s.lessEqual(x, 0), Infinity, small));
}

/** K₀(x). */
export const besselK0Of = (s: ScalarBuilder, x: Scalar): Scalar =>
  infiniteUpTo0(s, x, k0Small(s, x), s.mul(s.exp(s.neg(x)), k0Far(s, x)));

/** eˣ K₀(x). */
export const besselK0Scaled = (s: ScalarBuilder, x: Scalar): Scalar =>
  infiniteUpTo0(s, x, s.mul(s.exp(x), k0Small(s, x)), k0Far(s, x));

/** K₁(x). */
export const besselK1Of = (s: ScalarBuilder, x: Scalar): Scalar =>
  infiniteUpTo0(s, x, k1Small(s, x), s.mul(s.exp(s.neg(x)), k1Far(s, x)));

/** eˣ K₁(x). */
export const besselK1Scaled = (s: ScalarBuilder, x: Scalar): Scalar =>
  infiniteUpTo0(s, x, s.mul(s.exp(x), k1Small(s, x)), k1Far(s, x));
