/**
 * @file In which dtype an op of several steps computes. Every kernel rounds what it stores, so what has float16 or
 * bfloat16 operands keeps intermediate results in float32 and is rounded once, at the end: a float16 sum overflows
 * long before the mean that it is for.
 */

import type { DType, FloatingDType } from '../../../dtype/index.ts';
import type { Tensor } from '../../../tensor/index.ts';
import { cast } from '../../array/cast.ts';

/** The dtypes long enough for intermediate results. */
export type WorkingDType = 'float32' | 'float64';

/** float32 for float16 and bfloat16, else the dtype itself. */
export function workingDType(dtype: FloatingDType): WorkingDType {
  return dtype === 'float64' ? 'float64' : 'float32';
}

/** The tensor in its working dtype; the tensor itself if it has it already. */
export function widen(x: Tensor<FloatingDType>): Tensor<WorkingDType> {
  const dtype = workingDType(x.dtype);
  return x.dtype === dtype ? (x as Tensor<WorkingDType>) : cast(x, dtype);
}

/** The tensor rounded to a dtype; the tensor itself if it has it already. */
export function narrow<D extends DType>(x: Tensor, dtype: D): Tensor<D> {
  return x.dtype === dtype ? (x as Tensor<D>) : cast(x, dtype);
}
