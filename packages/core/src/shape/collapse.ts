/**
 * @file Collapsing layouts: merging neighbouring axes that every operand walks as one.
 *
 * A kernel's inner loops are fastest, and its index arithmetic cheapest, with as few axes as possible. An outer axis
 * merges into the next inner one where, for every operand, its stride is the inner stride times the inner length.
 */

import type { Shape } from './shape.ts';

/** Several operands of one shape, with their strides, after merging. */
export interface CollapsedLayouts {
  readonly shape: number[];
  /** One list of strides per operand, in the operands' order. */
  readonly strides: number[][];
}

/** Merges axes of length 1 and neighbouring axes that all operands walk as one. A scalar collapses to rank 0. */
export function collapseLayouts(shape: Shape, operands: readonly (readonly number[])[]): CollapsedLayouts {
  const collapsedShape: number[] = [];
  const strides: number[][] = operands.map(() => []);
  for (let axis = 0; axis < shape.length; axis++) {
    const length = shape[axis] as number;
    if (length === 1) continue;
    const last = collapsedShape.length - 1;
    const merges =
      last >= 0 &&
      operands.every((operand, i) => (strides[i] as number[])[last] === (operand[axis] as number) * length);
    if (merges) collapsedShape[last] = (collapsedShape[last] as number) * length;
    else collapsedShape.push(length);
    const target = collapsedShape.length - 1;
    operands.forEach((operand, i) => {
      (strides[i] as number[])[target] = operand[axis] as number;
    });
  }
  return { shape: collapsedShape, strides };
}
