/**
 * @file The two ways in which a file's elements may lie otherwise than ours do: bytes reversed (big-endian) and axes
 * reversed (Fortran order). Both conversions make a new array and leave the file's bytes alone.
 */

import { storageView } from '../dtype/index.ts';
import { contiguousStrides, type Shape } from '../shape/index.ts';

/** Element widths in bytes. */
export type ElementWidth = 1 | 2 | 4 | 8;

/** The elements with the bytes of each in reverse order. */
export function swapByteOrder(bytes: Uint8Array, width: ElementWidth): Uint8Array {
  const swapped = new Uint8Array(bytes.length);
  for (let element = 0; element < bytes.length; element += width) {
    for (let byte = 0; byte < width; byte++) swapped[element + byte] = bytes[element + width - 1 - byte];
  }
  return swapped;
}

/** An unsigned dtype for each width: elements are moved as bit patterns, whatever they mean. */
const patternOf = { 1: 'uint8', 2: 'uint16', 4: 'uint32', 8: 'uint64' } as const;

/** Elements laid out with the first axis varying fastest, laid out with the last axis varying fastest. */
export function fortranToCOrder(bytes: Uint8Array, shape: Shape, width: ElementWidth): Uint8Array {
  const source = storageView(patternOf[width], bytes);
  const output = new Uint8Array(bytes.length);
  const target = storageView(patternOf[width], output);
  // The file holds, in C order, the array with its axes reversed.
  const strides = [...contiguousStrides([...shape].reverse())].reverse();
  const index = shape.map(() => 0);
  let offset = 0;
  for (let position = 0; position < target.length; position++) {
    target[position] = source[offset];
    // Step the index like an odometer, the last axis fastest, and the offset with it.
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index[axis]++;
      offset += strides[axis];
      if (index[axis] < shape[axis]) break;
      offset -= index[axis] * strides[axis];
      index[axis] = 0;
    }
  }
  return output;
}
