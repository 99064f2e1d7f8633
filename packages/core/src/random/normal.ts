/**
 * @file Normal draws, TensorFlow's bit for bit on Linux and x86-64, where it uses the C library's functions.
 *
 * Box and Muller's transform takes two uniform numbers to two independent normal ones,
 * √(−2 log u) · (sin 2πv, cos 2πv). float16 and bfloat16 draws are float32 draws, rounded. Everything is elementwise
 * over pairs of words, so a device can do the same; `float32-math.ts` says how its functions become a device program.
 *
 * Sources: Box, Muller, "A Note on the Generation of Random Normal Deviates" (1958); TensorFlow 2.21,
 * `random_distributions_utils.h` for the order (sine first), the roundings and the bound on u. Compared with
 * TensorFlow 2.21 over 10⁶ draws of float32 and of float64: no difference.
 */
import { type FloatingArray, type FloatingDType, floatingArrayOf } from './element-types.ts';
import { logFloat32, type SineAndCosine, sineAndCosineFloat32 } from './float32-math.ts';
import { logFloat64 } from './float64-log.ts';
import { sineAndCosineFloat64 } from './float64-sine-cosine.ts';
import { type PhiloxState, PhiloxStream } from './philox.ts';
import { roundTo } from './rounding.ts';
import { uniformFloat32, uniformFloat64 } from './uniform.ts';

/** Two independent standard normal numbers. A single object is reused: draws are made by the million. */
export interface NormalPair {
  first: number;
  second: number;
}

/** The logarithm is kept from 0 by this. */
const LEAST_UNIFORM = 1e-7;
export const LEAST_UNIFORM_FLOAT32 = Math.fround(LEAST_UNIFORM);

const direction: SineAndCosine = { sine: 0, cosine: 0 };

/** The two float32 normals of two words. */
export function boxMullerFloat32(word0: number, word1: number, pair: NormalPair): void {
  const u = Math.max(uniformFloat32(word0), LEAST_UNIFORM_FLOAT32);
  const angle = Math.fround(2 * Math.PI * uniformFloat32(word1));
  const radius = Math.fround(Math.sqrt(Math.fround(-2 * logFloat32(u))));
  sineAndCosineFloat32(angle, direction);
  pair.first = Math.fround(direction.sine * radius);
  pair.second = Math.fround(direction.cosine * radius);
}

/** The two float64 normals of four words. */
export function boxMullerFloat64(
  word0: number,
  word1: number,
  word2: number,
  word3: number,
  pair: NormalPair,
): void {
  const u = Math.max(uniformFloat64(word0, word1), LEAST_UNIFORM);
  const radius = Math.sqrt(-2 * logFloat64(u));
  sineAndCosineFloat64(2 * Math.PI * uniformFloat64(word2, word3), direction);
  pair.first = direction.sine * radius;
  pair.second = direction.cosine * radius;
}

/** Turns the words that fill the memory of `out` into normals; `stream` has the words that follow. */
type NormalFromWords<D extends FloatingDType> = (
  out: FloatingArray<D>,
  words: Uint32Array,
  stream: PhiloxStream,
) => void;

const normalFromWords: { readonly [D in FloatingDType]: NormalFromWords<D> } = {
  float16: (out, words, stream) => {
    float32Normals(out, words, stream);
    for (let i = 0; i < out.length; i++) out[i] = roundTo.float16(out[i]);
  },
  bfloat16: (out, words, stream) => {
    float32Normals(out, words, stream);
    for (let i = 0; i < out.length; i++) out[i] = roundTo.bfloat16(out[i]);
  },
  float32: float32Normals,
  float64: float64Normals,
};

function float32Normals(out: Float32Array, words: Uint32Array, stream: PhiloxStream): void {
  const pair: NormalPair = { first: 0, second: 0 };
  const whole = out.length - (out.length % 2);
  for (let i = 0; i < whole; i += 2) {
    boxMullerFloat32(words[i], words[i + 1], pair);
    out[i] = pair.first;
    out[i + 1] = pair.second;
  }
  if (whole < out.length) {
    boxMullerFloat32(words[whole], stream.next(), pair);
    out[whole] = pair.first;
  }
}

function float64Normals(out: Float64Array, words: Uint32Array, stream: PhiloxStream): void {
  const pair: NormalPair = { first: 0, second: 0 };
  const whole = out.length - (out.length % 2);
  for (let i = 0; i < whole; i += 2) {
    boxMullerFloat64(words[2 * i], words[2 * i + 1], words[2 * i + 2], words[2 * i + 3], pair);
    out[i] = pair.first;
    out[i + 1] = pair.second;
  }
  if (whole < out.length) {
    boxMullerFloat64(words[2 * whole], words[2 * whole + 1], stream.next(), stream.next(), pair);
    out[whole] = pair.first;
  }
}

/**
 * `count` numbers of the normal distribution with mean 0 and standard deviation 1.
 *
 * @example
 * const state = { key: [1, 2], counter: [0, 0, 0, 0] } as const;
 * standardNormal(state, 'float16', 2); // => [ -1.4267578125, -1.11328125 ]
 */
export function standardNormal<D extends FloatingDType>(
  state: PhiloxState,
  dtype: D,
  count: number,
): FloatingArray<D> {
  const out = new floatingArrayOf[dtype](count);
  const words = new Uint32Array(out.buffer);
  const stream = new PhiloxStream(state);
  stream.fill(words);
  normalFromWords[dtype](out, words, stream);
  return out;
}
