/**
 * @file Uniform draws, TensorFlow's bit for bit.
 *
 * Every element takes one word (two for 64-bit dtypes) of the stream, in row-major order, so element i depends on
 * nothing but the state and i. Words are as wide as what they become, so each draw is made in place: the output's
 * memory is filled with words first and turned into numbers second.
 *
 * Source: TensorFlow 2.21, `random_distributions.h` and `random_distributions_utils.h`.
 */
import { InvalidArgumentError } from '../errors/index.ts';
import {
  type FloatingArray,
  type FloatingDType,
  floatingArrayOf,
  type IntegerArray,
  type IntegerDType,
  integerArrayOf,
} from './element-types.ts';
import { type PhiloxState, PhiloxStream } from './philox.ts';

/** Turns the words that fill the memory of `out` into uniform numbers. */
const uniformFromWords: {
  readonly [D in FloatingDType]: (out: FloatingArray<D>, words: Uint32Array) => void;
} = {
  float16: (out, words) => {
    for (let i = 0; i < out.length; i++) out[i] = (words[i] & 0x3ff) / 2 ** 10;
  },
  bfloat16: (out, words) => {
    for (let i = 0; i < out.length; i++) out[i] = (words[i] & 0x7f) / 2 ** 7;
  },
  float32: (out, words) => {
    for (let i = 0; i < out.length; i++) out[i] = uniformFloat32(words[i]);
  },
  float64: (out, words) => {
    for (let i = 0; i < out.length; i++) out[i] = uniformFloat64(words[2 * i], words[2 * i + 1]);
  },
};

/**
 * `count` numbers uniform in [0, 1), of as many bits as the dtype's significand has.
 *
 * @example
 * const state = { key: [1, 2], counter: [0, 0, 0, 0] } as const;
 * standardUniform(state, 'float16', 2); // => [ 0.556640625, 0.044921875 ]
 */
export function standardUniform<D extends FloatingDType>(
  state: PhiloxState,
  dtype: D,
  count: number,
): FloatingArray<D> {
  const out = new floatingArrayOf[dtype](count);
  const words = new Uint32Array(out.buffer);
  new PhiloxStream(state).fill(words);
  uniformFromWords[dtype](out, words);
  return out;
}

/** The float32 in [0, 1) that TensorFlow makes of a word: its low 23 bits as a fraction. */
export function uniformFloat32(word: number): number {
  return (word & 0x7fffff) / 2 ** 23;
}

/** The float64 in [0, 1) of two words: the low 20 bits of the first, then the second, as a fraction. */
export function uniformFloat64(first: number, second: number): number {
  return ((first & 0xfffff) * 2 ** 32 + second) / 2 ** 52;
}

/** `count` integers, every value of the dtype equally likely: the words themselves, low word first. */
export function fullRangeIntegers<D extends IntegerDType>(
  state: PhiloxState,
  dtype: D,
  count: number,
): IntegerArray<D> {
  const out = new integerArrayOf[dtype](count);
  new PhiloxStream(state).fill(new Uint32Array(out.buffer));
  return out;
}

/** Reduces the words that fill the memory of `out` to a range. */
const integersFromWords: {
  readonly [D in 'int32' | 'int64']: (out: IntegerArray<D>, range: IntegerRange) => void;
} = {
  int32: (out, { low, size }) => {
    const words = new Uint32Array(out.buffer);
    const lowest = Number(low);
    const range = Number(size);
    for (let i = 0; i < out.length; i++) out[i] = lowest + (words[i] % range);
  },
  int64: (out, { low, size }) => {
    const words = new BigUint64Array(out.buffer);
    for (let i = 0; i < out.length; i++) out[i] = low + (words[i] % size);
  },
};

/** A range of integers, with bounds that are integers of the dtype. */
export interface IntegerRange {
  readonly low: bigint;
  /** How many integers there are; less than 2³² or 2⁶⁴. */
  readonly size: bigint;
}

/**
 * The integers in [minval, maxval), to draw `count` of them.
 *
 * @throws InvalidArgumentError if a bound is no integer of the dtype, or (unless `count` is 0) minval ≥ maxval.
 */
export function integerRange(
  dtype: 'int32' | 'int64',
  count: number,
  minval: number | bigint,
  maxval: number | bigint,
): IntegerRange {
  const low = toBound(minval, dtype, 'minval');
  const high = toBound(maxval, dtype, 'maxval');
  // TensorFlow lets an empty draw pass: zero impossible things are fine.
  if (low >= high && count > 0) {
    throw new InvalidArgumentError(`Random uniform ${dtype}: need minval < maxval, got ${low} >= ${high}.`);
  }
  return { low, size: high - low };
}

/**
 * `count` integers in [minval, maxval), as remainders of full-range ones: slightly biased towards low values unless
 * the range is a power of two, as TensorFlow documents.
 *
 * @throws InvalidArgumentError as {@link integerRange} does.
 */
export function uniformIntegers<D extends 'int32' | 'int64'>(
  state: PhiloxState,
  dtype: D,
  count: number,
  minval: number | bigint,
  maxval: number | bigint,
): IntegerArray<D> {
  const range = integerRange(dtype, count, minval, maxval);
  const out: IntegerArray<D> = fullRangeIntegers(state, dtype, count);
  integersFromWords[dtype](out, range);
  return out;
}

const integerBits = { int32: 32, int64: 64 } as const;

function toBound(bound: number | bigint, dtype: 'int32' | 'int64', name: string): bigint {
  const value = typeof bound === 'bigint' || Number.isSafeInteger(bound) ? BigInt(bound) : undefined;
  if (value !== undefined && BigInt.asIntN(integerBits[dtype], value) === value) return value;
  throw new InvalidArgumentError(
    `Random uniform ${dtype}: ${name} must be an ${dtype}, got ${String(bound)}.`,
  );
}
