import { describe, expect, test } from 'vitest';
import { encodeValues, nestValues, type Values } from './nested-values.ts';

const encode = (value: Values, dtype?: Parameters<typeof encodeValues>[1]) =>
  encodeValues(value, dtype, 'constant');

describe('what values become without being told', () => {
  test.each([
    ['a number', 1.5, 'float32', []],
    ['a boolean', true, 'bool', []],
    ['a bigint', 7n, 'int64', []],
    [
      'nested numbers',
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
      'float32',
      [2, 3],
    ],
    ['a typed array', new Int16Array([1, 2]), 'int16', [2]],
    ['clamped bytes', new Uint8ClampedArray([1, 2]), 'uint8', [2]],
    ['typed arrays in an array', [new Float64Array([1, 2]), new Float64Array([3, 4])], 'float64', [2, 2]],
    ['an empty array', [], 'float32', [0]],
    ['empty arrays in an array', [[], []], 'float32', [2, 0]],
  ] as const)('%s', (_, value, dtype, shape) => {
    const encoded = encode(value as Values);
    expect([encoded.dtype, encoded.shape]).toEqual([dtype, shape]);
  });
});

test('a typed array is copied, so later writes to it do not reach the tensor', () => {
  const values = new Float32Array([1, 2]);
  const { bytes } = encode(values);
  values[0] = 9;
  expect(new Float32Array(bytes.buffer)).toEqual(new Float32Array([1, 2]));
});

test('a window on a larger buffer contributes its own elements only', () => {
  const window = new Float32Array([0, 1, 2, 3]).subarray(1, 3);
  expect(new Float32Array(encode(window).bytes.buffer)).toEqual(new Float32Array([1, 2]));
});

test('numbers go to any dtype that holds them', () => {
  expect(new Int8Array(encode([-128, 127], 'int8').bytes.buffer)).toEqual(new Int8Array([-128, 127]));
  expect(new BigInt64Array(encode([1, 2], 'int64').bytes.buffer)).toEqual(new BigInt64Array([1n, 2n]));
  expect(new Uint16Array(encode([1, 2], 'float16').bytes.buffer)).toEqual(new Uint16Array([0x3c00, 0x4000]));
});

describe('what is refused, and says where', () => {
  test.each([
    [
      'a row that is too short',
      [[1, 2], [3]],
      undefined,
      /ragged: at \[1\] expected an array of length 2, got length 1/,
    ],
    [
      'a value where a row should be',
      [[1, 2], 3],
      undefined,
      /at \[1\] expected an array of length 2, got a single value/,
    ],
    ['a row where a value should be', [1, [2]], undefined, /at \[1\] expected a single value, got length 1/],
    ['a mix of kinds', [1, true], undefined, /mix numbers and booleans, at \[1\]/],
    ['a mix of typed arrays', [new Int8Array(1), new Int16Array(1)], undefined, /mix int8 and int16/],
    ['text', ['a'], undefined, /got string at \[0\]/],
    ['null', null, undefined, /got null/],
    ['a fraction as an integer', [1.5], 'int32', /1\.5 cannot be int32: it is not an integer/],
    ['NaN as an integer', [Number.NaN], 'int32', /NaN cannot be int32/],
    ['a number beyond the dtype', [300], 'int8', /300 cannot be int8: it is outside \[-128, 127\]/],
    ['a negative unsigned', [-1], 'uint8', /-1 cannot be uint8/],
    ['a boolean as a number', [true], 'float32', /true cannot be float32/],
    ['a number as a boolean', [1], 'bool', /1 cannot be bool/],
  ] as const)('%s', (_, value, dtype, message) => {
    expect(() => encode(value as unknown as Values, dtype)).toThrow(message);
  });
});

test('nesting gives booleans for bool and the element itself for a scalar', () => {
  expect(nestValues('bool', new Uint8Array([0, 1]), [2])).toEqual([false, true]);
  expect(nestValues('float32', new Float32Array([5]), [])).toBe(5);
  expect(nestValues('int32', new Int32Array(0), [2, 0])).toEqual([[], []]);
});

test('a dtype that there is not is refused by name', () => {
  expect(() => encode([1], 'float33' as 'float32')).toThrow(/constant: 'float33' is not a dtype/);
});
