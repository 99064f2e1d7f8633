/**
 * @file .safetensors: several named tensors behind one header, the format in which model weights are shared. Unlike
 * .npz it knows bfloat16, has no compression and can be read in place.
 */

import { checkBools, checkEncodedTensor, type EncodedTensor } from './encoded-tensor.ts';
import {
  checkTensorName,
  readSafetensorsHeader,
  type SafetensorsEntry,
  writeSafetensorsHeader,
  writingRank,
} from './safetensors-header.ts';

/** What a safetensors file holds. */
export interface SafetensorsContents {
  /** By name, in the order in which they lie in the file. */
  readonly tensors: ReadonlyMap<string, EncodedTensor>;
  /** Free text by key, as the writer left it. */
  readonly metadata: ReadonlyMap<string, string>;
}

/**
 * Reads a safetensors file.
 *
 * @returns the tensors, their bytes views into `file`, and the metadata.
 * @throws DataLossError if the file is malformed, cut short, has holes or overlaps, or names a tensor twice.
 * @throws InvalidArgumentError if a tensor is of a dtype that we do not have, such as F8_E4M3.
 */
export function decodeSafetensors(file: Uint8Array): SafetensorsContents {
  const context = 'decodeSafetensors';
  const { entries, metadata, dataOffset } = readSafetensorsHeader(file, context);
  const tensors = new Map<string, EncodedTensor>();
  for (const { name, dtype, shape, begin, end } of entries) {
    const tensor = { dtype, shape, bytes: file.subarray(dataOffset + begin, dataOffset + end) };
    checkBools(tensor, `${context}: '${name}'`);
    tensors.set(name, tensor);
  }
  return { tensors, metadata };
}

/**
 * Writes a safetensors file, laid out as the reference implementation does: the widest dtypes first, so that every
 * tensor is aligned to its elements, and by name within a dtype. The same tensors always give the same bytes.
 *
 * @throws InvalidArgumentError if a tensor's dtype, shape and bytes do not fit together, or a name cannot be written.
 * @example
 * const one = { dtype: 'uint8', shape: [], bytes: Uint8Array.of(1) };
 * decodeSafetensors(encodeSafetensors(new Map([['one', one]]))).tensors.get('one').bytes; // => [ 1 ]
 */
export function encodeSafetensors(
  tensors: ReadonlyMap<string, EncodedTensor>,
  metadata: ReadonlyMap<string, string> = new Map(),
): Uint8Array {
  const context = 'encodeSafetensors';
  const sorted = [...tensors].sort(inWritingOrder);
  let dataLength = 0;
  const entries = sorted.map(([name, tensor]): SafetensorsEntry => {
    checkTensorName(name, context);
    checkEncodedTensor(tensor, `${context}: '${name}'`);
    const begin = dataLength;
    dataLength += tensor.bytes.length;
    return { name, dtype: tensor.dtype, shape: tensor.shape, begin, end: dataLength };
  });
  const header = writeSafetensorsHeader(entries, metadata, context);
  const file = new Uint8Array(header.length + dataLength);
  file.set(header);
  entries.forEach(({ begin }, i) => {
    file.set(sorted[i][1].bytes, header.length + begin);
  });
  return file;
}

type NamedTensor = readonly [name: string, tensor: EncodedTensor];

function inWritingOrder([aName, a]: NamedTensor, [bName, b]: NamedTensor): number {
  // The ranks of unknown dtypes are of no matter: those are refused when their turn comes.
  return (writingRank.get(a.dtype) ?? 0) - (writingRank.get(b.dtype) ?? 0) || compareCodePoints(aName, bName);
}

/** By code point, which is also the order of the UTF-8 bytes; `<` would compare UTF-16 units. */
function compareCodePoints(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  const at = left.findIndex((character, i) => character !== right[i]);
  if (at === -1) return left.length - right.length;
  return at === right.length ? 1 : (left[at].codePointAt(0) ?? 0) - (right[at].codePointAt(0) ?? 0);
}
