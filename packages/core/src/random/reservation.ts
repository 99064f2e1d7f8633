/**
 * @file How far a stream is advanced by a draw.
 *
 * Whoever owns a stream (a seeded op, a generator) hands out its state and moves on by what TensorFlow reserves, which
 * is far more than most draws use, so that draws which reject and retry never run into the next one. These distances
 * are part of the numbers: the next draw starts there.
 *
 * Source: TensorFlow 2.21, `guarded_philox_random.h` and the ops' kernels.
 */
import { WORDS_PER_BLOCK } from './philox.ts';

/** TensorFlow reserves 256 samples for each output element, and counts a block as one. */
export const RESERVED_BLOCKS_PER_ELEMENT = 256;

/** Blocks reserved by a draw of `count` elements from a continuous or discrete distribution. */
export function elementBlocks(count: number): number {
  return RESERVED_BLOCKS_PER_ELEMENT * count;
}

/** Blocks reserved by a shuffle of `rows` rows: one word for each swap. Nothing is left to draw below two rows. */
export function shuffleBlocks(rows: number): number {
  return rows > 1 ? Math.ceil((rows - 1) / WORDS_PER_BLOCK) : 0;
}

/** Blocks reserved by `samples` categorical draws from each of `batch` rows, each of which takes two words. */
export function categoricalBlocks(batch: number, samples: number): number {
  const roundedUp = Math.ceil(samples / WORDS_PER_BLOCK) * WORDS_PER_BLOCK;
  return elementBlocks(batch * roundedUp * 2);
}

/** Blocks that a generator reserves for `samples` binomial draws from each of `batch` distributions. */
export function binomialBlocks(batch: number, samples: number): number {
  return elementBlocks(Math.floor((batch * 2 * 100 * (samples + 3)) / WORDS_PER_BLOCK));
}
