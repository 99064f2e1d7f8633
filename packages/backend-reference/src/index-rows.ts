/**
 * @file The indices of gather and scatter: rows of `depth` coordinates, each addressing a slice.
 */

import { formatShape, InvalidArgumentError, type Shape, sizeOf } from '@tenon/core/backend';
import type { ReferenceView } from './buffer.ts';
import { readAll } from './element-access.ts';

/**
 * Turns each row of coordinates into a position: Σ coordinate[axis] · weights[axis].
 *
 * @param indices Coordinates, the last axis being the `depth` coordinates of one row.
 * @param lengths The lengths of the `depth` axes that are addressed.
 * @param weights What one step along each of those axes counts.
 * @param context The kernel and what it addresses, for the message.
 * @throws InvalidArgumentError naming the first coordinate outside its axis, where it stands, and the valid range.
 */
export function rowPositions(
  indices: ReferenceView,
  lengths: readonly number[],
  weights: readonly number[],
  context: string,
): Float64Array {
  const depth = lengths.length;
  const rowShape = indices.shape.slice(0, -1);
  const positions = new Float64Array(sizeOf(rowShape));
  const coordinates = readAll(indices);
  for (let row = 0; row < positions.length; row++) {
    for (let axis = 0; axis < depth; axis++) {
      const coordinate = Number(coordinates[row * depth + axis]);
      if (coordinate < 0 || coordinate >= lengths[axis]) {
        const place = [...coordinateOf(row, rowShape), axis].join(', ');
        throw new InvalidArgumentError(
          `${context}: indices[${place}] = ${coordinate} is not in [0, ${lengths[axis]}), ` +
            `the valid range of axis ${axis} of the indexed axes ${formatShape(lengths)}.`,
        );
      }
      positions[row] += coordinate * weights[axis];
    }
  }
  return positions;
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
