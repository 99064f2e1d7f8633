/**
 * @file The sine and cosine of a float64, bit for bit those of the GNU C library.
 *
 * TensorFlow's float64 normals call the C library's `sincos`; `Math.sin` and `Math.cos` differ from it in the last
 * bit for some per cent of the arguments, and between engines.
 *
 * Method: subtract a multiple of π/2, in two parts; split the rest into a table node k/128 and a small remainder;
 * join the table's sine and cosine with short polynomials of the remainder by the angle addition formulas.
 *
 * Source: IBM Accurate Mathematical Library as the GNU C library has had it since 2.28 (`s_sin.c`, `s_sincos.c`,
 * `usncs.h`): the method and the constants. The steps are fused as glibc fuses them on an x86-64 processor with FMA.
 * Compared with glibc 2.36 over 2·10⁶ angles in [0, 2π): no difference.
 */
import type { SineAndCosine } from './float32-math.ts';
import { fusedMultiplyAdd } from './fused-multiply-add.ts';
import { sineTable } from './sine-table.ts';

/** 1.5 · 2⁴⁵: adding it rounds to a multiple of 1/128. */
const ROUND_TO_NODE = 1.5 * 2 ** 45;
const NODES_PER_UNIT = 128;

/** Where the library goes from one reduction to the next. */
const NEAR_ZERO_BELOW = 0.85546875;
const QUARTER_TURN_BELOW = 2.4262638092041016;

const HALF_PI = 1.5707963267948966;
/** π/2 − HALF_PI. */
const HALF_PI_REST = 6.123233995736766e-17;

/**
 * Sine and cosine of a float64, each at most 0.55 ulp off.
 *
 * @param x a float64 in [0, 2π], the range of a Box–Muller angle.
 * @param result receives both.
 */
export function sineAndCosineFloat64(x: number, result: SineAndCosine): void {
  if (x < NEAR_ZERO_BELOW) {
    result.sine = sineNearZero(x, 0);
    result.cosine = cosineNearZero(x, 0);
  } else if (x < QUARTER_TURN_BELOW) {
    // Around a quarter turn: sin x = cos(π/2 − x), cos x = sin(π/2 − x).
    const rough = HALF_PI - x;
    const angle = rough + HALF_PI_REST;
    const rest = rough - angle + HALF_PI_REST;
    result.sine = cosineNearZero(angle, rest);
    result.cosine = sineNearZero(angle, rest);
  } else {
    sineAndCosineReduced(x, result);
  }
}

/** π/2 in four parts; products of the first three with a small integer are exact. */
const HALF_PI_PARTS = [
  1.5707963407039642, -1.3909067564377153e-8, -4.97899623147991e-17, -1.9034889620193266e-25,
];

function sineAndCosineReduced(x: number, result: SineAndCosine): void {
  const quarters = Math.round(x * 0.6366197723675814);
  const rough = x - quarters * HALF_PI_PARTS[0] - quarters * HALF_PI_PARTS[1];
  const third = quarters * HALF_PI_PARTS[2];
  const middle = rough - third;
  const middleRest = rough - middle - third;
  let angle = fusedMultiplyAdd(-quarters, HALF_PI_PARTS[3], middle);
  let rest = middleRest + fusedMultiplyAdd(-quarters, HALF_PI_PARTS[3], middle - angle);

  const quadrant = quarters & 3;
  if (quadrant === 1 || quadrant === 2) {
    angle = -angle;
    rest = -rest;
  }
  const sine = sineNearZero(angle, rest);
  const cosine = quadrant & 2 ? -cosineNearZero(angle, rest) : cosineNearZero(angle, rest);
  result.sine = quadrant & 1 ? cosine : sine;
  result.cosine = quadrant & 1 ? sine : cosine;
}

/** sin(x + rest) for |x| below 0.86 and a rest below its last bit. */
function sineNearZero(x: number, rest: number): number {
  if (Math.abs(x) < 0.126) return sineByTaylorSeries(x, rest);
  const magnitude = Math.abs(x);
  const signedRest = x <= 0 ? -rest : rest;
  const node = magnitude + ROUND_TO_NODE - ROUND_TO_NODE;
  const t = magnitude - node;
  const square = t * t;
  const s = t + fusedMultiplyAdd(t * square, sineTail(square), signedRest);
  const c = fusedMultiplyAdd(t, signedRest, square * cosineTail(square));

  const table = sineTable();
  const at = 4 * node * NODES_PER_UNIT;
  const [sine, sineRest, cosine, cosineRest] = [table[at], table[at + 1], table[at + 2], table[at + 3]];
  let correction = fusedMultiplyAdd(s, cosineRest, sineRest);
  correction = fusedMultiplyAdd(-sine, c, correction);
  correction = fusedMultiplyAdd(cosine, s, correction);
  return x < 0 ? -(sine + correction) : sine + correction;
}

/** cos(x + rest) for |x| below 0.86 and a rest below its last bit. */
function cosineNearZero(x: number, rest: number): number {
  const magnitude = Math.abs(x);
  const node = magnitude + ROUND_TO_NODE - ROUND_TO_NODE;
  const t = magnitude - node + (x < 0 ? -rest : rest);
  const square = t * t;
  const s = fusedMultiplyAdd(t * square, sineTail(square), t);
  const c = square * cosineTail(square);

  const table = sineTable();
  const at = 4 * node * NODES_PER_UNIT;
  const [sine, sineRest, cosine, cosineRest] = [table[at], table[at + 1], table[at + 2], table[at + 3]];
  let correction = fusedMultiplyAdd(-s, sineRest, cosineRest);
  correction = fusedMultiplyAdd(-cosine, c, correction);
  correction = fusedMultiplyAdd(-sine, s, correction);
  return cosine + correction;
}

/** (sin t − t)/t³ for |t| ≤ 1/256, from t². */
function sineTail(square: number): number {
  return fusedMultiplyAdd(square, 0.008333332142857223, -0.16666666666666488);
}

/** (1 − cos t)/t² for |t| ≤ 1/256, from t². */
function cosineTail(square: number): number {
  const quartic = fusedMultiplyAdd(square, 0.001388888740079376, -0.04166666666666644);
  return fusedMultiplyAdd(square, quartic, 0.5);
}

/** sin(x + rest) for |x| below 0.126, where the series needs no table. */
function sineByTaylorSeries(x: number, rest: number): number {
  const square = x * x;
  let tail = fusedMultiplyAdd(-2.5022014848318398e-8, square, 2.755729806860771e-6);
  tail = fusedMultiplyAdd(tail, square, -0.00019841269834414642);
  tail = fusedMultiplyAdd(tail, square, 0.008333333333332329);
  tail = fusedMultiplyAdd(tail, square, -0.16666666666666666);
  // cos x ≈ 1 − x²/2 multiplies the rest.
  const correction = fusedMultiplyAdd(tail, x, -0.5 * rest);
  return x + fusedMultiplyAdd(correction, square, rest);
}
