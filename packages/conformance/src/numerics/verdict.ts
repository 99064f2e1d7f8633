/**
 * @file Is a result right? Held against the exact one, then against whoever else answered.
 *
 * The rule: a result within the tolerance of the float64 run is right. One that is not may still be as good as another
 * implementation's in the same dtype, whose error then shows what the dtype allows.
 */

import type { Failure } from '../checks/check-result.ts';
import type { TensorValues } from '../sample/tensor-values.ts';
import { type Comparison, compareValues, type Limit } from './compare.ts';
import { formatElement } from './format-element.ts';

/** Judges one output; undefined where it is right, and the greatest error that was accepted. */
export interface Verdict {
  readonly failure?: Failure;
  readonly ulp: number;
}

/** What else may excuse an error: errors of other implementations, by element, asked for only when needed. */
export type Excuse = () => Promise<Float64Array | undefined>;

/** Holds an output against the exact one. */
export async function judge(
  sample: string,
  actual: TensorValues,
  exact: TensorValues,
  limit: Limit,
  excuses: readonly Excuse[] = [],
): Promise<Verdict> {
  const mismatch = formMismatch(actual, exact);
  if (mismatch) return { failure: { sample, problem: mismatch }, ulp: 0 };
  const comparison = compareValues(actual, exact, limit.scale);
  let wrong = positionsAbove(comparison.errors, limit.ulp);
  for (const excuse of excuses) {
    if (wrong.length === 0) break;
    const allowed = await excuse();
    if (allowed) wrong = wrong.filter((position) => comparison.errors[position] > allowed[position]);
  }
  if (wrong.length === 0) return { ulp: comparison.ulp <= limit.ulp ? comparison.ulp : 0 };
  return { failure: describe(sample, actual, exact, comparison, wrong, limit), ulp: 0 };
}

/** What is wrong with the shape or dtype of an output. A float may be held against the same in float64. */
function formMismatch(actual: TensorValues, exact: TensorValues): string | undefined {
  if (actual.shape.join() !== exact.shape.join() || actual.shape.length !== exact.shape.length) {
    return `shape [${actual.shape.join(', ')}], expected [${exact.shape.join(', ')}]`;
  }
  const comparable = actual.dtype === exact.dtype || (isFloat(actual) && exact.dtype === 'float64');
  return comparable ? undefined : `dtype ${actual.dtype}, expected ${exact.dtype}`;
}

const isFloat = ({ dtype }: TensorValues) => dtype.includes('float');

function positionsAbove(errors: Float64Array, ulp: number): readonly number[] {
  const positions: number[] = [];
  errors.forEach((error, position) => {
    if (!(error <= ulp)) positions.push(position);
  });
  return positions;
}

function describe(
  sample: string,
  actual: TensorValues,
  exact: TensorValues,
  { errors }: Comparison,
  wrong: readonly number[],
  limit: Limit,
): Failure {
  const worst = wrong.reduce((a, b) => (errors[b] > errors[a] ? b : a));
  const share = wrong.length === 1 ? '1 element' : `${wrong.length} of ${errors.length} elements`;
  const place = actual.shape.length > 0 ? `, at [${coordinate(worst, actual.shape).join(', ')}]` : '';
  return {
    sample,
    problem: `${share} off by more than ${limit.ulp} ulp${place}`,
    expected: formatElement(exact, worst),
    actual: formatElement(actual, worst),
    ulp: errors[worst],
  };
}

/** The coordinate of a row-major position. */
function coordinate(position: number, shape: readonly number[]): readonly number[] {
  const result: number[] = [];
  let rest = position;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    result.unshift(rest % shape[axis]);
    rest = Math.floor(rest / shape[axis]);
  }
  return result;
}
