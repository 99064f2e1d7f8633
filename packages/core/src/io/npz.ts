/**
 * @file .npz: several named arrays, each an .npy file in one ZIP file, as `numpy.savez` writes them.
 */

import { DataLossError, ResourceExhaustedError } from '../errors/index.ts';
import type { EncodedTensor } from './encoded-tensor.ts';
import { checkNpyStart, decodeNpy, encodeNpy, type NpyReadOptions } from './npy.ts';
import { MAX_NPY_HEADER_LENGTH } from './npy-header.ts';
import { readZipDirectory } from './zip-directory.ts';
import { checkZipEntry, readZipMember, readZipMemberStart } from './zip-member.ts';
import { writeZip } from './zip-write.ts';

const EXTENSION = '.npy';

/** How .npz files are read. */
export interface NpzReadOptions extends NpyReadOptions {
  /**
   * The most bytes that all arrays together may take (default: 4 GiB). A compressed file of a few megabytes can
   * rightfully hold gigabytes of zeros; lower this to what you expect before reading a stranger's file.
   */
  readonly maxBytes?: number;
}

/** How .npz files are written. */
export interface NpzWriteOptions {
  /** Compress the arrays, as `numpy.savez_compressed` does (default: false). */
  readonly compress?: boolean;
}

/**
 * Reads an .npz file, stored or compressed.
 *
 * Nothing is allocated for an array before the ZIP directory, the array's own header and `maxBytes` agree on its size.
 *
 * @returns the arrays by name, in the file's order; those stored uncompressed are views into `file`.
 * @throws DataLossError if the file or an array in it is malformed, cut short or fails its checksum, if two arrays
 *   have one name, or a member is no .npy file.
 * @throws InvalidArgumentError if a member is encrypted, compressed by a method other than DEFLATE, or of a type that no dtype is.
 * @throws ResourceExhaustedError if the arrays are larger than `maxBytes`.
 */
export function decodeNpz(file: Uint8Array, options: NpzReadOptions = {}): Map<string, EncodedTensor> {
  const context = 'decodeNpz';
  const { maxBytes = 2 ** 32 } = options;
  const entries = readZipDirectory(file, context);
  const total = entries.reduce((bytes, { size }) => bytes + size, 0);
  if (total > maxBytes) {
    throw new ResourceExhaustedError(
      `${context}: the arrays take ${total} bytes, but maxBytes allows ${maxBytes}; raise it if you trust the file.`,
    );
  }
  for (const entry of entries) {
    checkZipEntry(entry, context);
    if (!entry.name.endsWith(EXTENSION)) {
      throw new DataLossError(`${context}: the member '${entry.name}' is no ${EXTENSION} file.`);
    }
    const start = readZipMemberStart(entry, MAX_NPY_HEADER_LENGTH, context);
    checkNpyStart(start, entry.size, options, memberContext(entry.name));
  }
  return new Map(
    entries.map((entry) => [
      entry.name.slice(0, -EXTENSION.length),
      decodeNpy(readZipMember(entry, context), options, memberContext(entry.name)),
    ]),
  );
}

/**
 * Writes an .npz file. The same arrays always give the same bytes.
 *
 * @throws InvalidArgumentError if an array's dtype, shape and bytes do not fit together, or the file would reach 4 GiB.
 * @example
 * const one = { dtype: 'uint8', shape: [], bytes: Uint8Array.of(1) };
 * decodeNpz(encodeNpz(new Map([['one', one]]))).get('one').bytes; // => [ 1 ]
 */
export function encodeNpz(
  tensors: ReadonlyMap<string, EncodedTensor>,
  { compress = false }: NpzWriteOptions = {},
): Uint8Array {
  const members = new Map<string, Uint8Array>();
  for (const [name, tensor] of tensors)
    members.set(name + EXTENSION, encodeNpy(tensor, `encodeNpz: '${name}'`));
  return writeZip(members, compress, 'encodeNpz');
}

function memberContext(name: string): string {
  return `decodeNpz: '${name}'`;
}
