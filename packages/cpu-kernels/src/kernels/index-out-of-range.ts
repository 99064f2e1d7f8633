/**
 * @file What gather and scatter say of an index out of range: which one, where it stands, and what would be in range.
 */

import { formatShape, InvalidArgumentError, type Shape } from '@tenon/core/backend';
import type { FailureDescription } from '../driver.ts';

/**
 * Describes the failure of a kernel, from the row of the index, its place in the row, and the index.
 * @param addressed The shape whose axes, after `batchDims`, the rows of indices address.
 */
export function indexOutOfRange(
  kernel: string,
  indicesShape: Shape,
  addressed: Shape,
  batchDims: number,
): FailureDescription {
  return (status, [row, axis, index]) => {
    if (status !== 'indexOutOfRange') return undefined;
    const depth = indicesShape[indicesShape.length - 1];
    const lengths = addressed.slice(batchDims, batchDims + depth);
    const place = [...coordinateOf(row, indicesShape.slice(0, -1)), axis].join(', ');
    return new InvalidArgumentError(
      `${kernel}: indices[${place}] = ${index} is not in [0, ${lengths[axis]}), ` +
        `the valid range of axis ${axis} of the indexed axes ${formatShape(lengths)}.`,
    );
  };
}

/** The coordinate of the element at a row-major position of a shape. */
function coordinateOf(position: number, shape: Shape): number[] {
  const coordinate = new Array<number>(shape.length);
  let rest = position;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    coordinate[axis] = rest % shape[axis];
    rest = Math.floor(rest / shape[axis]);
  }
  return coordinate;
}
