/**
 * @file Binomial draws, TensorFlow's.
 *
 * With a mean below 10, geometric waiting times are summed until they exceed the count; from there on, one pair of
 * uniform numbers proposes a number and accepts or rejects it. Probabilities above ½ draw the failures instead.
 *
 * A draw can differ from TensorFlow's only where a comparison is decided by the last bit of a logarithm: none of
 * 5·10⁵ did.
 *
 * Sources: Devroye, Non-Uniform Random Variate Generation (1986), X.4; Hörmann, "The Generation of Binomial Random
 * Variates" (Journal of Statistical Computation and Simulation 46, 1993), algorithm BTRS with its table of Stirling
 * corrections; TensorFlow 2.21, `random_binomial_op.cc`, whose acceptance test takes one logarithm more.
 */
import type { FloatingDType } from './element-types.ts';
import type { PhiloxState } from './philox.ts';
import { RejectionSamples } from './rejection-samples.ts';
import { elementBlocks } from './reservation.ts';
import { roundTo } from './rounding.ts';

/** From this mean on draws are made by rejection. */
const LARGE_MEAN = 10;
/** What TensorFlow reserves for an element that sums waiting times. */
const BLOCKS_FOR_WAITING_TIMES = 42;

/**
 * Draws of the binomial distributions with `counts[i]` trials of probability `probabilities[i]`: `samples` of each,
 * as an array of shape [samples, counts.length], row-major. A probability of NaN gives NaN.
 *
 * @param dtype of counts and probabilities: whether the mean counts as large is decided in it.
 *
 * @example
 * const state = { key: [1, 2], counter: [0, 0, 0, 0] } as const;
 * binomial(state, 'float32', [10, 100], [0.5, 0.9], 3); // => [ 5, 84, 4, 91, 6, 91 ]
 */
export function binomial(
  state: PhiloxState,
  dtype: FloatingDType,
  counts: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  samples: number,
): Float64Array {
  const columns = counts.length;
  const out = new Float64Array(samples * columns);
  for (let column = 0; column < columns; column++) {
    const { blocksPerElement, draw } = binomialOf(counts[column], probabilities[column], dtype);
    for (let row = 0; row < samples; row++) {
      const element = column * samples + row;
      out[row * columns + column] = draw(new RejectionSamples(state, blocksPerElement * element));
    }
  }
  return out;
}

/** How one number is drawn, and how far apart elements start. */
interface Binomial {
  readonly blocksPerElement: number;
  readonly draw: (source: RejectionSamples) => number;
}

function binomialOf(count: number, probability: number, dtype: FloatingDType): Binomial {
  if (Number.isNaN(probability)) return always(Number.NaN);
  if (count <= 0 || probability <= 0) return always(0);
  if (probability >= 1) return always(count);
  if (probability <= 0.5) return unlikely(count, probability, dtype);
  const failures = unlikely(count, roundTo[dtype](1 - probability), dtype);
  return { ...failures, draw: (source) => count - failures.draw(source) };
}

function always(value: number): Binomial {
  return { blocksPerElement: 0, draw: () => value };
}

/** For probabilities of at most ½. */
function unlikely(count: number, probability: number, dtype: FloatingDType): Binomial {
  return roundTo[dtype](count * probability) >= LARGE_MEAN
    ? { blocksPerElement: elementBlocks(1), draw: byTransformedRejection(count, probability) }
    : { blocksPerElement: BLOCKS_FOR_WAITING_TIMES, draw: byWaitingTimes(count, probability) };
}

function byWaitingTimes(count: number, probability: number): (source: RejectionSamples) => number {
  const logFailure = Math.log1p(-probability);
  return (source) => {
    let trials = 0;
    for (let successes = 0; ; successes++) {
      trials += Math.ceil(Math.log(source.uniform()) / logFailure);
      if (trials > count) return successes;
    }
  };
}

/** The names a, b, c, r, m, u, v, us, k are those of Hörmann's paper. */
function byTransformedRejection(count: number, probability: number): (source: RejectionSamples) => number {
  const deviation = Math.sqrt(count * probability * (1 - probability));
  const b = 1.15 + 2.53 * deviation;
  const a = -0.0873 + 0.0248 * b + 0.01 * probability;
  const c = count * probability + 0.5;
  const squeeze = 0.92 - 4.2 / b;
  const r = probability / (1 - probability);
  const alpha = (2.83 + 5.1 / b) * deviation;
  const m = Math.floor((count + 1) * probability);
  return (source) => {
    for (;;) {
      const u = source.uniform() - 0.5;
      const v = source.uniform();
      const us = 0.5 - Math.abs(u);
      const k = Math.floor(((2 * a) / us + b) * u + c);
      if (us >= 0.07 && v <= squeeze) return k;
      if (k < 0 || k > count) continue;
      const proposal = Math.log((v * alpha) / (a / (us * us) + b));
      const bound =
        (m + 0.5) * Math.log((m + 1) / (r * (count - m + 1))) +
        (count + 1) * Math.log((count - m + 1) / (count - k + 1)) +
        (k + 0.5) * Math.log((r * (count - k + 1)) / (k + 1)) +
        stirlingCorrection(m) +
        stirlingCorrection(count - m) -
        stirlingCorrection(k) -
        stirlingCorrection(count - k);
      if (proposal <= bound) return k;
    }
  };
}

/** What Stirling's formula for log k! leaves out, for k = 0 … 9. */
const STIRLING_CORRECTIONS = [
  0.0810614667953272, 0.0413406959554092, 0.0276779256849983, 0.02079067210376509, 0.0166446911898211,
  0.0138761288230707, 0.0118967099458917, 0.010411265261972, 0.00925546218271273, 0.00833056343336287,
];

function stirlingCorrection(k: number): number {
  // A count may be a fraction; a table of whole numbers is then only near, in TensorFlow too.
  if (k <= 9) return STIRLING_CORRECTIONS[Math.trunc(k)];
  const square = (k + 1) * (k + 1);
  return (1 / 12 - (1 / 360 - 1 / 1260 / square) / square) / (k + 1);
}
