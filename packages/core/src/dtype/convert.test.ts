import { expect, test } from 'vitest';
import { decodeValues, elementValue, encodeElement, storageView } from './convert.ts';

test('16-bit floats are decoded to the numbers they stand for', () => {
  expect(decodeValues('float16', new Uint8Array([0x00, 0x3c, 0x00, 0xc0]))).toEqual(Float32Array.of(1, -2));
  expect(decodeValues('bfloat16', new Uint8Array([0x80, 0x3f]))).toEqual(Float32Array.of(1));
});

test('other dtypes are viewed, not copied', () => {
  const bytes = new Uint8Array(8);
  const values = decodeValues('int32', bytes);
  bytes[4] = 5;
  expect(values).toEqual(Int32Array.of(0, 5));
});

test('bytes that are not aligned to the element are copied', () => {
  const bytes = Uint8Array.of(99, 1, 0, 0, 0).subarray(1);
  expect(storageView('int32', bytes)).toEqual(Int32Array.of(1));
});

test.each([
  ['bool', true, 1],
  ['bool', 0, 0],
  ['int64', 5, 5n],
  ['uint64', 5n, 5n],
  ['float16', 1, 0x3c00],
  ['bfloat16', 1, 0x3f80],
  ['float32', true, 1],
  ['int32', 7n, 7],
] as const)('as %s, %s is stored as %s', (dtype, value, stored) => {
  expect(encodeElement(dtype, value)).toBe(stored);
});

test('a bool reads as true or false', () => {
  expect(elementValue('bool', 1)).toBe(true);
  expect(elementValue('bool', 0)).toBe(false);
  expect(elementValue('int64', 3n)).toBe(3n);
});
