/**
 * @file Sum and product of two elements of a dtype, as folds and scatters need them: floats stay in float64 until
 * they are stored, integers wrap at once.
 */

import { type DType, type Element, isBigInt, isFloating, roundElement } from '@tenon/core/backend';

/** Combines two elements. Both are what the blocks of one dtype hold, and so is the result. */
export type Combine = (a: Element, b: Element) => Element;

interface ByArithmetic {
  readonly float: (a: number, b: number) => number;
  readonly int: (a: number, b: number) => number;
  readonly bigint: (a: bigint, b: bigint) => bigint;
}

/** a + b. */
export function sumOf(dtype: DType): Combine {
  return combineOf(dtype, { float: (a, b) => a + b, int: (a, b) => a + b, bigint: (a, b) => a + b });
}

/** a · b. */
export function productOf(dtype: DType): Combine {
  return combineOf(dtype, { float: (a, b) => a * b, int: Math.imul, bigint: (a, b) => a * b });
}

// Whether elements are numbers or bigints follows from the dtype, which types cannot express: hence the assertions.
function combineOf(dtype: DType, { float, int, bigint }: ByArithmetic): Combine {
  if (isFloating(dtype)) return float as Combine;
  if (isBigInt(dtype)) {
    const wrap = roundElement[dtype];
    return ((a: bigint, b: bigint) => wrap(bigint(a, b))) as Combine;
  }
  const wrap = roundElement[dtype];
  return ((a: number, b: number) => wrap(int(a, b))) as Combine;
}
