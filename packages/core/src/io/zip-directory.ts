/**
 * @file The central directory of a ZIP file: where its members lie, as the end of the file tells.
 *
 * Nothing here reads a member. A directory that contradicts itself or the file, as cut, corrupted and hostile files
 * have, is refused whole: in particular members that overlap, by which a small file could claim to hold petabytes
 * (Fifield, "A better zip bomb", WOOT 2019).
 */

import { DataLossError, InvalidArgumentError } from '../errors/index.ts';
import {
  DIRECTORY_ENTRY,
  ENCRYPTION_FLAGS,
  END_OF_DIRECTORY,
  IN_ZIP64_16,
  IN_ZIP64_32,
  LOCAL_HEADER,
  ZIP64_END_OF_DIRECTORY,
  ZIP64_EXTRA_FIELD,
  ZIP64_LOCATOR,
} from './zip-format.ts';

/** One member as the directory lists it. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly checksum: number;
  /** The member's bytes as they lie in the file. */
  readonly compressed: Uint8Array;
  /** How many bytes they stand for: a claim, until they have been read. */
  readonly size: number;
}

/**
 * The members of a ZIP file, in the directory's order.
 * @throws DataLossError if the file is no ZIP file, is cut short, or contradicts itself.
 * @throws InvalidArgumentError if a member is encrypted or the archive is split over several files.
 */
export function readZipDirectory(file: Uint8Array, context: string): ZipEntry[] {
  return new DirectoryReader(file, context).entries();
}

/** A directory entry with the extent of its member, local header included, for the check against overlaps. */
interface Extent {
  readonly entry: ZipEntry;
  readonly start: number;
  readonly end: number;
}

class DirectoryReader {
  readonly #file: Uint8Array;
  readonly #view: DataView;
  readonly #context: string;

  constructor(file: Uint8Array, context: string) {
    this.#file = file;
    this.#view = new DataView(file.buffer, file.byteOffset, file.byteLength);
    this.#context = context;
  }

  entries(): ZipEntry[] {
    const { count, start, end } = this.#locateDirectory();
    const room = Math.floor((end - start) / DIRECTORY_ENTRY.length);
    if (count > room) throw this.#corrupt('its directory is shorter than it says');
    const extents: Extent[] = [];
    let offset = start;
    for (let i = 0; i < count; i++) {
      this.#expectRecord(offset, end, DIRECTORY_ENTRY, 'directory entry');
      const variableLength = this.#u16(offset + 28) + this.#u16(offset + 30) + this.#u16(offset + 32);
      const next = offset + DIRECTORY_ENTRY.length + variableLength;
      if (next > end) throw this.#corrupt('a directory entry is cut short');
      extents.push(this.#readEntry(offset, start));
      offset = next;
    }
    if (offset !== end) throw this.#corrupt('its directory is longer than it says');
    this.#refuseOverlaps(extents);
    this.#refuseDuplicates(extents);
    return extents.map(({ entry }) => entry);
  }

  /** Where the directory lies and how many entries it has, from the record at the end of the file. */
  #locateDirectory(): { count: number; start: number; end: number } {
    const record = this.#findEndOfDirectory();
    const locator = record - ZIP64_LOCATOR.length;
    // Decided by the locator, not by the fields it is for: from 2 GiB on, Python writes both.
    const isZip64 = locator >= 0 && this.#u32(locator) === ZIP64_LOCATOR.signature;
    if (isZip64) return this.#locateZip64Directory(locator);
    const [disk, directoryDisk, countOnDisk, count] = [4, 6, 8, 10].map((field) => this.#u16(record + field));
    const [length, start] = [12, 16].map((field) => this.#u32(record + field));
    if (disk !== 0 || directoryDisk !== 0 || countOnDisk !== count) throw this.#split();
    if (start + length !== record) throw this.#corrupt('its directory is not where it says');
    return { count, start, end: record };
  }

  #findEndOfDirectory(): number {
    const last = this.#file.length - END_OF_DIRECTORY.length;
    // A comment of up to 65,535 bytes may follow the record; its length must reach exactly to the end of the file.
    for (let offset = last; offset >= Math.max(0, last - 0xffff); offset--) {
      const isRecord = this.#u32(offset) === END_OF_DIRECTORY.signature;
      if (isRecord && this.#u16(offset + 20) === last - offset) return offset;
    }
    throw this.#corrupt('it has no directory at its end: it is cut short, or no ZIP file');
  }

  #locateZip64Directory(locator: number): { count: number; start: number; end: number } {
    const record = this.#u64(locator + 8);
    this.#expectRecord(record, locator, ZIP64_END_OF_DIRECTORY, 'ZIP64 directory record');
    const [disk, directoryDisk] = [16, 20].map((field) => this.#u32(record + field));
    const [countOnDisk, count, length, start] = [24, 32, 40, 48].map((field) => this.#u64(record + field));
    if (disk !== 0 || directoryDisk !== 0 || countOnDisk !== count) throw this.#split();
    if (start + length !== record) throw this.#corrupt('its directory is not where it says');
    return { count, start, end: record };
  }

  #readEntry(offset: number, directoryStart: number): Extent {
    const [flags, method] = [8, 10].map((field) => this.#u16(offset + field));
    const checksum = this.#u32(offset + 16);
    const nameLength = this.#u16(offset + 28);
    const nameBytes = this.#file.subarray(
      offset + DIRECTORY_ENTRY.length,
      offset + DIRECTORY_ENTRY.length + nameLength,
    );
    const name = this.#decodeName(nameBytes);
    if (flags & ENCRYPTION_FLAGS) {
      throw new InvalidArgumentError(
        `${this.#context}: the member '${name}' is encrypted; decrypt the file first.`,
      );
    }
    const { size, compressedSize, start, disk } = this.#readSizes(offset, name);
    if (disk !== 0) throw this.#split();

    this.#expectRecord(start, directoryStart, LOCAL_HEADER, `header of the member '${name}'`);
    // The local header repeats name and sizes. The sizes may be missing there, but the name must be the same.
    const localName = start + LOCAL_HEADER.length;
    const sameName =
      this.#u16(start + 26) === nameLength &&
      nameBytes.every((byte, i) => this.#file[localName + i] === byte);
    if (!sameName) throw this.#corrupt(`the member '${name}' has another name in its own header`);
    const dataStart = localName + nameLength + this.#u16(start + 28);
    const end = dataStart + compressedSize;
    if (end > directoryStart)
      throw this.#corrupt(`the member '${name}' reaches beyond the members' part of the file`);
    const compressed = this.#file.subarray(dataStart, end);
    return { entry: { name, method, checksum, compressed, size }, start, end };
  }

  /** The sizes of an entry; what does not fit its 32 bits is in the ZIP64 extra field, in this order, and only that. */
  #readSizes(offset: number, name: string) {
    const wide = this.#zip64ExtraField(offset);
    let position = wide.start;
    const widen = (value: number, isWide: boolean, width: 4 | 8) => {
      if (!isWide) return value;
      position += width;
      if (position > wide.end) throw this.#corrupt(`the sizes of the member '${name}' are missing`);
      return width === 8 ? this.#u64(position - 8) : this.#u32(position - 4);
    };
    const [size, compressedSize, start] = [24, 20, 42].map((field) => {
      const value = this.#u32(offset + field);
      return widen(value, value === IN_ZIP64_32, 8);
    });
    const narrowDisk = this.#u16(offset + 34);
    return { size, compressedSize, start, disk: widen(narrowDisk, narrowDisk === IN_ZIP64_16, 4) };
  }

  #zip64ExtraField(offset: number): { start: number; end: number } {
    let field = offset + DIRECTORY_ENTRY.length + this.#u16(offset + 28);
    const end = field + this.#u16(offset + 30);
    while (field + 4 <= end) {
      const next = field + 4 + this.#u16(field + 2);
      if (this.#u16(field) === ZIP64_EXTRA_FIELD) return { start: field + 4, end: Math.min(next, end) };
      field = next;
    }
    return { start: end, end };
  }

  #decodeName(bytes: Uint8Array): string {
    try {
      // Writers flag names beyond ASCII as UTF-8; an old code page instead would hardly ever be valid UTF-8.
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      throw this.#corrupt('the name of a member is not valid UTF-8');
    }
  }

  #refuseOverlaps(extents: readonly Extent[]): void {
    let end = 0;
    for (const extent of [...extents].sort((a, b) => a.start - b.start)) {
      if (extent.start < end) throw this.#corrupt(`the member '${extent.entry.name}' overlaps another`);
      end = extent.end;
    }
  }

  #refuseDuplicates(extents: readonly Extent[]): void {
    const names = new Set<string>();
    for (const { name } of extents.map(({ entry }) => entry)) {
      if (names.has(name)) throw this.#corrupt(`it has two members named '${name}'`);
      names.add(name);
    }
  }

  #expectRecord(
    offset: number,
    limit: number,
    record: { signature: number; length: number },
    what: string,
  ): void {
    if (offset + record.length > limit || this.#u32(offset) !== record.signature) {
      throw this.#corrupt(`the ${what} is missing or cut short`);
    }
  }

  #u16(offset: number): number {
    return this.#view.getUint16(offset, true);
  }

  #u32(offset: number): number {
    return this.#view.getUint32(offset, true);
  }

  /** A 64-bit field; beyond 2^53 it comes out inexact, but then it is beyond any file's end as well. */
  #u64(offset: number): number {
    return Number(this.#view.getBigUint64(offset, true));
  }

  #corrupt(how: string): DataLossError {
    return new DataLossError(`${this.#context}: the ZIP file is damaged: ${how}.`);
  }

  #split(): InvalidArgumentError {
    return new InvalidArgumentError(
      `${this.#context}: the ZIP file is one part of several; join them first.`,
    );
  }
}
