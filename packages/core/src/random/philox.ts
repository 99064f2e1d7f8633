/**
 * @file Philox4x32-10, the counter-based generator under every random op.
 *
 * A counter-based generator is a keyed hash: block number `counter` of the stream `key` is a pure function of the
 * two, so any part of a stream can be computed anywhere, in any order, and a stream is skipped by adding to the
 * counter. That is why a random op here is `(state, count) → values`: a device can compute the same words itself.
 *
 * Source: Salmon, Moraes, Dror, Shaw, "Parallel Random Numbers: As Easy as 1, 2, 3" (SC 2011), section 3.3 and the
 * constants of its reference implementation. The counter is a 128-bit little-endian integer, as in TensorFlow.
 */

/** Where a stream stands. Every number is an unsigned 32-bit integer; the low word comes first. */
export interface PhiloxState {
  readonly key: readonly [number, number];
  readonly counter: readonly [number, number, number, number];
}

/** Words (uint32) in one block, the output of one evaluation of Philox. */
export const WORDS_PER_BLOCK = 4;

const ROUNDS = 10;
const MULTIPLIER_0 = 0xd2511f53;
const MULTIPLIER_1 = 0xcd9e8d57;
/** The key schedule is a Weyl sequence: the golden ratio and √3 − 1, as 32-bit fractions. */
const KEY_STEP_0 = 0x9e3779b9;
const KEY_STEP_1 = 0xbb67ae85;

const UINT64_MASK = 0xffff_ffff_ffff_ffffn;

/** The two 32-bit halves of a 64-bit integer, low first; a negative one counts in two's complement. */
export function splitUint64(value: bigint): [low: number, high: number] {
  return [Number(value & 0xffff_ffffn), Number((value >> 32n) & 0xffff_ffffn)];
}

/** The stream of a 64-bit `key`, at the 128-bit counter `counterHigh · 2⁶⁴ + counterLow`. */
export function philoxState(key: bigint, counterLow: bigint, counterHigh: bigint): PhiloxState {
  return { key: splitUint64(key), counter: [...splitUint64(counterLow), ...splitUint64(counterHigh)] };
}

/** The low and high 64 bits of the counter of `state`, as unsigned integers. */
export function counterHalves({ counter: [c0, c1, c2, c3] }: PhiloxState): [low: bigint, high: bigint] {
  return [(BigInt(c1) << 32n) | BigInt(c0), (BigInt(c3) << 32n) | BigInt(c2)];
}

/** The state `blocks` blocks further on: the counter plus `blocks`, modulo 2¹²⁸. */
export function skipBlocks(state: PhiloxState, blocks: number | bigint): PhiloxState {
  const [low, high] = counterHalves(state);
  const sum = (high << 64n) + low + BigInt(blocks);
  return { key: state.key, counter: [...splitUint64(sum & UINT64_MASK), ...splitUint64(sum >> 64n)] };
}

/** Reads the words of a stream in order, from `state` on. */
export class PhiloxStream {
  readonly #key0: number;
  readonly #key1: number;
  #counter0: number;
  #counter1: number;
  #counter2: number;
  #counter3: number;
  readonly #block = new Uint32Array(WORDS_PER_BLOCK);
  /** Words of `#block` already handed out. */
  #used = WORDS_PER_BLOCK;

  constructor({ key, counter }: PhiloxState) {
    [this.#key0, this.#key1] = key;
    [this.#counter0, this.#counter1, this.#counter2, this.#counter3] = counter;
  }

  /** The next word. */
  next(): number {
    if (this.#used === WORDS_PER_BLOCK) {
      this.#writeBlocks(this.#block, 0, 1);
      this.#used = 0;
    }
    return this.#block[this.#used++];
  }

  /** Fills `words` with the next `words.length` words. */
  fill(words: Uint32Array): void {
    let position = 0;
    while (position < words.length && this.#used < WORDS_PER_BLOCK) words[position++] = this.next();
    const blocks = Math.floor((words.length - position) / WORDS_PER_BLOCK);
    this.#writeBlocks(words, position, blocks);
    position += blocks * WORDS_PER_BLOCK;
    while (position < words.length) words[position++] = this.next();
  }

  /** Gives up what is left of a block that was begun, then passes over `blocks` (below 2³²) whole blocks. */
  skip(blocks: number): void {
    this.#used = WORDS_PER_BLOCK;
    const sum = (this.#counter0 >>> 0) + blocks;
    this.#counter0 = sum | 0;
    if (sum >= 2 ** 32) this.#carry();
  }

  /** Adds 2³² to the counter. */
  #carry(): void {
    this.#counter1 = (this.#counter1 + 1) | 0;
    if (this.#counter1 === 0) this.#counter2 = (this.#counter2 + 1) | 0;
    if (this.#counter1 === 0 && this.#counter2 === 0) this.#counter3 = (this.#counter3 + 1) | 0;
  }

  /**
   * Writes `blocks` whole blocks to `words` from `position` on and advances the counter.
   *
   * JavaScript has no 32 × 32 → 64 bit product: `Math.imul` is its low half, and {@link highProduct} sums its high
   * half. Everything stays an int32, which the engine keeps in integer registers: 10⁷ words take 0.2 s (Node 24, one
   * core of an AMD EPYC). The high half by way of float64 arithmetic, also exact, was no faster.
   */
  #writeBlocks(words: Uint32Array, position: number, blocks: number): void {
    for (let block = 0; block < blocks; block++) {
      let x0 = this.#counter0 | 0;
      let x1 = this.#counter1 | 0;
      let x2 = this.#counter2 | 0;
      let x3 = this.#counter3 | 0;
      let key0 = this.#key0 | 0;
      let key1 = this.#key1 | 0;
      for (let round = 0; round < ROUNDS; round++) {
        const low0 = Math.imul(MULTIPLIER_0, x0);
        const low1 = Math.imul(MULTIPLIER_1, x2);
        const high0 = highProduct(MULTIPLIER_0 & 0xffff, MULTIPLIER_0 >>> 16, x0);
        const high1 = highProduct(MULTIPLIER_1 & 0xffff, MULTIPLIER_1 >>> 16, x2);
        x0 = high1 ^ x1 ^ key0;
        x1 = low1;
        x2 = high0 ^ x3 ^ key1;
        x3 = low0;
        key0 = (key0 + KEY_STEP_0) | 0;
        key1 = (key1 + KEY_STEP_1) | 0;
      }
      words[position++] = x0;
      words[position++] = x1;
      words[position++] = x2;
      words[position++] = x3;
      this.#counter0 = (this.#counter0 + 1) | 0;
      if (this.#counter0 === 0) this.#carry();
    }
  }
}

/** Bits 32–63 of the unsigned product of `aHigh · 2¹⁶ + aLow` and `b`, as an int32. */
function highProduct(aLow: number, aHigh: number, b: number): number {
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const lowLow = Math.imul(aLow, bLow);
  const middle = (Math.imul(aHigh, bLow) + (lowLow >>> 16)) | 0;
  const carry = (Math.imul(aLow, bHigh) + (middle & 0xffff)) | 0;
  return (Math.imul(aHigh, bHigh) + (middle >>> 16) + (carry >>> 16)) | 0;
}
