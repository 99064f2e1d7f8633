/**
 * @file Draws of class numbers from unnormalised log-probabilities, TensorFlow's.
 *
 * Each draw looks a uniform number up in the row's cumulative sums. Two words of the stream make one draw, in
 * row-major order. TensorFlow cuts large batches into shards, one a thread, that start further on in the stream, so
 * its numbers for a large batch depend on the machine; this is the order of one shard, and the only one here.
 *
 * The exponentials are `Math.exp`, which may be one unit in the last place of a float64 from TensorFlow's. A draw is
 * changed by that if it falls between the two: a chance of about classes · 10⁻¹⁶ for each draw.
 *
 * Source: TensorFlow 2.21, `multinomial_op.cc`.
 */
import { InvalidArgumentError } from '../errors/index.ts';
import { type PhiloxState, PhiloxStream } from './philox.ts';
import { uniformFloat64 } from './uniform.ts';

/**
 * `samples` class numbers for each row of `logits`, shape [batch, samples], row-major.
 *
 * A class whose logit is −∞, +∞ or NaN is never drawn; a row without any finite logit gives the number `classes`.
 *
 * @param logits shape [batch, classes], row-major; unnormalised log-probabilities.
 * @throws InvalidArgumentError if `classes` is not positive, `samples` is negative, or the length of `logits` differs
 *   from batch · classes.
 */
export function categorical(
  state: PhiloxState,
  logits: ArrayLike<number>,
  batch: number,
  classes: number,
  samples: number,
): Int32Array {
  checkSizes(logits, batch, classes, samples);
  const stream = new PhiloxStream(state);
  const cumulative = new Float64Array(classes);
  const out = new Int32Array(batch * samples);
  for (let row = 0; row < batch; row++) {
    const total = accumulateProbabilities(logits, row * classes, cumulative);
    for (let sample = 0; sample < samples; sample++) {
      const target = uniformFloat64(stream.next(), stream.next()) * total;
      out[row * samples + sample] = countNotAbove(cumulative, target);
    }
  }
  return out;
}

function checkSizes(logits: ArrayLike<number>, batch: number, classes: number, samples: number): void {
  if (classes <= 0) {
    throw new InvalidArgumentError(`categorical: the number of classes must be positive, got ${classes}.`);
  }
  if (samples < 0) {
    throw new InvalidArgumentError(
      `categorical: the number of samples must not be negative, got ${samples}.`,
    );
  }
  if (logits.length !== batch * classes) {
    throw new InvalidArgumentError(
      `categorical: logits of shape [${batch}, ${classes}] must have ${batch * classes} elements, got ${logits.length}.`,
    );
  }
}

/** Running sums of exp(logit − greatest finite logit) over the row that starts at `offset`; returns the last. */
function accumulateProbabilities(
  logits: ArrayLike<number>,
  offset: number,
  cumulative: Float64Array,
): number {
  let greatest = -Number.MAX_VALUE;
  for (let index = 0; index < cumulative.length; index++) {
    const logit = logits[offset + index];
    if (Number.isFinite(logit)) greatest = Math.max(greatest, logit);
  }
  let total = 0;
  for (let index = 0; index < cumulative.length; index++) {
    const logit = logits[offset + index];
    if (Number.isFinite(logit)) total += Math.exp(logit - greatest);
    cumulative[index] = total;
  }
  return total;
}

/** How many of the ascending `values` are not above `target`: the index of the first that is. */
function countNotAbove(values: Float64Array, target: number): number {
  let from = 0;
  let to = values.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (values[middle] > target) to = middle;
    else from = middle + 1;
  }
  return from;
}
