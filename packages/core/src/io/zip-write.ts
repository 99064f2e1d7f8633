/**
 * @file Writing ZIP files: plain ones, without ZIP64, the same bytes for the same members whenever they are written.
 */

import { deflateSync } from 'fflate';
import { InvalidArgumentError } from '../errors/index.ts';
import { crc32 } from './crc32.ts';
import {
  DEFLATED,
  DIRECTORY_ENTRY,
  END_OF_DIRECTORY,
  LOCAL_HEADER,
  STORED,
  UTF8_FLAG,
} from './zip-format.ts';

/** Version 2.0 of the format, the first with DEFLATE. */
const FORMAT_VERSION = 20;
/** 1 January 1980, the earliest date there is: the time of writing is nobody's business, and would change the bytes. */
const DATE = 0x0021;
const LIMIT = 0xffffffff;

/**
 * Writes a ZIP file of members by name.
 * @throws InvalidArgumentError if it would need ZIP64: 4 GiB or more, or 65,535 members or more.
 */
export function writeZip(
  members: ReadonlyMap<string, Uint8Array>,
  compress: boolean,
  context: string,
): Uint8Array {
  if (members.size >= 0xffff)
    throw new InvalidArgumentError(`${context}: a ZIP file holds at most 65,534 members.`);
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [name, contents] of members) {
    const nameBytes = encodeName(name, context);
    const stored = compress ? deflateSync(contents) : contents;
    // What local header and directory entry have in common, from the version needed to the length of the extra field.
    const shared: Field[] = [
      [2, FORMAT_VERSION],
      [2, nameBytes.length === name.length ? 0 : UTF8_FLAG],
      [2, compress ? DEFLATED : STORED],
      [2, 0],
      [2, DATE],
      [4, crc32(contents)],
      [4, stored.length],
      [4, contents.length],
      [2, nameBytes.length],
      [2, 0],
    ];
    parts.push(record([[4, LOCAL_HEADER.signature], ...shared]), nameBytes, stored);
    // No comment, the first disk, no attributes, and where the member is.
    const entry: Field[] = [[4, DIRECTORY_ENTRY.signature], [2, FORMAT_VERSION], ...shared];
    directory.push(record([...entry, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]]), nameBytes);
    offset += LOCAL_HEADER.length + nameBytes.length + stored.length;
    if (contents.length >= LIMIT || offset >= LIMIT) throw tooLarge(context);
  }
  const directoryLength = directory.reduce((length, { length: part }) => length + part, 0);
  const total = offset + directoryLength + END_OF_DIRECTORY.length;
  if (total >= LIMIT) throw tooLarge(context);
  const end: Field[] = [
    [4, END_OF_DIRECTORY.signature],
    [2, 0],
    [2, 0],
    [2, members.size],
    [2, members.size],
  ];
  return concatenate(
    [...parts, ...directory, record([...end, [4, directoryLength], [4, offset], [2, 0]])],
    total,
  );
}

/** Bytes and value of an unsigned little-endian field. */
type Field = readonly [width: 2 | 4, value: number];

function record(fields: readonly Field[]): Uint8Array {
  const bytes = fields.flatMap(([width, value]) =>
    Array.from({ length: width }, (_, byte) => value >>> (8 * byte)),
  );
  // Uint8Array takes each modulo 256.
  return Uint8Array.from(bytes);
}

function encodeName(name: string, context: string): Uint8Array {
  const bytes = new TextEncoder().encode(name);
  // A lone surrogate is encoded as U+FFFD, so that two names could become one.
  if (/\p{Surrogate}/u.test(name) || bytes.length > 0xffff) {
    throw new InvalidArgumentError(
      `${context}: ${JSON.stringify(name.slice(0, 40))} cannot name a member: it is not valid Unicode, or too long.`,
    );
  }
  return bytes;
}

function concatenate(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

function tooLarge(context: string): InvalidArgumentError {
  return new InvalidArgumentError(
    `${context}: the file would reach 4 GiB; write several, or use safetensors.`,
  );
}
