/**
 * @file The mean of integers, truncated toward 0, whatever their sum.
 */

import type { NumericDType } from '../../../dtype/index.ts';
import type { Axes } from '../../../shape/index.ts';
import type { Tensor } from '../../../tensor/index.ts';
import { cast } from '../../array/cast.ts';
import { add, floordiv, floormod, multiply, truncatediv, truncatemod } from '../arithmetic.ts';
import { less, notEqual } from '../comparison.ts';
import { wideSum } from './term-sum.ts';
import { narrow } from './working-precision.ts';

interface Mean {
  /** How many elements a mean is of. */
  readonly count: number;
  readonly axis: Axes;
  readonly keepdims: boolean;
}

/** So many remainders, each less than their number, have a sum below 2³¹. */
const MOST_REMAINDERS = 46_340;

/**
 * The mean. Where the device has no dtype that the sum surely fits, means of up to 46,340 elements are exact all the
 * same; of more, those whose sum does fit.
 */
export function integerMean(x: Tensor<NumericDType>, { count, axis, keepdims }: Mean): Tensor {
  const divisor = Math.max(count, 1);
  const { dtypes } = x.storage.device.backend.supports;
  const isWide = x.dtype === 'int32' || x.dtype === 'uint32';
  if (isWide && !dtypes.includes('int64') && divisor <= MOST_REMAINDERS) {
    return meanByParts(x, { count: divisor, axis, keepdims });
  }
  const dtype = x.dtype === 'uint64' ? 'uint64' : dtypes.includes('int64') ? 'int64' : widest(x.dtype);
  return narrow(truncatediv(wideSum(x, { dtype, axis, keepdims }), divisor), x.dtype);
}

const widest = (dtype: NumericDType) => (dtype === 'uint32' ? 'uint32' : 'int32');

/** From the sums of quotients and of remainders: Σx / n = Σ(x div n) + Σ(x mod n) / n. */
function meanByParts(x: Tensor<NumericDType>, { count, axis, keepdims }: Mean): Tensor {
  const sum = (terms: Tensor<NumericDType>) => wideSum(terms, { dtype: widest(x.dtype), axis, keepdims });
  const rest = sum(truncatemod(x, count));
  const whole = add(sum(truncatediv(x, count)), floordiv(rest, count));
  // ⌊Σx / n⌋ is one too low for a mean that is negative and no integer.
  const dtype = widest(x.dtype);
  const isBelow = multiply(cast(less(whole, 0), dtype), cast(notEqual(floormod(rest, count), 0), dtype));
  return add(whole, isBelow);
}
