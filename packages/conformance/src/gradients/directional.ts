/**
 * @file Numeric derivatives along a direction, and the products they are compared with.
 *
 * One number per direction says as much as a Jacobian does: a gradient that is wrong in any element is wrong along
 * almost every direction, and a direction costs four calls however many elements there are.
 */

import { isFloating } from '@tenon/core';
import type { ResolvedOperand, ResolvedSample } from '../sample/resolve.ts';
import type { TensorValues } from '../sample/tensor-values.ts';

/** A sum, and the sum of the magnitudes of its terms: what its rounding error is measured by. */
export interface Product {
  readonly value: number;
  readonly magnitude: number;
}

/** A derivative along a direction, and how far to trust it. */
export interface Directional {
  readonly value: number;
  /** The rounding error to expect of it. */
  readonly noise: number;
}

/**
 * The derivative of a function at 0 by the five-point stencil, whose error is h⁴·f⁽⁵⁾/30 (Abramowitz & Stegun 25.3.6).
 */
export async function derivativeAtZero(f: (t: number) => Promise<Product>, h: number): Promise<Directional> {
  const [farBelow, below, above, farAbove] = [await f(-2 * h), await f(-h), await f(h), await f(2 * h)];
  const value = (8 * (above.value - below.value) - (farAbove.value - farBelow.value)) / (12 * h);
  return { value, noise: (4 * Number.EPSILON * Math.max(above.magnitude, below.magnitude)) / h };
}

/** A call whose tensors are moved by `step` times their directions; null leaves one where it is. */
export function moved(
  sample: ResolvedSample,
  directions: readonly (TensorValues | null)[],
  step: number,
): ResolvedSample {
  let position = 0;
  const move = (values: TensorValues) => {
    const direction = directions[position++];
    return direction ? moveValues(values, direction, step) : values;
  };
  const operands = sample.operands.map((operand): ResolvedOperand => {
    if (operand === null) return null;
    return 'dtype' in operand ? move(operand) : operand.map(move);
  });
  return { ...sample, operands };
}

/** Values moved by `step` times a direction; integers stay where they are. */
export function moveValues(values: TensorValues, direction: TensorValues, step: number): TensorValues {
  if (!isFloating(values.dtype)) return values;
  const along = direction.data as Float64Array;
  return { ...values, data: (values.data as Float64Array).map((x, i) => x + step * along[i]) };
}

/** Σ aᵢ·bᵢ over lists of tensors, and the sum of the magnitudes of its terms. A null, or an integer tensor, adds nothing. */
export function innerProduct(
  a: readonly (TensorValues | null)[],
  b: readonly (TensorValues | null)[],
): Product {
  let value = 0;
  let magnitude = 0;
  a.forEach((left, position) => {
    const right = b[position];
    if (!left || !right || !isFloating(left.dtype)) return;
    for (let i = 0; i < left.data.length; i++) {
      const term = Number(left.data[i]) * Number(right.data[i]);
      value += term;
      magnitude += Math.abs(term);
    }
  });
  return { value, magnitude };
}
