import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DataLossError, InvalidArgumentError } from '../errors/index.ts';
import type { EncodedTensor } from './encoded-tensor.ts';
import { decodeNpy, encodeNpy } from './npy.ts';
import { anyDamage, anyTensor, damaged, isSound, readOrRefuse } from './testdata/arbitrary.ts';
import { expectedTensor, fileBytes, recorded } from './testdata/recorded.ts';

/** A version 1.0 file with this header text and these bytes after it. */
function npyFile(header: string, data: readonly number[] = []): Uint8Array {
  const text = new TextEncoder().encode(header);
  return Uint8Array.from([
    0x93,
    ...new TextEncoder().encode('NUMPY'),
    1,
    0,
    text.length % 256,
    text.length >> 8,
    ...text,
    ...data,
  ]);
}

const header = (shape: string, descr = "'|u1'") =>
  `{'descr': ${descr}, 'fortran_order': False, 'shape': ${shape}, }`;

describe(`files of ${recorded.recordedWith}`, () => {
  for (const file of recorded.npy) {
    test(`${file.what} is read`, () => {
      expect(decodeNpy(fileBytes(file), { voidAsBfloat16: true })).toEqual(expectedTensor(file));
    });
  }

  for (const file of recorded.npy.filter(({ sameWhenWritten }) => sameWhenWritten)) {
    test(`${file.what} is written as the same bytes`, () => {
      expect(encodeNpy(expectedTensor(file))).toEqual(fileBytes(file));
    });
  }

  for (const file of recorded.npyOfNoDtype) {
    test(`${file.what} are refused`, () => {
      expect(() => decodeNpy(fileBytes(file))).toThrow(InvalidArgumentError);
    });
  }
});

describe('reading', () => {
  test('does not take two bytes of unknown meaning for bfloat16 unless told so', () => {
    const file = npyFile(header('(1,)', "'|V2'"), [0x80, 0x3f]);
    expect(() => decodeNpy(file)).toThrow(/voidAsBfloat16.*safetensors/);
    expect(decodeNpy(file, { voidAsBfloat16: true })).toEqual({
      dtype: 'bfloat16',
      shape: [1],
      bytes: Uint8Array.of(0x80, 0x3f),
    });
  });

  test('views the file where the elements need no conversion', () => {
    const file = npyFile(header('(2,)'), [7, 8]);
    expect(decodeNpy(file).bytes.buffer).toBe(file.buffer);
  });

  test('works on a file that is a view into a larger buffer', () => {
    const file = encodeNpy({ dtype: 'float64', shape: [1], bytes: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8) });
    const buffer = new Uint8Array(file.length + 3);
    buffer.set(file, 3);
    expect(decodeNpy(buffer.subarray(3))).toEqual(decodeNpy(file));
  });

  test.each([
    ["{'shape':(2,),'fortran_order':False,'descr':'|u1'}", 'keys in another order, no spaces'],
    ['{"descr": "|u1", "fortran_order": False, "shape": (2,)}', 'double quotes'],
    ["{'descr': '<u1', 'fortran_order': False, 'shape': (2L,), }  \n", 'a long integer of Python 2'],
    [" { 'descr' : '|u1' , 'fortran_order' : False , 'shape' : ( 2 , ) , } ", 'spaces everywhere'],
  ])('accepts %s (%s)', (text) => {
    expect(decodeNpy(npyFile(text, [1, 2]))).toEqual({
      dtype: 'uint8',
      shape: [2],
      bytes: Uint8Array.of(1, 2),
    });
  });

  test.each([
    ['', 'no header'],
    ['{}', 'no keys'],
    ["{'descr': '|u1', 'fortran_order': False}", 'a missing key'],
    ["{'descr': '|u1', 'fortran_order': False, 'shape': (2,), 'extra': 1}", 'a key too many'],
    ["{'descr': '|u1', 'descr': '|u1', 'fortran_order': False, 'shape': (2,)}", 'a key twice'],
    ["{'descr': '|u1', 'fortran_order': False, 'shape': (2)}", 'a number for a tuple'],
    ["{'descr': '|u1', 'fortran_order': False, 'shape': [2]}", 'a list for a tuple'],
    ["{'descr': '|u1', 'fortran_order': False, 'shape': (2,,)}", 'two commas'],
    ["{'descr': '|u1', 'fortran_order': False, 'shape': (-2,)}", 'a negative length'],
    ["{'descr': '|u1', 'fortran_order': False, 'shape': (02,)}", 'a leading zero'],
    ["{'descr': '|u1', 'fortran_order': False, 'shape': (2.0,)}", 'a fraction'],
    ["{'descr': '|u1', 'fortran_order': False, 'shape': (True, 2)}", 'a boolean length'],
    ["{'descr': '|u1', 'fortran_order': 0, 'shape': (2,)}", 'a number for a boolean'],
    ["{'descr': '|u1', 'fortran_order': False, 'shape': (2,)} or __import__('os')", 'code after it'],
    ["dict(descr='|u1', fortran_order=False, shape=(2,))", 'an expression'],
    ["{'descr': '|u\\x31', 'fortran_order': False, 'shape': (2,)}", 'an escape'],
    ["{'descr': '|u1' 'fortran_order': False, 'shape': (2,)}", 'a missing comma'],
    ["{'descr': '|u1', 'fortran_order': False, 'shape': (2,)", 'no closing brace'],
    ["{'descr': 'uint8', 'fortran_order': False, 'shape': (2,)}", 'no type string'],
    ["{'descr': '|u2', 'fortran_order': False, 'shape': (1,)}", 'no byte order'],
    [header(`(${'1, '.repeat(65)})`), 'too many axes'],
    [header('(9007199254740993,)'), 'a length beyond 2^53'],
    [header('(4503599627370496, 4503599627370496, 2)'), 'more elements than there can be'],
    [header(`(${'9007199254740991, '.repeat(30)})`), 'a size beyond any number'],
  ])('refuses %j: %s', (text) => {
    expect(() => decodeNpy(npyFile(text, [1, 2]))).toThrow(DataLossError);
  });

  test('takes an axis of length zero beside enormous ones for empty', () => {
    expect(decodeNpy(npyFile(header(`(${'9007199254740991, '.repeat(30)}0)`))).bytes).toHaveLength(0);
  });

  test.each([
    [Uint8Array.of(), 'empty'],
    [new TextEncoder().encode('PK\u0003\u0004 not an array'), 'of another format'],
    [Uint8Array.of(...npyFile(header('(0,)')).fill(4, 6, 7)), 'of version 4'],
    [
      Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 2, 0, 0xff, 0xff, 0xff, 0xff),
      'with a header of 4 GiB',
    ],
    [Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 2, 0, 1, 0), 'that ends within its header length'],
  ])('refuses a file that is %2$s', (file) => {
    expect(() => decodeNpy(file)).toThrow(DataLossError);
  });

  test('says what is missing from a file that is cut short', () => {
    expect(() => decodeNpy(npyFile(header('(3,)'), [1, 2]))).toThrow(
      'decodeNpy: uint8 of shape (3,) takes 3 bytes, but 2 follow the header; the file is cut short.',
    );
  });

  test('refuses bytes after the array', () => {
    expect(() => decodeNpy(npyFile(header('(1,)'), [1, 2]))).toThrow(/too long/);
  });

  test('refuses a bool that is neither 0 nor 1', () => {
    expect(() => decodeNpy(npyFile(header('(2,)', "'|b1'"), [1, 2]))).toThrow(DataLossError);
  });
});

describe('writing', () => {
  test('and reading back gives the same tensor', () => {
    fc.assert(
      fc.property(anyTensor, (tensor) => {
        expect(decodeNpy(encodeNpy(tensor), { voidAsBfloat16: true })).toEqual(tensor);
      }),
    );
  });

  test.each<[EncodedTensor, string]>([
    [{ dtype: 'float32', shape: [2], bytes: new Uint8Array(7) }, 'bytes that do not fit'],
    [{ dtype: 'uint8', shape: [-1], bytes: new Uint8Array(0) }, 'a negative length'],
    [{ dtype: 'uint8', shape: Array(65).fill(1), bytes: new Uint8Array(1) }, 'more axes than NumPy has'],
  ])('refuses %j: %s', (tensor) => {
    expect(() => encodeNpy(tensor)).toThrow(InvalidArgumentError);
  });
});

test('a damaged file is refused, or read as a sound tensor that its damaged header describes', () => {
  fc.assert(
    fc.property(anyTensor, fc.array(anyDamage, { minLength: 1, maxLength: 3 }), (tensor, damages) => {
      const file = damages.reduce(damaged, encodeNpy(tensor));
      const read = readOrRefuse(() => decodeNpy(file, { voidAsBfloat16: true }));
      expect(read === undefined || isSound(read)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test('a file cut anywhere is refused', () => {
  fc.assert(
    fc.property(anyTensor, fc.nat(), (tensor, at) => {
      const file = encodeNpy(tensor);
      expect(() => decodeNpy(file.subarray(0, at % file.length), { voidAsBfloat16: true })).toThrow(
        DataLossError,
      );
    }),
  );
});

test('any text for a header is refused or read, never evaluated or crashed on', () => {
  const words = [
    '{',
    '}',
    '(',
    ')',
    '[',
    ',',
    ':',
    "'descr'",
    "'shape'",
    "'fortran_order'",
    "'<f4'",
    'True',
    'False',
    '1',
    '2L',
    ' ',
    '"',
    "'",
  ];
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 3 })), { maxLength: 30 }),
      (tokens) => {
        const read = readOrRefuse(() => decodeNpy(npyFile(tokens.join(''))));
        expect(read === undefined || isSound(read)).toBe(true);
      },
    ),
    { numRuns: 1000 },
  );
});
