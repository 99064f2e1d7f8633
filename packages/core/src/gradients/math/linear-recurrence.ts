/**
 * @file Linear recurrences along an axis, sₙ = bₙ + aₙ · sₙ₊₁, which the gradients of running products and running
 * log-sum-exps are.
 *
 * They are solved by doubling (Kogge & Stone, "A parallel algorithm for the efficient solution of a general class of
 * recurrence equations", IEEE Trans. Computers, 1973): log₂ n steps over whole tensors, and no division, so that zeros
 * among the factors do no harm.
 */

import type { FloatingDType } from '../../dtype/index.ts';
import { constantBeside } from '../../ops/array/constant-beside.ts';
import { slice } from '../../ops/array/indexing.ts';
import { broadcastTo } from '../../ops/array/layout.ts';
import { placeSlice } from '../../ops/array/place-slice.ts';
import { add, multiply } from '../../ops/math/arithmetic.ts';
import type { Tensor } from '../../tensor/index.ts';

/** Toward which neighbour a recurrence looks: the next element or the one before. */
export type Direction = 1 | -1;

/** The tensor whose element i along `axis` is x's element i + `distance`; `fill` where there is none. */
export function neighbour<D extends FloatingDType>(
  x: Tensor<D>,
  axis: number,
  distance: number,
  fill: number,
): Tensor<D> {
  const length = x.shape[axis] as number;
  const outside = constantBeside(x, fill, x.dtype, 'gradient');
  if (Math.abs(distance) >= length) return broadcastTo(outside, x.shape);
  const along = (value: number) => x.shape.map((_, i) => (i === axis ? value : 0));
  const size = x.shape.map((whole, i) => (i === axis ? length - Math.abs(distance) : whole));
  const part = slice(x, along(Math.max(distance, 0)), size);
  return placeSlice(part, outside, { shape: x.shape, begin: along(Math.max(-distance, 0)) });
}

/** The solution s of sₙ = terms[n] + factors[n] · s[n + direction] along `axis`, with s = 0 beyond the end. */
export function solveRecurrence<D extends FloatingDType>(
  factors: Tensor<D>,
  terms: Tensor<D>,
  axis: number,
  direction: Direction,
): Tensor<D> {
  const length = terms.shape[axis] as number;
  // Before each step, solution[n] = Σ over the next `reach` terms, and reaching[n] = Π of the next `reach` factors.
  let solution = terms;
  let reaching = factors;
  for (let reach = 1; reach < length; reach *= 2) {
    const distance = reach * direction;
    solution = add(solution, multiply(reaching, neighbour(solution, axis, distance, 0)));
    if (2 * reach < length) reaching = multiply(reaching, neighbour(reaching, axis, distance, 0));
  }
  return solution;
}
