/**
 * @file NumPy's broadcasting rule: shapes are aligned at their last axes, and an axis of length 1 stretches.
 */

import { InvalidArgumentError } from '../errors/index.ts';
import { formatShape, type Shape, sameShape } from './shape.ts';

/**
 * The shape that all `shapes` broadcast to.
 * @throws InvalidArgumentError naming `context` and the shapes if two of them are incompatible.
 */
export function broadcastShapes(shapes: readonly Shape[], context: string): Shape {
  let result = shapes[0] ?? [];
  for (let i = 1; i < shapes.length; i++) {
    const next = shapes[i] as Shape;
    if (!sameShape(result, next)) result = broadcastTwo(result, next, shapes, context);
  }
  return result;
}

function broadcastTwo(a: Shape, b: Shape, all: readonly Shape[], context: string): Shape {
  const rank = Math.max(a.length, b.length);
  const result = new Array<number>(rank);
  for (let fromEnd = 1; fromEnd <= rank; fromEnd++) {
    const lengthA = a[a.length - fromEnd] ?? 1;
    const lengthB = b[b.length - fromEnd] ?? 1;
    if (lengthA !== lengthB && lengthA !== 1 && lengthB !== 1) {
      throw new InvalidArgumentError(
        `${context}: shapes ${all.map(formatShape).join(' and ')} do not broadcast; ` +
          `aligned at their last axes, lengths ${lengthA} and ${lengthB} differ and neither is 1.`,
      );
    }
    result[rank - fromEnd] = lengthA === 1 ? lengthB : lengthA;
  }
  return result;
}

/** Whether `shape` broadcasts to exactly `target`. */
export function isBroadcastableTo(shape: Shape, target: Shape): boolean {
  if (shape.length > target.length) return false;
  const lead = target.length - shape.length;
  for (let axis = 0; axis < shape.length; axis++) {
    if (shape[axis] !== 1 && shape[axis] !== target[lead + axis]) return false;
  }
  return true;
}

/**
 * The axes of `target` along which a tensor of `shape` was repeated, in two groups: leading axes that `shape` does
 * not have, and axes of length 1 that were stretched. Summing over both undoes a broadcast.
 */
export function broadcastAxes(
  shape: Shape,
  target: Shape,
): { readonly leading: number[]; readonly stretched: number[] } {
  const lead = target.length - shape.length;
  const leading = Array.from({ length: lead }, (_, axis) => axis);
  const stretched: number[] = [];
  shape.forEach((length, axis) => {
    if (length === 1 && target[lead + axis] !== 1) stretched.push(lead + axis);
  });
  return { leading, stretched };
}
