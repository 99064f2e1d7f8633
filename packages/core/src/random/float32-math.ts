/**
 * @file `log`, `sin` and `cos` of float32, bit for bit those of the GNU C library.
 *
 * TensorFlow's normal draws call the C library's `logf` and `sincosf`, so equal draws need equal functions, and
 * `Math.fround(Math.log(x))` is not equal: it rounds correctly where the C library is off by one unit now and then.
 * The functions here take the same steps. They work in float64 and round once at the end, so they are also programs
 * that a device can run element by element (see `ops/random/drawing/box-muller-program.ts`), in this structure:
 *
 * - `log`: write x = 2ᵏ·z with z in [0.7, 1.4); four bits of z choose one of 16 pairs (1/c, log c) with c near z.
 *   A device without gathers selects each of the two by a binary tree of 15 selects: 8 on bit 0 of the index, 4 on
 *   bit 1, 2 on bit 2, 1 on bit 3. The rest is a polynomial of degree 4.
 * - `sin` and `cos`: one subtraction of n·π/2 reduces the argument to |x| ≤ π/4; both polynomials are evaluated;
 *   bit 0 of n swaps the results and the signs follow from n: four selects, no table. For small arguments n is 0 and
 *   nothing is subtracted, so the C library's shortcut for them needs no branch here.
 *
 * Sources: S. Nagy and W. Dijkstra, Arm Optimized Routines (`logf.c`, `logf_data.c`, `sincosf.h`, `sincosf_data.c`;
 * MIT), which the GNU C library has used since 2.27 and 2.28: the constants are theirs. Both were compared with glibc
 * 2.36 on x86-64 for every argument a draw can produce (all 2²³ float32 uniforms): no difference. There glibc fuses
 * multiplications and additions, which shows in the last bits of the float64 steps, never after rounding to float32.
 */

/** Reciprocals of the centres c of the sixteenths of the octave of z. */
export const RECIPROCAL: readonly number[] = [
  1.398907162146528, 1.3403141896637998, 1.286432210124115, 1.2367150214269895, 1.1906977166711752,
  1.1479821020556429, 1.1082251448272158, 1.0711297413057381, 1.036437278977283, 1, 0.9492859795739057,
  0.8951049428609004, 0.8476821620351103, 0.8050314851692001, 0.7664671008843108, 0.731428603316328,
];

/** log c for each of those centres. */
export const LOG_CENTRE: readonly number[] = [
  -0.33569133332882284, -0.2929040563774074, -0.2518726580937369, -0.21245868807117255, -0.17453945183745634,
  -0.1380057072319758, -0.10275976698545139, -0.06871392447020525, -0.0357891387398228, 0,
  0.05204517742929496, 0.11081431298787942, 0.1652495223695143, 0.21687389031699977, 0.2659635028121397,
  0.3127556664073557,
];

/** The float32 bits of 0.69921875, where the octave of z begins. */
export const OCTAVE_START = 0x3f330000;
export const EXPONENT_SHIFT = 23;
export const INDEX_SHIFT = EXPONENT_SHIFT - 4;

const float32 = new Float32Array(1);
const bits = new Int32Array(float32.buffer);

/**
 * Natural logarithm of a float32, at most 0.82 ulp off.
 *
 * @param x a positive, normal, finite float32; anything else is outside of what this function computes.
 */
export function logFloat32(x: number): number {
  float32[0] = x;
  const offset = bits[0] - OCTAVE_START;
  const index = (offset >> INDEX_SHIFT) & 15;
  const exponent = offset >> EXPONENT_SHIFT;
  bits[0] -= exponent << EXPONENT_SHIFT;
  const z = float32[0];

  // log x = k·log 2 + log c + log(1 + r), with r = z/c − 1 small.
  const r = z * RECIPROCAL[index] - 1;
  const base = LOG_CENTRE[index] + exponent * Math.LN2;
  const square = r * r;
  const cubicAndLinear = 0.333456765744066 * r - 0.4999997485802103;
  const tail = -0.25089342214237154 * square + cubicAndLinear;
  return Math.fround(tail * square + (base + r));
}

/** The sine and cosine of one angle. */
export interface SineAndCosine {
  sine: number;
  cosine: number;
}

/** π/2 as a float64; its last mantissa bits are zero, so that n times it is exact for n ≤ 4. */
const HALF_PI = Math.PI / 2;
const QUADRANTS_PER_RADIAN = 2 / Math.PI;

/**
 * Sine and cosine of a float32, each at most 0.56 ulp off.
 *
 * @param x a float32 in [0, 2π], the range of a Box–Muller angle; the reduction is not exact enough beyond 120.
 * @param result receives both (draws are made by the million; an object each would be garbage).
 */
export function sineAndCosineFloat32(x: number, result: SineAndCosine): void {
  const quadrant = Math.floor(x * QUADRANTS_PER_RADIAN + 0.5);
  const reduced = x - quadrant * HALF_PI;
  const square = reduced * reduced;

  const sineOdd = reduced * square * -0.16666654943701084;
  const sineTail = 0.008332178146138854 + square * -0.00019517298981385725;
  const sine = Math.fround(reduced + sineOdd + reduced * square * square * sineTail);

  const fourth = square * square;
  const cosineHead = 1 + square * -0.49999999725108224 + fourth * 0.041666623324344516;
  const cosineTail = -0.001388676379437604 + square * 2.4390450703564542e-5;
  const cosine = Math.fround(cosineHead + fourth * square * cosineTail);

  // Each quarter turn takes (sin, cos) to (cos, −sin).
  const swapped = (quadrant & 1) !== 0;
  const sineNegative = (quadrant & 2) !== 0;
  const cosineNegative = ((quadrant + 1) & 2) !== 0;
  const first = swapped ? cosine : sine;
  const second = swapped ? sine : cosine;
  result.sine = sineNegative ? -first : first;
  result.cosine = cosineNegative ? -second : second;
}
