/**
 * @file The state of a `Generator`: a stream that its owner carries along, saves and restores.
 *
 * The state is three int64: the low and the high half of the Philox counter, then the key. Nothing is scrambled, so a
 * seed below 2⁶⁴ becomes a *counter* of key 0: TensorFlow's layout, kept because checkpoints and numbers depend on it.
 *
 * Source: TensorFlow 2.21, `stateful_random_ops.py` and `stateful_random_ops.cc`.
 */
import { InvalidArgumentError } from '../errors/index.ts';
import { type IntegerSeed, toInt64Word, toSeed } from './integer-seed.ts';
import { counterHalves, type PhiloxState, philoxState, skipBlocks } from './philox.ts';
import { elementBlocks } from './reservation.ts';
import { anyUint64 } from './stateful-seeds.ts';
import { fullRangeIntegers } from './uniform.ts';

/** Words of 64 bits in the state: two of the counter, one of the key. */
const STATE_SIZE = 3;

export class GeneratorState {
  #words: BigInt64Array;

  /**
   * @param words the counter's low and high half and the key; 64-bit integers, signed or not.
   * @throws InvalidArgumentError if they are not three integers.
   */
  constructor(words: readonly IntegerSeed[] | BigInt64Array) {
    this.#words = checkedState(words);
  }

  /**
   * The state for a seed: an integer is cut into 64-bit words, lowest first (the rest is dropped); a list of words
   * is cut to three and, if shorter, preceded by zeros.
   *
   * @throws InvalidArgumentError if the seed is not made of integers.
   */
  static fromSeed(seed: IntegerSeed | readonly IntegerSeed[]): GeneratorState {
    return new GeneratorState(stateOfSeed(seed));
  }

  /** The state with this key, at this counter: two 64-bit words, low first. */
  static fromKeyCounter(key: IntegerSeed, counter: readonly IntegerSeed[]): GeneratorState {
    return new GeneratorState([...counter, key]);
  }

  /** A state that differs from run to run. */
  static nonDeterministic(): GeneratorState {
    return new GeneratorState([anyUint64(), anyUint64(), anyUint64()]);
  }

  /** A copy of the three words, as a checkpoint saves them. */
  get words(): BigInt64Array {
    return this.#words.slice();
  }

  /** The key, as int64. */
  get key(): bigint {
    return this.#words[2];
  }

  /** Takes over another state. The arguments are those of the constructor. */
  reset(words: readonly IntegerSeed[] | BigInt64Array): void {
    this.#words = checkedState(words);
  }

  /** Takes over the state of a seed, as {@link GeneratorState.fromSeed}. */
  resetFromSeed(seed: IntegerSeed | readonly IntegerSeed[]): void {
    this.#words = checkedState(stateOfSeed(seed));
  }

  /** Where a draw that takes `blocks` (see `reservation.ts`) begins; the generator moves on behind it. */
  reserve(blocks: number): PhiloxState {
    const [low, high, key] = this.#words;
    const state = philoxState(key, low, high);
    const [nextLow, nextHigh] = counterHalves(skipBlocks(state, blocks));
    this.#words[0] = BigInt.asIntN(64, nextLow);
    this.#words[1] = BigInt.asIntN(64, nextHigh);
    return state;
  }

  /** Moves on as a draw of `count` elements would. */
  skip(count: number): void {
    this.reserve(elementBlocks(count));
  }

  /** `count` seeds for stateless ops, shape [2, count] row-major: column i is a seed. */
  makeSeeds(count: number): BigInt64Array {
    const seeds = new BigInt64Array(2 * count);
    seeds.set(this.#drawKeys(count));
    return seeds;
  }

  /** `count` generators, independent of one another and of this one, which moves on. */
  split(count: number): GeneratorState[] {
    return Array.from(this.#drawKeys(count), (key) => new GeneratorState([0n, 0n, key]));
  }

  #drawKeys(count: number): BigInt64Array {
    return fullRangeIntegers(this.reserve(elementBlocks(count)), 'int64', count);
  }
}

function stateOfSeed(seed: IntegerSeed | readonly IntegerSeed[]): bigint[] {
  if (typeof seed === 'object') {
    const words = seed.slice(0, STATE_SIZE).map((word) => toSeed(word, 'Generator: seed'));
    return [...new Array<bigint>(STATE_SIZE - words.length).fill(0n), ...words];
  }
  const value = toSeed(seed, 'Generator: seed');
  return [0n, 64n, 128n].map((shift) => BigInt.asUintN(64, value >> shift));
}

function checkedState(words: readonly IntegerSeed[] | BigInt64Array): BigInt64Array {
  if (words.length !== STATE_SIZE) {
    throw new InvalidArgumentError(
      `A Philox generator's state is ${STATE_SIZE} integers (counter low, counter high, key), got ${words.length}.`,
    );
  }
  return BigInt64Array.from(words, (word) => toInt64Word(word, 'A word of a generator state'));
}
