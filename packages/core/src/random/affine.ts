/**
 * @file From standard draws to the range or the mean and deviation that was asked for.
 *
 * TensorFlow multiplies and then adds, each rounded in the dtype; a fused or reordered form would give other last
 * bits. Ops whose bounds are tensors do the same two steps with tensors; this is the form for plain numbers.
 */
import type { FloatingArray, FloatingDType } from './element-types.ts';
import { roundTo } from './rounding.ts';

/** Replaces every value r by r · scale + shift, each step rounded in the dtype, as are scale and shift. */
export function scaleAndShift<D extends FloatingDType>(
  values: FloatingArray<D>,
  dtype: D,
  scale: number,
  shift: number,
): void {
  const round = roundTo[dtype];
  const factor = round(scale);
  const summand = round(shift);
  for (let i = 0; i < values.length; i++) values[i] = round(round(values[i] * factor) + summand);
}

/**
 * Replaces every value r, uniform in [0, 1), by r · (maxval − minval) + minval. Rounding can make the result equal to
 * `maxval`, in TensorFlow too. (`tf.random.uniform` leaves the addition of the integer 0 out, which shows only as −0
 * where `maxval` is negative and r is 0.)
 */
export function scaleToRange<D extends FloatingDType>(
  values: FloatingArray<D>,
  dtype: D,
  minval: number,
  maxval: number,
): void {
  const round = roundTo[dtype];
  scaleAndShift(values, dtype, round(maxval) - round(minval), minval);
}
