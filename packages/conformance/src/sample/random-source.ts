/**
 * @file Random numbers for samples: the same in every run and on every machine, and independent of the order of samples.
 */

import type { RandomSource } from '../op-info/op-info.ts';

/**
 * A source seeded by a text, such as the op's name and the shape.
 *
 * The generator is mulberry32 (Tommy Ettinger, 2017, public domain), which passes the tests that matter for samples.
 */
export function randomSource(seed: string): RandomSource {
  let state = textHash(seed)[0];
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Two 32-bit hashes of bytes: FNV-1a (Fowler, Noll, Vo) from two starting values. */
export function byteHash(bytes: Uint8Array, start: HashState = initialHash): HashState {
  let [a, b] = start;
  for (let i = 0; i < bytes.length; i++) {
    a = Math.imul(a ^ bytes[i], 0x01000193);
    b = Math.imul(b ^ bytes[i], 0x5bd1e995);
    b ^= b >>> 15;
  }
  return [a >>> 0, b >>> 0];
}

/** The running state of {@link byteHash}. */
export type HashState = readonly [number, number];

/** Where a hash starts. */
export const initialHash: HashState = [0x811c9dc5, 0x9747b28c];

/** The hash of a text. */
export function textHash(text: string, start: HashState = initialHash): HashState {
  return byteHash(new TextEncoder().encode(text), start);
}
