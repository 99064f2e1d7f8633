/**
 * @file Normal draws cut at two standard deviations, TensorFlow's bit for bit.
 *
 * Draws outside of (−2, 2) are dropped and drawn again, so how many words an element takes is not known beforehand.
 * To keep elements independent of one another, the output is cut into groups of one block's worth of elements, and
 * each group starts a fixed, generous distance after the one before.
 *
 * Source: TensorFlow 2.21, `random_distributions.h` and `random_op_cpu.h`.
 */
import { type FloatingArray, type FloatingDType, floatingArrayOf } from './element-types.ts';
import { boxMullerFloat32, boxMullerFloat64, type NormalPair } from './normal.ts';
import { type PhiloxState, PhiloxStream, WORDS_PER_BLOCK } from './philox.ts';
import { RESERVED_BLOCKS_PER_ELEMENT } from './reservation.ts';
import { roundTo } from './rounding.ts';

/** A draw is kept if it is nearer to 0 than this. */
const CUT = 2;

/** How a dtype draws: elements per group, words per pair of normals, and the pair itself. */
interface PairSource {
  readonly groupSize: number;
  readonly wordsPerPair: number;
  draw(stream: PhiloxStream, pair: NormalPair): void;
}

const float32Pairs: PairSource = {
  groupSize: 4,
  wordsPerPair: 2,
  draw: (stream, pair) => boxMullerFloat32(stream.next(), stream.next(), pair),
};

const pairSource: { readonly [D in FloatingDType]: PairSource } = {
  float16: float32Pairs,
  bfloat16: float32Pairs,
  float32: float32Pairs,
  float64: {
    groupSize: 2,
    wordsPerPair: 4,
    draw: (stream, pair) =>
      boxMullerFloat64(stream.next(), stream.next(), stream.next(), stream.next(), pair),
  },
};

/**
 * `count` numbers of the standard normal distribution conditioned on being in (−2, 2). The cut is made before
 * rounding, so a float16 or bfloat16 draw can be ±2.
 *
 * @example
 * const state = { key: [1, 2], counter: [0, 0, 0, 0] } as const;
 * standardTruncatedNormal(state, 'float16', 2); // => [ -1.4267578125, -1.11328125 ]
 */
export function standardTruncatedNormal<D extends FloatingDType>(
  state: PhiloxState,
  dtype: D,
  count: number,
): FloatingArray<D> {
  const out = new floatingArrayOf[dtype](count);
  const source = pairSource[dtype];
  const round = roundTo[dtype];
  const blocksPerGroup = (source.groupSize * RESERVED_BLOCKS_PER_ELEMENT) / WORDS_PER_BLOCK;
  const stream = new PhiloxStream(state);
  const pair: NormalPair = { first: 0, second: 0 };

  for (let position = 0; position < count; ) {
    const groupEnd = Math.min(position + source.groupSize, count);
    let wordsTaken = 0;
    while (position < groupEnd) {
      source.draw(stream, pair);
      wordsTaken += source.wordsPerPair;
      if (Math.abs(pair.first) < CUT) out[position++] = round(pair.first);
      if (Math.abs(pair.second) < CUT && position < groupEnd) out[position++] = round(pair.second);
    }
    stream.skip(blocksPerGroup - Math.ceil(wordsTaken / WORDS_PER_BLOCK));
  }
  return out;
}
