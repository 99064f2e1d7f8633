/**
 * @file MT19937, which chooses the seeds of ops that were given none.
 *
 * TensorFlow draws those from Python's `random.Random(globalSeed)`, so the same generator, the same seeding from an
 * integer and the same bounded draw are needed.
 *
 * Sources: Matsumoto, Nishimura, "Mersenne Twister" (ACM TOMACS 8, 1998) and the initialization by array of their
 * 2002 implementation; Python 3.11's `random` for how an integer becomes that array and for the rejection.
 */

const STATE_WORDS = 624;
const MIDDLE_WORD = 397;
const TWIST = 0x9908b0df;
const UPPER_BIT = 0x80000000;
const LOWER_BITS = 0x7fffffff;

export class MersenneTwister {
  readonly #state = new Uint32Array(STATE_WORDS);
  #position = STATE_WORDS;

  /** The generator of Python's `random.Random(seed)`; the sign of `seed` does not matter there. */
  constructor(seed: bigint) {
    this.#initialize(wordsOf(seed < 0n ? -seed : seed));
  }

  /** A whole number in [0, 2³¹), as Python's `randint(0, 2**31 - 1)`: words of 2³¹ and more are passed over. */
  nextBelowTwoTo31(): number {
    let word = this.nextWord();
    while (word > LOWER_BITS) word = this.nextWord();
    return word;
  }

  /** The next 32 bits. */
  nextWord(): number {
    if (this.#position === STATE_WORDS) this.#twist();
    let word = this.#state[this.#position++];
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    word ^= word >>> 18;
    return word >>> 0;
  }

  #initialize(key: Uint32Array): void {
    const state = this.#state;
    state[0] = 19650218;
    for (let i = 1; i < STATE_WORDS; i++) state[i] = Math.imul(1812433253, mixed(state[i - 1])) + i;

    let index = 1;
    for (let step = 0; step < Math.max(STATE_WORDS, key.length); step++) {
      const keyIndex = step % key.length;
      state[index] = (state[index] ^ Math.imul(mixed(state[index - 1]), 1664525)) + key[keyIndex] + keyIndex;
      index = this.#following(index);
    }
    for (let step = 0; step < STATE_WORDS - 1; step++) {
      state[index] = (state[index] ^ Math.imul(mixed(state[index - 1]), 1566083941)) - index;
      index = this.#following(index);
    }
    state[0] = UPPER_BIT;
  }

  /** The index after `index` in 1 … 623; at the end the last word moves to the front, to be the first one's neighbour. */
  #following(index: number): number {
    if (index + 1 < STATE_WORDS) return index + 1;
    this.#state[0] = this.#state[STATE_WORDS - 1];
    return 1;
  }

  /** Replaces the state by the next 624 words of the recurrence. */
  #twist(): void {
    const state = this.#state;
    for (let i = 0; i < STATE_WORDS; i++) {
      const joined = (state[i] & UPPER_BIT) | (state[(i + 1) % STATE_WORDS] & LOWER_BITS);
      const shifted = (joined >>> 1) ^ (joined & 1 ? TWIST : 0);
      state[i] = state[(i + MIDDLE_WORD) % STATE_WORDS] ^ shifted;
    }
    this.#position = 0;
  }
}

function mixed(word: number): number {
  return word ^ (word >>> 30);
}

/** The 32-bit words of a non-negative integer, lowest first, at least one. */
function wordsOf(value: bigint): Uint32Array {
  const words: number[] = [];
  for (let rest = value; rest > 0n || words.length === 0; rest >>= 32n)
    words.push(Number(rest & 0xffff_ffffn));
  return Uint32Array.from(words);
}
