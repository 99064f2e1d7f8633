/**
 * @file Axis arguments: negative axes count from the end, `null` means all of them.
 */

import { InvalidArgumentError } from '../errors/index.ts';
import type { Shape } from './shape.ts';

/** What a reduction accepts as `axis`: one, several, or `null` for all. */
export type Axes = number | readonly number[] | null;

/**
 * The non-negative form of an axis.
 * @throws InvalidArgumentError if it is outside [−rank, rank).
 */
export function normalizeAxis(axis: number, rank: number, context: string): number {
  if (!Number.isInteger(axis) || axis < -rank || axis >= rank) {
    throw new InvalidArgumentError(
      rank === 0
        ? `${context}: axis ${axis} given, but a scalar has no axes.`
        : `${context}: axis ${axis} is outside [${-rank}, ${rank}) of a tensor of rank ${rank}.`,
    );
  }
  return axis < 0 ? axis + rank : axis;
}

/** Lists of all axes, by rank: made once, since most reductions name them all. */
const axesByRank: (readonly number[])[] = [];

function allAxes(rank: number): readonly number[] {
  axesByRank[rank] ??= Array.from({ length: rank }, (_, axis) => axis);
  return axesByRank[rank];
}

/**
 * The non-negative axes, ascending.
 * @throws InvalidArgumentError if one is out of range or given twice.
 */
export function normalizeAxes(axes: Axes, rank: number, context: string): readonly number[] {
  if (axes === null) return allAxes(rank);
  if (typeof axes === 'number') return [normalizeAxis(axes, rank, context)];
  if (!Array.isArray(axes)) {
    throw new InvalidArgumentError(
      `${context}: axis must be an integer, a list of them, or null for all, got ${axes}.`,
    );
  }
  const normalized = axes.map((axis) => normalizeAxis(axis, rank, context)).sort((a, b) => a - b);
  for (let i = 1; i < normalized.length; i++) {
    if (normalized[i] === normalized[i - 1]) {
      throw new InvalidArgumentError(
        `${context}: axis ${normalized[i]} is given twice in [${axes.join(', ')}].`,
      );
    }
  }
  return normalized;
}

/**
 * Checks that `permutation` names every axis of the rank once, and gives its non-negative form; `null` reverses the axes.
 * @throws InvalidArgumentError if it does not.
 */
export function normalizePermutation(
  permutation: readonly number[] | null,
  rank: number,
  context: string,
): readonly number[] {
  if (permutation === null) return Array.from({ length: rank }, (_, axis) => rank - 1 - axis);
  if (permutation.length !== rank) {
    throw new InvalidArgumentError(
      `${context}: a permutation of a rank-${rank} tensor has ${rank} entries, got [${permutation.join(', ')}].`,
    );
  }
  const axes = permutation.map((axis) => normalizeAxis(axis, rank, context));
  if (new Set(axes).size !== rank) {
    throw new InvalidArgumentError(`${context}: [${permutation.join(', ')}] names an axis twice.`);
  }
  return axes;
}

/** The permutation that undoes `permutation` (non-negative form). */
export function inversePermutation(permutation: readonly number[]): readonly number[] {
  const inverse = new Array<number>(permutation.length);
  permutation.forEach((axis, position) => {
    inverse[axis] = position;
  });
  return inverse;
}

/** The shape of a reduction's result. */
export function reducedShape(shape: Shape, axes: readonly number[], keepdims: boolean): Shape {
  if (keepdims) return shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
  return shape.filter((_, axis) => !axes.includes(axis));
}
