/**
 * @file Comparing a result with the exact one, element by element, in the tolerance of the op.
 */

import { type DType, isFloating } from '@tenon/core';
import type { Tolerance } from '../op-info/op-info.ts';
import type { TensorValues } from '../sample/tensor-values.ts';
import { ulpError } from './ulp.ts';

/** How far off the elements of a result are. */
export interface Comparison {
  /** By element. Integers and booleans: 0 or ∞. */
  readonly errors: Float64Array;
  /** The position of the greatest error; 0 where there are no elements. */
  readonly worst: number;
  /** The greatest error, in ULP. */
  readonly ulp: number;
}

/** A tolerance settled for a dtype and a call. */
export interface Limit {
  readonly ulp: number;
  /** The magnitude whose unit counts at least. */
  readonly scale: number;
}

const defaultUlp = 4;

/** The limit for a call: exact for integers and booleans. */
export function limitFor(
  tolerance: Tolerance | undefined,
  dtype: DType,
  exact: TensorValues,
  operands: readonly TensorValues[],
): Limit {
  if (!isFloating(dtype)) return { ulp: 0, scale: 0 };
  const given = tolerance?.ulp ?? defaultUlp;
  const ulp = typeof given === 'number' ? given : (given[dtype] ?? defaultUlp);
  const of = tolerance?.of ?? 'element';
  if (of === 'element') return { ulp, scale: 0 };
  const involved = of === 'output' ? [exact] : [exact, ...operands];
  return { ulp, scale: Math.max(0, ...involved.map(greatestMagnitude)) };
}

/** The greatest finite magnitude among the elements of a floating tensor. */
export function greatestMagnitude({ dtype, data }: TensorValues): number {
  if (!isFloating(dtype)) return 0;
  let greatest = 0;
  for (const element of data as Float64Array) {
    const magnitude = Math.abs(element);
    if (magnitude > greatest && magnitude !== Infinity) greatest = magnitude;
  }
  return greatest;
}

/**
 * Compares element by element. Both have one shape.
 * @param actual In the dtype whose ULP counts.
 * @param exact Of the same dtype, or float64 beside a smaller float.
 */
export function compareValues(actual: TensorValues, exact: TensorValues, scale: number): Comparison {
  const { dtype } = actual;
  const errors = new Float64Array(actual.data.length);
  let worst = 0;
  for (let i = 0; i < errors.length; i++) {
    errors[i] = isFloating(dtype)
      ? ulpError(dtype, Number(actual.data[i]), Number(exact.data[i]), scale)
      : actual.data[i] === exact.data[i]
        ? 0
        : Infinity;
    if (errors[i] > errors[worst]) worst = i;
  }
  return { errors, worst, ulp: errors[worst] ?? 0 };
}
