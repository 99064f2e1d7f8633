/**
 * @file Shapes: lists of non-negative axis lengths, outermost first.
 */

import { InvalidArgumentError } from '../errors/index.ts';

/** Axis lengths, outermost first; `[]` is a scalar. */
export type Shape = readonly number[];

/** The number of elements of a tensor of this shape. */
export function sizeOf(shape: Shape): number {
  let size = 1;
  for (let axis = 0; axis < shape.length; axis++) size *= shape[axis] as number;
  return size;
}

/** Whether two shapes are the same. */
export function sameShape(a: Shape, b: Shape): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let axis = 0; axis < a.length; axis++) if (a[axis] !== b[axis]) return false;
  return true;
}

/** A shape as Python writes a tuple: `()`, `(3,)`, `(2, 3)`. */
export function formatShape(shape: Shape): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
}

/**
 * Checks that a shape given by a caller is a list of non-negative integers.
 * @throws InvalidArgumentError naming `context`.
 */
export function checkShape(shape: Shape, context: string): void {
  if (!Array.isArray(shape))
    throw new InvalidArgumentError(`${context}: a shape must be an array, got ${shape}.`);
  for (const length of shape) {
    if (!Number.isSafeInteger(length) || length < 0) {
      throw new InvalidArgumentError(
        `${context}: axis lengths must be non-negative integers, got ${formatShape(shape)}.`,
      );
    }
  }
  if (!Number.isSafeInteger(sizeOf(shape))) {
    throw new InvalidArgumentError(`${context}: shape ${formatShape(shape)} has more than 2^53 elements.`);
  }
}

/**
 * Resolves a target shape with at most one −1, which takes what the others leave, for `size` elements.
 * @throws InvalidArgumentError if the sizes do not agree or two axes are −1.
 */
export function resolveShape(target: Shape, size: number, context: string): Shape {
  const unknown = Array.isArray(target) ? target.indexOf(-1) : -1;
  if (unknown === -1) {
    checkShape(target, context);
    if (sizeOf(target) !== size) {
      throw new InvalidArgumentError(
        `${context}: cannot lay ${size} elements out as ${formatShape(target)}, which has ${sizeOf(target)}.`,
      );
    }
    return target;
  }
  const known = target.filter((_, axis) => axis !== unknown);
  if (known.includes(-1)) {
    throw new InvalidArgumentError(
      `${context}: only one length can be -1, for what the others leave, got ${formatShape(target)}.`,
    );
  }
  checkShape(known, context);
  const knownSize = sizeOf(known);
  const length = knownSize === 0 ? 0 : size / knownSize;
  if (!Number.isInteger(length) || knownSize * length !== size) {
    throw new InvalidArgumentError(
      `${context}: cannot lay ${size} elements out as ${formatShape(target)}; ` +
        `${size} is not a multiple of ${knownSize}.`,
    );
  }
  return target.map((axisLength, axis) => (axis === unknown ? length : axisLength));
}
