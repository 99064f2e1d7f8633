/**
 * @file sin(k/128) and cos(k/128) to twice the precision of a float64, for the float64 sine and cosine.
 *
 * The C library ships these 440 numbers as data; here they are computed, once, when float64 normals are first drawn.
 * Whole-number arithmetic makes them exact to far more bits than are kept: 2¹⁸⁰ stands for 1.
 */

/** Nodes k/128 for k below this cover [0, 0.86], what is left of an angle after reduction. */
const NODES = 111;
const NODES_PER_UNIT = 128n;
const FRACTION_BITS = 180n;
const ONE = 1n << FRACTION_BITS;

/** For node k, at 4k: the sine, what rounding it to a float64 left over, the cosine, and its leftover. */
export type SineTable = Float64Array;

let table: SineTable | undefined;

/** The table, built on the first call. */
export function sineTable(): SineTable {
  table ??= buildSineTable();
  return table;
}

function buildSineTable(): SineTable {
  const [sineStep, cosineStep] = taylorSeries(ONE / NODES_PER_UNIT);
  const result = new Float64Array(4 * NODES);
  let sine = 0n;
  let cosine = ONE;
  for (let node = 0; node < NODES; node++) {
    result.set([...twoFloats(sine), ...twoFloats(cosine)], 4 * node);
    // The angle addition formulas step from one node to the next.
    const nextSine = (sine * cosineStep + cosine * sineStep) >> FRACTION_BITS;
    cosine = (cosine * cosineStep - sine * sineStep) >> FRACTION_BITS;
    sine = nextSine;
  }
  return result;
}

/** Sine and cosine of the fixed-point number `angle`: the alternating terms of its exponential series. */
function taylorSeries(angle: bigint): [sine: bigint, cosine: bigint] {
  let sine = 0n;
  let cosine = 0n;
  let term = ONE;
  for (let power = 0n; term !== 0n; power++) {
    const signed = power % 4n < 2n ? term : -term;
    if (power % 2n === 0n) cosine += signed;
    else sine += signed;
    term = (term * angle) / (ONE * (power + 1n));
  }
  return [sine, cosine];
}

/** The fixed-point number `value`, in [0, 1], as the nearest float64 and the float64 nearest to the rest. */
function twoFloats(value: bigint): [high: number, low: number] {
  const high = Number(value) / Number(ONE);
  const rest = value - BigInt(high * 2 ** 60) * (ONE >> 60n);
  return [high, Number(rest) / Number(ONE)];
}
