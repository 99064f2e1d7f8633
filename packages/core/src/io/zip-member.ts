/**
 * @file The contents of one member of a ZIP file: stored, or compressed with DEFLATE.
 *
 * DEFLATE compresses at most by 1,032, so a claim beyond that is refused before room is made for it; what is inflated
 * never exceeds the claimed size, and the checksum is compared last.
 */

import { Inflate, inflateSync } from 'fflate';
import { DataLossError, InvalidArgumentError } from '../errors/index.ts';
import { crc32 } from './crc32.ts';
import type { ZipEntry } from './zip-directory.ts';
import { DEFLATED, STORED } from './zip-format.ts';

/** 258 bytes from two codes of one bit each (RFC 1951, 3.2.5), and a block header to begin with. */
const MAX_DEFLATE_RATIO = 1032;
/** What is inflated at once where only the start of a member is wanted. */
const START_CHUNK = 1 << 12;

/**
 * Checks what the directory says of a member, without reading it.
 * @throws DataLossError if the sizes contradict each other.
 * @throws InvalidArgumentError if the compression method is neither stored nor deflated.
 */
export function checkZipEntry({ name, method, compressed, size }: ZipEntry, context: string): void {
  if (method !== STORED && method !== DEFLATED) {
    throw new InvalidArgumentError(
      `${context}: the member '${name}' is compressed by method ${method}; only stored (0) and deflated (8) are known.`,
    );
  }
  const possible =
    method === STORED ? size === compressed.length : size <= compressed.length * MAX_DEFLATE_RATIO;
  if (!possible) {
    throw new DataLossError(
      `${context}: the member '${name}' cannot hold ${size} bytes in ${compressed.length} of the file.`,
    );
  }
}

/**
 * The first bytes of a checked member: at least `count`, or all it has. They are not held to the checksum.
 * @throws DataLossError if they cannot be inflated.
 */
export function readZipMemberStart(entry: ZipEntry, count: number, context: string): Uint8Array {
  const { method, compressed } = entry;
  if (method === STORED) return compressed.subarray(0, count);
  const start = new Uint8Array(count);
  let filled = 0;
  const inflate = new Inflate((chunk) => {
    const fitting = chunk.subarray(0, count - filled);
    start.set(fitting, filled);
    filled += fitting.length;
  });
  inflating(entry, context, () => {
    for (let offset = 0; offset < compressed.length && filled < count; offset += START_CHUNK) {
      inflate.push(compressed.subarray(offset, offset + START_CHUNK));
    }
  });
  return start.subarray(0, filled);
}

/**
 * All bytes of a checked member; a view into the file where it is stored.
 * @throws DataLossError if they cannot be inflated, are more or fewer than claimed, or fail the checksum.
 */
export function readZipMember(entry: ZipEntry, context: string): Uint8Array {
  const { name, method, checksum, compressed, size } = entry;
  // One byte more than claimed, to notice a member that goes on.
  const contents =
    method === STORED
      ? compressed
      : inflating(entry, context, () => inflateSync(compressed, { out: new Uint8Array(size + 1) }));
  if (contents.length !== size || crc32(contents) !== checksum) {
    throw new DataLossError(`${context}: the member '${name}' is damaged: its size or checksum is wrong.`);
  }
  return contents;
}

/** Runs `inflate`; whatever the codec throws over damaged input becomes a `DataLossError`. */
function inflating<T>({ name }: ZipEntry, context: string, inflate: () => T): T {
  try {
    return inflate();
  } catch (cause) {
    throw new DataLossError(`${context}: the member '${name}' is damaged: it cannot be inflated.`, { cause });
  }
}
