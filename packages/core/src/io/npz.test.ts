import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { DataLossError, InvalidArgumentError, ResourceExhaustedError } from '../errors/index.ts';
import type { EncodedTensor } from './encoded-tensor.ts';
import { encodeNpy } from './npy.ts';
import { decodeNpz, encodeNpz } from './npz.ts';
import {
  anyChangedByte,
  anyDamage,
  anyTensors,
  damaged,
  isSound,
  readOrRefuse,
} from './testdata/arbitrary.ts';
import { expectedTensors, fileBytes, recorded } from './testdata/recorded.ts';

const bytesOf = (...bytes: number[]): EncodedTensor => ({
  dtype: 'uint8',
  shape: [bytes.length],
  bytes: Uint8Array.from(bytes),
});

const zeros = (length: number): EncodedTensor => ({
  dtype: 'uint8',
  shape: [length],
  bytes: new Uint8Array(length),
});

/** The offset of the last occurrence of a ZIP signature: `PK` and these two bytes. */
function lastRecord(file: Uint8Array, ...signature: [number, number]): number {
  const wanted = [0x50, 0x4b, ...signature];
  let offset = file.length - wanted.length;
  while (wanted.some((byte, i) => file[offset + i] !== byte)) offset--;
  return offset;
}

/** `file` with `bytes` written at `offset` of its last directory entry. */
function withEntryField(file: Uint8Array, offset: number, ...bytes: number[]): Uint8Array {
  const changed = file.slice();
  changed.set(bytes, lastRecord(file, 1, 2) + offset);
  return changed;
}

/** Offsets of fields in a directory entry (PKWARE APPNOTE, 4.3.12). */
const field = { flags: 8, method: 10, checksum: 16, compressedSize: 20, size: 24, start: 42, name: 46 };

describe(`files of ${recorded.recordedWith}`, () => {
  for (const file of recorded.npz) {
    test(`${file.what} is read`, () => {
      expect(decodeNpz(fileBytes(file))).toEqual(expectedTensors(file.arrays));
    });
  }
});

describe('writing', () => {
  test.each([false, true])('and reading back gives the same arrays, compressed: %s', (compress) => {
    fc.assert(
      fc.property(anyTensors, (tensors) => {
        expect(decodeNpz(encodeNpz(tensors, { compress }), { voidAsBfloat16: true })).toEqual(tensors);
      }),
    );
  });

  test('gives the same bytes every time', () => {
    const tensors = new Map([['a', bytesOf(1, 2, 3)]]);
    expect(encodeNpz(tensors)).toEqual(encodeNpz(tensors));
  });

  test('compresses when asked', () => {
    const tensors = new Map([['a', zeros(100_000)]]);
    expect(encodeNpz(tensors).length).toBeGreaterThan(100_000);
    expect(encodeNpz(tensors, { compress: true }).length).toBeLessThan(1000);
  });

  test('keeps the order of the arrays', () => {
    const names = ['b', '2', 'a', '1', ''];
    const tensors = new Map(names.map((name) => [name, bytesOf(1)]));
    expect([...decodeNpz(encodeNpz(tensors)).keys()]).toEqual(names);
  });

  test('refuses a name that UTF-8 cannot hold', () => {
    expect(() => encodeNpz(new Map([['\ud800', bytesOf(1)]]))).toThrow(InvalidArgumentError);
  });

  test('refuses an array whose bytes do not fit its shape, by name', () => {
    const wrong = { ...bytesOf(1), shape: [2] };
    expect(() => encodeNpz(new Map([['weights', wrong]]))).toThrow(/'weights'.*takes 2 bytes, got 1/);
  });
});

describe('reading refuses', () => {
  const file = encodeNpz(
    new Map([
      ['a', bytesOf(1, 2)],
      ['b', bytesOf(3, 4)],
    ]),
  );
  const compressed = encodeNpz(
    new Map([
      ['a', bytesOf(1, 2)],
      ['b', bytesOf(3, 4)],
    ]),
    { compress: true },
  );

  test('two members of one name', () => {
    // Nothing but the names of the second member has a 'b'.
    const twice = file.map((byte) => (byte === 'b'.charCodeAt(0) ? 'a'.charCodeAt(0) : byte));
    expect(() => decodeNpz(twice)).toThrow(/two members named 'a.npy'/);
  });

  test('an encrypted member', () => {
    expect(() => decodeNpz(withEntryField(file, field.flags, 1))).toThrow(InvalidArgumentError);
    expect(() => decodeNpz(withEntryField(file, field.flags, 1))).toThrow(/encrypted/);
  });

  test('a compression method other than DEFLATE', () => {
    expect(() => decodeNpz(withEntryField(file, field.method, 12))).toThrow(InvalidArgumentError);
  });

  test('a wrong checksum', () => {
    expect(() => decodeNpz(withEntryField(file, field.checksum, 0, 0, 0, 0))).toThrow(/checksum/);
  });

  test('a member whose own header has another name', () => {
    expect(() => decodeNpz(withEntryField(file, field.name, 'c'.charCodeAt(0)))).toThrow(/another name/);
  });

  test('a name that is not valid UTF-8', () => {
    expect(() => decodeNpz(withEntryField(file, field.name, 0xff))).toThrow(/UTF-8/);
  });

  test('members that overlap', () => {
    const single = zipSync({ 'a.npy': encodeNpy(bytesOf(1, 2)) });
    const entry = single.slice(lastRecord(single, 1, 2), lastRecord(single, 5, 6));
    const end = single.slice(lastRecord(single, 5, 6));
    end.set([2, 0, 2, 0], 8);
    end.set([2 * entry.length], 12);
    const overlapping = Uint8Array.from([
      ...single.slice(0, lastRecord(single, 1, 2)),
      ...entry,
      ...entry,
      ...end,
    ]);
    expect(() => decodeNpz(overlapping)).toThrow(/overlaps/);
  });

  test('a member that is no array', () => {
    expect(() => decodeNpz(zipSync({ 'readme.txt': Uint8Array.of(1) }))).toThrow(
      /'readme.txt' is no .npy file/,
    );
    expect(() => decodeNpz(zipSync({ 'a.npy': Uint8Array.of(1) }))).toThrow(DataLossError);
  });

  test.each([
    [Uint8Array.of(), 'nothing'],
    [encodeNpy(bytesOf(1)), 'an .npy file'],
    [new Uint8Array(100), 'zeros'],
  ])('a file that is no ZIP file: %#', (notZip) => {
    expect(() => decodeNpz(notZip)).toThrow(DataLossError);
  });

  test('a compressed member that inflates to more than it says', () => {
    const header = encodeNpy(bytesOf(3, 4)).length;
    const shrunk = withEntryField(compressed, field.size, header - 1);
    expect(() => decodeNpz(shrunk)).toThrow(DataLossError);
  });
});

describe('a file that claims too much is refused before room is made for it:', () => {
  const compressed = encodeNpz(new Map([['a', zeros(1000)]]), { compress: true });
  const stored = encodeNpz(new Map([['a', zeros(1000)]]));

  test('more than DEFLATE can hold', () => {
    const claim = withEntryField(compressed, field.size, 0, 0, 0, 0x7f);
    expect(() => decodeNpz(claim)).toThrow(/cannot hold 2130706432 bytes/);
  });

  test('a stored member with two sizes', () => {
    expect(() => decodeNpz(withEntryField(stored, field.size, 0, 0, 0, 0x7f))).toThrow(/cannot hold/);
  });

  test('another size than the array in it has', () => {
    const claim = withEntryField(compressed, field.size, 0, 0, 1);
    expect(() => decodeNpz(claim)).toThrow(
      /'a.npy': uint8 of shape \(1000,\) takes 1000 bytes, but 65408 follow/,
    );
  });

  test('an array larger than its member', () => {
    const latin1 = String.fromCharCode(...encodeNpy(zeros(9)));
    const npy = Uint8Array.from(latin1.replace('(9,)', '(9999,)').replace('    ', ' '), (c) =>
      c.charCodeAt(0),
    );
    expect(() => decodeNpz(zipSync({ 'a.npy': npy }))).toThrow(/takes 9999 bytes, but 9 follow/);
  });

  test('more than maxBytes allows', () => {
    const size = encodeNpy(zeros(1000)).length;
    expect(() => decodeNpz(compressed, { maxBytes: size - 1 })).toThrow(ResourceExhaustedError);
    expect(decodeNpz(compressed, { maxBytes: size }).get('a')).toEqual(zeros(1000));
  });

  test('ZIP64 sizes beyond any file', () => {
    const zip64 = fileBytes(recorded.npz.find(({ what }) => what.startsWith('ZIP64')) ?? { file: '' });
    const locator = lastRecord(zip64, 6, 7);
    for (const value of [0xff, 0x7f]) {
      const claim = zip64.slice();
      claim.fill(value, locator + 8, locator + 16);
      expect(() => decodeNpz(claim)).toThrow(DataLossError);
    }
  });
});

test('a file with one byte changed is refused, or still gives the same arrays', () => {
  fc.assert(
    fc.property(anyTensors, fc.boolean(), anyChangedByte, (tensors, compress, change) => {
      const file = damaged(encodeNpz(tensors, { compress }), change);
      const read = readOrRefuse(() => decodeNpz(file, { voidAsBfloat16: true }));
      if (read !== undefined) expect(read).toEqual(tensors);
    }),
    { numRuns: 1000 },
  );
});

test('a file damaged in several places is refused, or read as sound tensors', () => {
  fc.assert(
    fc.property(
      anyTensors,
      fc.boolean(),
      fc.array(anyDamage, { minLength: 1, maxLength: 4 }),
      (tensors, compress, damages) => {
        const file = damages.reduce(damaged, encodeNpz(tensors, { compress }));
        const read = readOrRefuse(() => decodeNpz(file, { voidAsBfloat16: true })) ?? new Map();
        expect([...read.values()].every(isSound)).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});

test('a file cut anywhere is refused', () => {
  for (const recordedFile of recorded.npz) {
    const file = fileBytes(recordedFile);
    for (let length = 0; length < file.length; length += 7) {
      expect(() => decodeNpz(file.subarray(0, length))).toThrow(DataLossError);
    }
  }
});
