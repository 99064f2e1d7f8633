/**
 * @file Two normal numbers of two words as a scalar program, for GPUs with float64: `boxMullerFloat32` of
 * `random/normal.ts` and the functions of `random/float32-math.ts`, step by step and bit for bit.
 *
 * The steps must stay apart: a backend that fused a product and a sum here would draw other last bits.
 */

import type { FloatingDType } from '../../../dtype/index.ts';
import {
  EXPONENT_SHIFT,
  INDEX_SHIFT,
  LOG_CENTRE,
  OCTAVE_START,
  RECIPROCAL,
} from '../../../random/float32-math.ts';
import { LEAST_UNIFORM_FLOAT32 } from '../../../random/normal.ts';
import { type Scalar, type ScalarBuilder, type ScalarProgram, scalarBuilder } from '../../../scalar/index.ts';

/** The float32 in [0, 1) of a word: its low 23 bits become the fraction of a number in [1, 2). */
export function unitFloat32(s: ScalarBuilder, word: Scalar): Scalar {
  return s.sub(s.bitcast(s.bitOr(s.bitAnd(word, 0x7fffff), 0x3f800000), 'float32'), 1);
}

/** From the two words of a pair to its two numbers. */
export function boxMullerProgram(dtype: Exclude<FloatingDType, 'float64'>): ScalarProgram {
  const s = scalarBuilder(['uint32', 'uint32']);
  const u = s.max(unitFloat32(s, s.input(0)), LEAST_UNIFORM_FLOAT32);
  const radius = s.sqrt(s.mul(logFloat32(s, u), -2));
  const angle = s.mul(s.cast(unitFloat32(s, s.input(1)), 'float64'), 2 * Math.PI);
  const direction = sineAndCosineFloat32(s, s.cast(angle, 'float32'));
  return s.build(direction.map((part) => s.cast(s.mul(part, radius), dtype)));
}

function logFloat32(s: ScalarBuilder, x: Scalar): Scalar {
  const bits = s.bitcast(x, 'int32');
  const offset = s.sub(bits, OCTAVE_START);
  const index = s.bitAnd(s.shiftRight(offset, INDEX_SHIFT), 15);
  const exponent = s.shiftRight(offset, EXPONENT_SHIFT);
  const octave = s.sub(bits, s.shiftLeft(exponent, EXPONENT_SHIFT));
  const z = s.cast(s.bitcast(octave, 'float32'), 'float64');

  const indexBits = [0, 1, 2, 3].map((bit) => s.notEqual(s.bitAnd(index, 1 << bit), 0));
  const r = s.sub(s.mul(z, choose(s, indexBits, RECIPROCAL)), 1);
  const base = s.add(choose(s, indexBits, LOG_CENTRE), s.mul(s.cast(exponent, 'float64'), Math.LN2));
  const square = s.mul(r, r);
  const cubicAndLinear = s.sub(s.mul(r, 0.333456765744066), 0.4999997485802103);
  const tail = s.add(s.mul(square, -0.25089342214237154), cubicAndLinear);
  return s.cast(s.add(s.mul(tail, square), s.add(base, r)), 'float32');
}

/** The entry of a table whose index has these bits, the lowest first. */
function choose(s: ScalarBuilder, bits: readonly Scalar[], table: readonly number[]): Scalar {
  let entries = table.map((entry) => s.constant(entry, 'float64'));
  for (const bit of bits) {
    const isEven = (_: unknown, i: number) => i % 2 === 0;
    entries = entries.filter(isEven).map((even, i) => s.select(bit, entries[2 * i + 1], even));
  }
  return entries[0];
}

function sineAndCosineFloat32(s: ScalarBuilder, angle: Scalar): readonly [sine: Scalar, cosine: Scalar] {
  const x = s.cast(angle, 'float64');
  const turns = s.floor(s.add(s.mul(x, 2 / Math.PI), 0.5));
  const reduced = s.sub(x, s.mul(turns, Math.PI / 2));
  const square = s.mul(reduced, reduced);

  const sineOdd = s.mul(s.mul(reduced, square), -0.16666654943701084);
  const sineTail = s.add(s.mul(square, -0.00019517298981385725), 0.008332178146138854);
  const fifth = s.mul(s.mul(s.mul(reduced, square), square), sineTail);
  const sine = s.cast(s.add(s.add(reduced, sineOdd), fifth), 'float32');

  const fourth = s.mul(square, square);
  const cosineHead = s.add(
    s.add(s.mul(square, -0.49999999725108224), 1),
    s.mul(fourth, 0.041666623324344516),
  );
  const cosineTail = s.add(s.mul(square, 2.4390450703564542e-5), -0.001388676379437604);
  const sixth = s.mul(s.mul(fourth, square), cosineTail);
  const cosine = s.cast(s.add(cosineHead, sixth), 'float32');

  // Each quarter turn takes (sin, cos) to (cos, −sin).
  const quadrant = s.cast(turns, 'int32');
  const isSwapped = s.notEqual(s.bitAnd(quadrant, 1), 0);
  const signed = (value: Scalar, turned: Scalar) =>
    s.select(s.notEqual(s.bitAnd(turned, 2), 0), s.neg(value), value);
  return [
    signed(s.select(isSwapped, cosine, sine), quadrant),
    signed(s.select(isSwapped, sine, cosine), s.add(quadrant, 1)),
  ];
}
