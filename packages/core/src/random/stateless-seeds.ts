/**
 * @file The seeds of stateless ops: pairs of integers that name a stream and are themselves split and folded.
 *
 * Users take seeds like [0, 0], [0, 1], [1, 0]. Used as they are, they would name overlapping streams, so TensorFlow
 * scrambles a seed through Philox first.
 *
 * Source: TensorFlow 2.21, `stateless_random_ops.cc` (`GenerateKey`) and `stateless_random_ops.py`.
 */
import { InvalidArgumentError } from '../errors/index.ts';
import type { IntegerArray } from './element-types.ts';
import { type IntegerSeed, toInt64Seed } from './integer-seed.ts';
import { type PhiloxState, PhiloxStream, splitUint64 } from './philox.ts';
import { fullRangeIntegers } from './uniform.ts';

/** Two integers that fit int64. An int32 seed and the equal int64 seed name the same stream. */
export type StatelessSeed = readonly [IntegerSeed, IntegerSeed];

/** The dtypes a stateless seed can have; new seeds made from it have the same. */
export type SeedDType = 'int32' | 'int64';

/** TensorFlow's fixed key for scrambling. */
const SCRAMBLE_KEY = [0x3ec8f720, 0x02461e29] as const;

/**
 * The stream that a stateless op with this seed draws from.
 *
 * @throws InvalidArgumentError if `seed` is not two integers that fit int64.
 */
export function scrambleSeed(seed: StatelessSeed): PhiloxState {
  if (seed.length !== 2) {
    throw new InvalidArgumentError(`A stateless seed must be two integers (shape [2]), got ${seed.length}.`);
  }
  const [low, high] = seed.map((part) => splitUint64(toInt64Seed(part, 'A stateless seed')));
  const stream = new PhiloxStream({ key: SCRAMBLE_KEY, counter: [...low, ...high] });
  const key = [stream.next(), stream.next()] as const;
  return { key, counter: [0, 0, stream.next(), stream.next()] };
}

/**
 * `count` new seeds from one, as the rows of a row-major array of shape [count, 2].
 *
 * @throws InvalidArgumentError if `seed` is not two integers that fit int64.
 *
 * @example
 * splitSeed([1, 2], 2, 'int32'); // => [ 1105988140, 1738052849, -335576002, 370444179 ]
 */
export function splitSeed<D extends SeedDType>(
  seed: StatelessSeed,
  count: number,
  dtype: D,
): IntegerArray<D> {
  return fullRangeIntegers(scrambleSeed(seed), dtype, 2 * count);
}

/**
 * A new seed, shape [2], from a seed and an integer, such as the number of a step or of a replica.
 *
 * @param dtype of `data`, and so of the new seed.
 * @throws InvalidArgumentError if `seed` is not two integers that fit int64, or `data` is no integer of the dtype.
 *
 * @example
 * foldIn([1, 2], 3, 'int32'); // => [ 1105988140, 3 ]
 */
export function foldIn(seed: StatelessSeed, data: IntegerSeed, dtype: SeedDType): [IntegerSeed, IntegerSeed] {
  const value = toInt64Seed(data, 'foldIn: data');
  if (dtype === 'int32' && BigInt.asIntN(32, value) !== value) {
    throw new InvalidArgumentError(`foldIn: data must be an int32, got ${value}.`);
  }
  return [splitSeed(seed, 1, dtype)[0], data];
}
