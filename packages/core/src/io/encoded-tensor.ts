/**
 * @file What the file formats are read into and written from: a tensor as bytes, on no device.
 *
 * The codecs of this folder are pure functions between a file's bytes and this record, so they can be tested, fuzzed
 * and used in a worker without a backend. A file comes from outside and may be cut short, corrupted or made to harm:
 * whatever it says is checked before anything is allocated or believed.
 */

import { byteWidth, type DType, isDType } from '../dtype/index.ts';
import { DataLossError, InvalidArgumentError } from '../errors/index.ts';
import { checkShape, formatShape, type Shape } from '../shape/index.ts';

/** A tensor's elements in storage form (see `dtype/`): little-endian, C order, bool as one byte 0 or 1. */
export interface EncodedTensor {
  readonly dtype: DType;
  readonly shape: Shape;
  /** May be a view into the file it was read from, at any alignment; copy it before changing either. */
  readonly bytes: Uint8Array;
}

/**
 * Bytes of a tensor in storage form. A product beyond 2^53 comes out inexact, but then it equals no length there is,
 * so comparing it with one needs no check for overflow.
 */
export function storedByteLength(dtype: DType, shape: Shape): number {
  // Zero first: a product that reached infinity before it met the zero would be NaN.
  return shape.includes(0) ? 0 : shape.reduce((bytes, length) => bytes * length, byteWidth(dtype));
}

/**
 * Checks a tensor that is to be written.
 * @throws InvalidArgumentError if dtype, shape and bytes do not fit together.
 */
export function checkEncodedTensor({ dtype, shape, bytes }: EncodedTensor, context: string): void {
  if (!isDType(dtype)) throw new InvalidArgumentError(`${context}: ${dtype} is not a dtype.`);
  checkShape(shape, context);
  const expected = storedByteLength(dtype, shape);
  if (bytes.length !== expected) {
    throw new InvalidArgumentError(
      `${context}: ${dtype} of shape ${formatShape(shape)} takes ${expected} bytes, got ${bytes.length}.`,
    );
  }
}

/**
 * Checks that a bool tensor that was read holds nothing but 0 and 1, which kernels rely on.
 * @throws DataLossError naming the first other byte.
 */
export function checkBools({ dtype, bytes }: EncodedTensor, context: string): void {
  if (dtype !== 'bool') return;
  const invalid = bytes.find((byte) => byte > 1);
  if (invalid !== undefined) {
    throw new DataLossError(`${context}: a bool must be stored as 0 or 1, found the byte ${invalid}.`);
  }
}
