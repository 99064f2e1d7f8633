/**
 * @file The seeds of stateful ops: what `setSeed` and an op's own `seed` mean, and how streams continue.
 *
 * A stateful op draws from a stream that is named by two seeds, the global one and the op's. Without an own seed, the
 * op takes the next number of a sequence that the global seed determines, so each call has a fresh stream. With one,
 * every call names the same stream and continues it: TensorFlow keeps the op's kernel, which holds the generator, in
 * a cache until the next `setSeed`.
 *
 * Source: TensorFlow 2.21, `random_seed.py`, `context.py` (`internal_operation_seed`) and `guarded_philox_random.cc`.
 */
import { type IntegerSeed, toSeed } from './integer-seed.ts';
import { MersenneTwister } from './mersenne-twister.ts';
import { type PhiloxState, philoxState, skipBlocks } from './philox.ts';

/** Seeds are taken modulo this. */
const SEED_MODULUS = 2n ** 31n - 1n;
/** Stands for the global seed where only the op has one. */
const DEFAULT_GLOBAL_SEED = 87654321n;

/** One stateful draw, as far as it decides which stream is continued. */
export interface StatefulDraw {
  /** The kind of op, as "RandomUniform": different kinds with equal seeds have separate streams. */
  readonly op: string;
  /** What else makes a kernel another one, as "float32" or "float32,int64". */
  readonly attributes: string;
  /** The seed that the caller gave to the op, if any. */
  readonly seed?: IntegerSeed | null;
  /** How many blocks the draw reserves: see `reservation.ts`. */
  readonly blocks: number;
}

/** The global seed and every stream that depends on it. */
export class StatefulSeeds {
  #globalSeed: bigint | undefined;
  #opSeeds: MersenneTwister | undefined;
  readonly #streams = new Map<string, PhiloxState>();

  /**
   * Sets the global seed and starts everything over: the sequence of op seeds and all streams.
   *
   * @throws InvalidArgumentError if `seed` is no integer.
   */
  setSeed(seed: IntegerSeed): void {
    const value = toSeed(seed, 'setSeed: seed');
    this.#globalSeed = value;
    this.#opSeeds = new MersenneTwister(value);
    this.#streams.clear();
  }

  /**
   * Where `draw` begins in its stream, which is moved on behind it.
   *
   * @throws InvalidArgumentError if the draw's seed is no integer.
   *
   * @example
   * const seeds = new StatefulSeeds();
   * seeds.setSeed(42);
   * seeds.reserve({ op: 'RandomUniform', attributes: 'float32', blocks: 256 * 6 }).key; // => [ 42, 0 ]
   */
  reserve(draw: StatefulDraw): PhiloxState {
    const [seed1, seed2] = this.#seedsOf(draw);
    const name = `${draw.op}(${draw.attributes}, ${seed1}, ${seed2})`;
    const state = this.#streams.get(name) ?? startOfStream(seed1, seed2);
    // TensorFlow also keeps the streams of op seeds that it chose itself. They are used once, so keeping them would
    // only fill memory; it could show if the sequence of op seeds ran into the same one of 2³¹ a second time.
    const isContinued = this.#streams.has(name) || draw.seed != null || this.#opSeeds === undefined;
    if (isContinued) this.#streams.set(name, skipBlocks(state, draw.blocks));
    return state;
  }

  #seedsOf({ op, seed }: StatefulDraw): [bigint, bigint] {
    const opSeed = seed == null ? undefined : toSeed(seed, `${op}: seed`);
    if (this.#globalSeed === undefined || this.#opSeeds === undefined) {
      return opSeed === undefined ? [0n, 0n] : [DEFAULT_GLOBAL_SEED, reduced(opSeed)];
    }
    const seed1 = reduced(this.#globalSeed);
    const seed2 = reduced(opSeed ?? BigInt(this.#opSeeds.nextBelowTwoTo31()));
    // Two zeros would ask for a stream that nobody can repeat.
    return seed1 === 0n && seed2 === 0n ? [0n, SEED_MODULUS] : [seed1, seed2];
  }
}

/** `seed` modulo 2³¹ − 1, never negative. */
function reduced(seed: bigint): bigint {
  const remainder = seed % SEED_MODULUS;
  return remainder < 0n ? remainder + SEED_MODULUS : remainder;
}

/** The stream that two seeds name; two zeros name a new one each time. */
function startOfStream(seed1: bigint, seed2: bigint): PhiloxState {
  if (seed1 === 0n && seed2 === 0n) return philoxState(anyUint64(), 0n, anyUint64());
  return philoxState(seed1, 0n, seed2);
}

/** 64 bits that differ from run to run; no secret depends on them. */
export function anyUint64(): bigint {
  return (BigInt(Math.floor(Math.random() * 2 ** 32)) << 32n) | BigInt(Math.floor(Math.random() * 2 ** 32));
}
