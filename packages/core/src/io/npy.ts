/**
 * @file .npy: one array, as `numpy.save` writes and `numpy.load` reads it.
 */

import { byteWidth, type DType } from '../dtype/index.ts';
import { DataLossError, InvalidArgumentError } from '../errors/index.ts';
import { formatShape } from '../shape/index.ts';
import { type ElementWidth, fortranToCOrder, swapByteOrder } from './element-order.ts';
import { checkBools, checkEncodedTensor, type EncodedTensor, storedByteLength } from './encoded-tensor.ts';
import { type NpyHeader, readNpyHeader, writeNpyHeader } from './npy-header.ts';

/** How .npy files are read. */
export interface NpyReadOptions {
  /**
   * Read elements of type `V2` as bfloat16 (default: false). NumPy has no bfloat16 and saves one as two bytes of
   * unknown meaning, so only who wrote the file can know that they are that.
   */
  readonly voidAsBfloat16?: boolean;
}

/** NumPy's kind and width of each dtype. */
const kindAndWidth: { readonly [D in DType]: string } = {
  bool: 'b1',
  int8: 'i1',
  int16: 'i2',
  int32: 'i4',
  int64: 'i8',
  uint8: 'u1',
  uint16: 'u2',
  uint32: 'u4',
  uint64: 'u8',
  float16: 'f2',
  bfloat16: 'V2',
  float32: 'f4',
  float64: 'f8',
};

const dtypeOf = new Map(Object.entries(kindAndWidth).map(([dtype, code]) => [code, dtype as DType]));

/** What the kinds that no dtype has are called, for the error message. */
const foreignKinds: { readonly [kind: string]: string } = {
  O: 'pickled Python objects',
  S: 'byte strings',
  U: 'strings',
  V: 'raw bytes',
  c: 'complex numbers',
  M: 'dates',
  m: 'time spans',
  f: 'floats of another width',
};

/**
 * Reads an .npy file (versions 1.0 to 3.0, either byte order, C or Fortran order).
 *
 * @returns the array; its bytes are a view into `file` where those needed no conversion.
 * @throws DataLossError if the file is malformed, cut short, or has bytes after the array.
 * @throws InvalidArgumentError if its elements are of a type that no dtype is: objects, strings, records, complex.
 * @example
 * decodeNpy(encodeNpy({ dtype: 'uint8', shape: [2], bytes: Uint8Array.of(1, 2) })).shape; // => [2]
 */
export function decodeNpy(
  file: Uint8Array,
  options: NpyReadOptions = {},
  context = 'decodeNpy',
): EncodedTensor {
  const header = readNpyHeader(file, context);
  const { dtype, isBigEndian } = elementType(header.typeString, options, context);
  checkFileLength(header, dtype, file.length, context);

  const { shape, isFortranOrder, dataOffset } = header;
  const width = byteWidth(dtype) as ElementWidth;
  let bytes = file.subarray(dataOffset);
  if (isBigEndian && width > 1) bytes = swapByteOrder(bytes, width);
  if (isFortranOrder && shape.length > 1) bytes = fortranToCOrder(bytes, shape, width);
  const tensor = { dtype, shape, bytes };
  checkBools(tensor, context);
  return tensor;
}

/**
 * Checks, from the first bytes of an .npy file alone, that it is one we can read and that its whole length is what
 * its header says. So a reader of compressed files can refuse before it makes room for what they claim to hold.
 * @throws as `decodeNpy` does.
 */
export function checkNpyStart(
  start: Uint8Array,
  fileLength: number,
  options: NpyReadOptions,
  context: string,
): void {
  const header = readNpyHeader(start, context);
  const { dtype } = elementType(header.typeString, options, context);
  checkFileLength(header, dtype, fileLength, context);
}

/**
 * Writes an .npy file, the same bytes that `numpy.save` writes. bfloat16 is written as NumPy with the ml_dtypes
 * extension does, as type `<V2`: see `NpyReadOptions.voidAsBfloat16`, or use safetensors, which knows bfloat16.
 *
 * @throws InvalidArgumentError if dtype, shape and bytes do not fit together, or there are more than 64 axes.
 */
export function encodeNpy(tensor: EncodedTensor, context = 'encodeNpy'): Uint8Array {
  checkEncodedTensor(tensor, context);
  const { dtype, shape, bytes } = tensor;
  // Single bytes have no order, for which NumPy writes a bar.
  const byteOrder = byteWidth(dtype) === 1 ? '|' : '<';
  const header = writeNpyHeader(byteOrder + kindAndWidth[dtype], shape, context);
  const file = new Uint8Array(header.length + bytes.length);
  file.set(header);
  file.set(bytes, header.length);
  return file;
}

function elementType(typeString: string, { voidAsBfloat16 = false }: NpyReadOptions, context: string) {
  const [, byteOrder, code] = /^([<>|])([?A-Za-z][0-9]*(?:\[\w+\])?)$/.exec(typeString) ?? [];
  if (code === undefined) {
    throw new DataLossError(
      `${context}: ${JSON.stringify(typeString)} is not a NumPy type string such as '<f4'.`,
    );
  }
  const dtype = dtypeOf.get(code);
  if (dtype === 'bfloat16' && !voidAsBfloat16) {
    throw new InvalidArgumentError(
      `${context}: the elements are two bytes of unknown meaning ('${typeString}'), which is how NumPy saves ` +
        'bfloat16. If they are that, pass { voidAsBfloat16: true }; safetensors files need no such hint.',
    );
  }
  if (dtype === undefined) {
    const kind = foreignKinds[code[0]];
    throw new InvalidArgumentError(
      `${context}: elements of type '${typeString}'${kind ? ` (${kind})` : ''} cannot be a tensor; ` +
        `known are ${[...dtypeOf.keys()].join(', ')}.`,
    );
  }
  if (byteOrder === '|' && byteWidth(dtype) > 1 && dtype !== 'bfloat16') {
    throw new DataLossError(`${context}: '${typeString}' does not say which byte order its elements have.`);
  }
  return { dtype, isBigEndian: byteOrder === '>' };
}

function checkFileLength(
  { shape, dataOffset }: NpyHeader,
  dtype: DType,
  fileLength: number,
  context: string,
): void {
  const expected = storedByteLength(dtype, shape);
  const found = fileLength - dataOffset;
  if (found !== expected) {
    throw new DataLossError(
      `${context}: ${dtype} of shape ${formatShape(shape)} takes ${expected} bytes, ` +
        `but ${found} follow the header; the file is ${found < expected ? 'cut short' : 'too long'}.`,
    );
  }
}
