/**
 * @file Calls as a device sees them that flushes subnormal numbers to zero: TensorFlow's CPU does, and most GPUs.
 */

import { type DType, finfo, isFloating } from '@tenon/core';
import type { Limit } from '../numerics/compare.ts';
import { ulpError } from '../numerics/ulp.ts';
import type { Excuse } from '../numerics/verdict.ts';
import type { ResolvedOperand, ResolvedSample } from '../sample/resolve.ts';
import type { TensorValues } from '../sample/tensor-values.ts';

/** The same call with every subnormal element replaced by the zero of its sign. */
export function flushSubnormals(sample: ResolvedSample): ResolvedSample {
  const operands = sample.operands.map((operand): ResolvedOperand => {
    if (operand === null) return null;
    return 'dtype' in operand ? flush(operand) : operand.map(flush);
  });
  return { ...sample, operands };
}

/** Whether flushing changes the call. */
export function hasSubnormals(values: TensorValues): boolean {
  if (!isFloating(values.dtype)) return false;
  const { tiny } = finfo(values.dtype);
  return (values.data as Float64Array).some((x) => x !== 0 && Math.abs(x) < tiny);
}

/** What the errors of a device are that gives 0 for every result that is subnormal. */
export function flushedResults(dtype: DType, exact: TensorValues, { scale }: Limit): Excuse {
  return async () => {
    if (!isFloating(dtype)) return undefined;
    const { tiny } = finfo(dtype);
    // Zero has the sign of what was flushed.
    const errors = Array.from(exact.data as Float64Array, (x) =>
      Math.abs(x) < tiny ? ulpError(dtype, x * 0, x, scale) : 0,
    );
    return Float64Array.from(errors);
  };
}

function flush(values: TensorValues): TensorValues {
  if (!isFloating(values.dtype) || !hasSubnormals(values)) return values;
  const { tiny } = finfo(values.dtype);
  const flushed = (values.data as Float64Array).map((x) => (Math.abs(x) < tiny ? x * 0 : x));
  return { ...values, data: flushed };
}
