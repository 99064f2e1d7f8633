/**
 * @file Poisson draws, TensorFlow's.
 *
 * Below a rate of 10, uniform numbers are multiplied until the product falls below e^(−rate); from there on, one pair
 * of uniform numbers proposes a count and accepts or rejects it.
 *
 * A draw can differ from TensorFlow's only where a comparison is decided by the last bit of a logarithm or an
 * exponential: none of 5·10⁵ did.
 *
 * Sources: Knuth, The Art of Computer Programming 2, 3.4.1; Hörmann, "The Transformed Rejection Method for Generating
 * Poisson Random Variables" (Insurance: Mathematics and Economics 12, 1993), algorithm PTRS; TensorFlow 2.21,
 * `random_poisson_op.cc`.
 */
import { InvalidArgumentError } from '../errors/index.ts';
import { logFactorial } from './log-factorial.ts';
import type { PhiloxState } from './philox.ts';
import { RejectionSamples } from './rejection-samples.ts';
import { elementBlocks } from './reservation.ts';

/** Rates below this are drawn by multiplication. */
const SMALL_RATE = 10;

/**
 * Draws of the Poisson distributions with these `rates`: `samples` of each, as an array of shape
 * [samples, rates.length], row-major. An infinite rate gives ∞, a negative one 0.
 *
 * @param greatest the greatest number of the dtype that the counts are meant for; greater ones are drawn again.
 * @throws InvalidArgumentError if a rate is NaN, for which TensorFlow does not return.
 *
 * @example
 * const state = { key: [1, 2], counter: [0, 0, 0, 0] } as const;
 * poisson(state, [0.5, 20], 3); // => [ 1, 29, 0, 19, 3, 19 ]
 */
export function poisson(
  state: PhiloxState,
  rates: ArrayLike<number>,
  samples: number,
  greatest = Number.MAX_VALUE,
): Float64Array {
  const out = new Float64Array(samples * rates.length);
  let element = 0;
  for (let column = 0; column < rates.length; column++) {
    const draw = poissonOf(rates[column], greatest);
    for (let row = 0; row < samples; row++) {
      out[row * rates.length + column] = draw(new RejectionSamples(state, elementBlocks(element++)));
    }
  }
  return out;
}

/** How one count with this rate is drawn. */
function poissonOf(rate: number, greatest: number): (source: RejectionSamples) => number {
  if (Number.isNaN(rate)) throw new InvalidArgumentError('poisson: a rate must be a number, got NaN.');
  if (rate === Number.POSITIVE_INFINITY) return () => Number.POSITIVE_INFINITY;
  return rate < SMALL_RATE ? byMultiplication(rate, greatest) : byTransformedRejection(rate, greatest);
}

function byMultiplication(rate: number, greatest: number): (source: RejectionSamples) => number {
  const least = Math.exp(-rate);
  return (source) => {
    let product = source.uniform();
    let count = 0;
    while (product > least || count > greatest) {
      product *= source.uniform();
      count++;
    }
    return count;
  };
}

/** The names a, b, u, v, us, k are those of Hörmann's paper. */
function byTransformedRejection(rate: number, greatest: number): (source: RejectionSamples) => number {
  const logRate = Math.log(rate);
  const b = 0.931 + 2.53 * Math.sqrt(rate);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const squeeze = 0.9277 - 3.6224 / (b - 2);
  return (source) => {
    for (;;) {
      const u = source.uniform() - 0.5;
      const v = source.uniform();
      const us = 0.5 - Math.abs(u);
      const k = Math.floor(((2 * a) / us + b) * u + rate + 0.43);
      if (k > greatest) continue;
      if (us >= 0.07 && v <= squeeze) return k;
      if (k < 0 || (us < 0.013 && v > us)) continue;
      const proposal = Math.log((v * inverseAlpha) / (a / (us * us) + b));
      if (proposal <= -rate + k * logRate - logFactorial(k)) return k;
    }
  };
}
