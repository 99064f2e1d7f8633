/**
 * @file An element's bits in pieces of a narrower dtype, lowest bits first, as scalar expressions over the coordinate of
 * the piece: what `bitcast` between widths is made of.
 */

import { byteWidth, type DType, type NumericDType } from '../../../dtype/index.ts';
import { buildProgram, type Scalar, type ScalarBuilder, type ScalarProgram } from '../../../scalar/index.ts';

const unsigned = { 1: 'uint8', 2: 'uint16', 4: 'uint32', 8: 'uint64' } as const;

/** The unsigned integer of a dtype's width, in which bits are moved. */
export function unsignedOfWidth(dtype: DType) {
  // A dtype has 1, 2, 4 or 8 bytes.
  return unsigned[byteWidth(dtype) as keyof typeof unsigned];
}

/** How far the piece at a coordinate is from the lowest bits, in the dtype that is shifted. */
const shiftOf = (s: ScalarBuilder, axis: number, piece: DType, whole: DType) =>
  s.mul(s.cast(s.index(axis), whole), 8 * byteWidth(piece));

/** The piece of `whole` that the coordinate along `axis` counts. */
export function splitPiece(s: ScalarBuilder, whole: Scalar, piece: NumericDType, axis: number): Scalar {
  const wide = unsignedOfWidth(whole.dtype);
  const shifted = s.shiftRight(s.bitcast(whole, wide), shiftOf(s, axis, piece, wide));
  return s.bitcast(s.cast(shifted, unsignedOfWidth(piece)), piece);
}

/** The program that moves a piece to its place in a wider element, whose other bits are 0. */
export function joinedPiece(piece: DType, whole: NumericDType, axis: number): ScalarProgram {
  const wide = unsignedOfWidth(whole);
  return buildProgram([piece], (s, [bits]) => {
    const widened = s.cast(s.bitcast(bits as Scalar, unsignedOfWidth(piece)), wide);
    return s.shiftLeft(widened, shiftOf(s, axis, piece, wide));
  });
}
