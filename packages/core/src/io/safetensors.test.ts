import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DataLossError, InvalidArgumentError } from '../errors/index.ts';
import type { EncodedTensor } from './encoded-tensor.ts';
import { decodeSafetensors, encodeSafetensors } from './safetensors.ts';
import { anyDamage, anyTensors, damaged, isSound, readOrRefuse } from './testdata/arbitrary.ts';
import { expectedTensors, fileBytes, recorded } from './testdata/recorded.ts';

/** A file of this header text, as it stands, and these data. */
function safetensorsFile(header: string, data: readonly number[] = [], length?: bigint): Uint8Array {
  const text = new TextEncoder().encode(header);
  const file = new Uint8Array(8 + text.length + data.length);
  new DataView(file.buffer).setBigUint64(0, length ?? BigInt(text.length), true);
  file.set(text, 8);
  file.set(data, 8 + text.length);
  return file;
}

const entry = (begin: number, end: number, shape = `[${end - begin}]`, dtype = 'U8') =>
  `{"dtype":"${dtype}","shape":${shape},"data_offsets":[${begin},${end}]}`;

const bytesOf = (...bytes: number[]): EncodedTensor => ({
  dtype: 'uint8',
  shape: [bytes.length],
  bytes: Uint8Array.from(bytes),
});

describe(`files of ${recorded.recordedWith}`, () => {
  for (const file of recorded.safetensors) {
    const metadata = new Map(Object.entries(file.metadata));

    test(`${file.what}: read`, () => {
      expect(decodeSafetensors(fileBytes(file))).toEqual({
        tensors: expectedTensors(file.tensors),
        metadata,
      });
    });

    test(`${file.what}: written as the same bytes`, () => {
      expect(encodeSafetensors(expectedTensors(file.tensors), metadata)).toEqual(fileBytes(file));
    });
  }
});

describe('reading', () => {
  test('takes the tensors in the order of their data, whatever the order of their names', () => {
    const file = safetensorsFile(`{"a":${entry(1, 2)},"b":${entry(0, 1)}}`, [7, 8]);
    expect([...decodeSafetensors(file).tensors]).toEqual([
      ['b', bytesOf(7)],
      ['a', bytesOf(8)],
    ]);
  });

  test('views the file', () => {
    const file = safetensorsFile(`{"a":${entry(0, 2)}}`, [7, 8]);
    expect(decodeSafetensors(file).tensors.get('a')?.bytes.buffer).toBe(file.buffer);
  });

  test('allows empty tensors between others', () => {
    const file = safetensorsFile(
      `{"a":${entry(0, 1)},"b":${entry(1, 1, '[0, 3]')},"c":${entry(1, 2)}}`,
      [7, 8],
    );
    expect([...decodeSafetensors(file).tensors.keys()]).toEqual(['a', 'b', 'c']);
  });

  test.each([
    [new Uint8Array(7), 'a file shorter than its length'],
    [safetensorsFile('{}', [], 3n), 'a header that is cut short'],
    [safetensorsFile('{}', [], 100_000_001n), 'a header over 100 MB'],
    [safetensorsFile('{}', [], 2n ** 64n - 1n), 'a header of 16 EiB'],
    [safetensorsFile(''), 'no header'],
    [safetensorsFile(' {}'), 'a header that does not begin with {'],
    [safetensorsFile('\ufeff{}'), 'a byte order mark'],
    [safetensorsFile('{} x'), 'text after the header'],
    [safetensorsFile('{"a":'), 'half an object'],
    [safetensorsFile('{"a":1}'), 'an entry that is no object'],
    [safetensorsFile('{"a":null}'), 'an entry that is null'],
    [safetensorsFile('{"a":{}}'), 'an entry without members'],
    [safetensorsFile('{"a":{"dtype":1,"shape":[0],"data_offsets":[0,0]}}'), 'a dtype that is no string'],
    [safetensorsFile('{"a":{"dtype":"U8","shape":0,"data_offsets":[0,0]}}'), 'a shape that is no list'],
    [safetensorsFile('{"a":{"dtype":"U8","shape":[0]}}'), 'no offsets'],
    [safetensorsFile('{"a":{"dtype":"U8","shape":[1],"data_offsets":[0]}}', [1]), 'one offset'],
    [safetensorsFile('{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1,2]}}', [1]), 'three offsets'],
    [safetensorsFile(`{"a":${entry(0, 1, '[-1]')}}`, [1]), 'a negative length'],
    [safetensorsFile(`{"a":${entry(0, 1, '[1.5]')}}`, [1]), 'a fractional length'],
    [safetensorsFile(`{"a":${entry(0, 1, '["1"]')}}`, [1]), 'a length in quotes'],
    [safetensorsFile(`{"a":${entry(0, 1, '[9007199254740993]')}}`, [1]), 'a length beyond 2^53'],
    [
      safetensorsFile(`{"a":${entry(0, 1, '[4294967296, 4294967296]')}}`, [1]),
      'a size that overflows 64 bits',
    ],
    [safetensorsFile(`{"a":${entry(0, 1, '[2]')}}`, [1]), 'a shape larger than its data'],
    [safetensorsFile(`{"a":${entry(1, 0, '[1]')}}`, [1]), 'offsets in reverse'],
    [safetensorsFile(`{"a":${entry(0, 2)}}`, [1]), 'data that are cut short'],
    [safetensorsFile(`{"a":${entry(0, 1)}}`, [1, 2]), 'data after the last tensor'],
    [safetensorsFile(`{"a":${entry(1, 2)}}`, [1, 2]), 'a hole before the first tensor'],
    [safetensorsFile(`{"a":${entry(0, 1)},"b":${entry(2, 3)}}`, [1, 2, 3]), 'a hole between tensors'],
    [safetensorsFile(`{"a":${entry(0, 2)},"b":${entry(1, 3)}}`, [1, 2, 3]), 'tensors that overlap'],
    [safetensorsFile(`{"a":${entry(0, 1)},"b":${entry(0, 1)}}`, [1]), 'two tensors in one place'],
    [safetensorsFile(`{"a":${entry(0, 1)},"\\u0061":${entry(1, 2)}}`, [1, 2]), 'a name twice'],
    [safetensorsFile('{"__metadata__":{"a":"1","a":"2"}}'), 'a key of the metadata twice'],
    [safetensorsFile('{"__metadata__":{"a":1}}'), 'metadata that are no text'],
    [safetensorsFile('{"__metadata__":[]}'), 'metadata that are no object'],
    [safetensorsFile(`{"a":${entry(0, 1, '[1]', 'BOOL')}}`, [2]), 'a bool that is neither 0 nor 1'],
    [Uint8Array.of(3, 0, 0, 0, 0, 0, 0, 0, 0x7b, 0xff, 0x7d), 'a header that is not UTF-8'],
    [safetensorsFile(`{"a":${'['.repeat(200_000)}`), 'nesting without end'],
  ])('refuses %#: %2$s', (file) => {
    expect(() => decodeSafetensors(file)).toThrow(DataLossError);
  });

  test('names the tensor whose dtype we do not have', () => {
    const file = safetensorsFile(`{"scale":${entry(0, 1, '[1]', 'F8_E4M3')}}`, [1]);
    expect(() => decodeSafetensors(file)).toThrow(InvalidArgumentError);
    expect(() => decodeSafetensors(file)).toThrow(/'scale' is of dtype F8_E4M3/);
  });
});

describe('writing', () => {
  test('and reading back gives the same tensors and metadata', () => {
    const anyMetadata = fc
      .array(fc.tuple(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })), { maxLength: 3 })
      .map((pairs) => new Map(pairs));
    fc.assert(
      fc.property(anyTensors, anyMetadata, (tensors, metadata) => {
        expect(decodeSafetensors(encodeSafetensors(tensors, metadata))).toEqual({ tensors, metadata });
      }),
    );
  });

  test('begins every tensor at a multiple of its element width', () => {
    const file = encodeSafetensors(
      new Map<string, EncodedTensor>([
        ['a', bytesOf(1, 2, 3)],
        ['b', { dtype: 'float64', shape: [], bytes: new Uint8Array(8) }],
        ['c', { dtype: 'float16', shape: [3], bytes: new Uint8Array(6) }],
      ]),
    );
    const offsets = [...decodeSafetensors(file).tensors].map(([name, { bytes }]) => [
      name,
      bytes.byteOffset % 8,
    ]);
    expect(offsets).toEqual([
      ['b', 0],
      ['c', 0],
      ['a', 6],
    ]);
  });

  test.each([
    ['__metadata__', bytesOf(1), "the metadata's name"],
    ['\udc00', bytesOf(1), 'a name that UTF-8 cannot hold'],
    ['a', { ...bytesOf(1), shape: [2] }, 'bytes that do not fit the shape'],
  ])('refuses %j: %3$s', (name, tensor) => {
    expect(() => encodeSafetensors(new Map([[name, tensor]]))).toThrow(InvalidArgumentError);
  });
});

test('a damaged file is refused, or read as the sound tensors that its damaged header describes', () => {
  fc.assert(
    fc.property(anyTensors, fc.array(anyDamage, { minLength: 1, maxLength: 3 }), (tensors, damages) => {
      const file = damages.reduce(damaged, encodeSafetensors(tensors));
      const read = readOrRefuse(() => decodeSafetensors(file))?.tensors ?? new Map();
      expect([...read.values()].every(isSound)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test('a file cut anywhere is refused', () => {
  for (const recordedFile of recorded.safetensors) {
    const file = fileBytes(recordedFile);
    for (let length = 0; length < file.length; length++) {
      expect(() => decodeSafetensors(file.subarray(0, length))).toThrow(DataLossError);
    }
  }
});

test('any JSON for a header is refused or read', () => {
  const anyEntry = fc.record(
    {
      dtype: fc.constantFrom('U8', 'F32', 'BOOL', 'F9', 1),
      shape: fc.oneof(fc.array(fc.integer({ min: -1, max: 4 }), { maxLength: 3 }), fc.jsonValue()),
      data_offsets: fc.oneof(fc.tuple(fc.nat({ max: 8 }), fc.nat({ max: 8 })), fc.jsonValue()),
    },
    { requiredKeys: [] },
  );
  const anyHeader = fc.dictionary(fc.string(), fc.oneof(anyEntry, fc.jsonValue()), { maxKeys: 3 });
  fc.assert(
    fc.property(anyHeader, fc.array(fc.nat({ max: 255 }), { maxLength: 8 }), (header, data) => {
      const read = readOrRefuse(() => decodeSafetensors(safetensorsFile(JSON.stringify(header), data)));
      expect([...(read?.tensors.values() ?? [])].every(isSound)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});
