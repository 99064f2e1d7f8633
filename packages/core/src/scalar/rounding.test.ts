import { expect, test } from 'vitest';
import { roundElement, roundToStored } from './rounding.ts';

test.each([
  ['int8', 128, -128],
  ['int8', -129, 127],
  ['int16', 32768, -32768],
  ['int32', 2 ** 31, -(2 ** 31)],
  ['uint8', -1, 255],
  ['uint16', 65536, 0],
  ['uint32', -1, 2 ** 32 - 1],
] as const)('%s wraps %d to %d', (dtype, raw, want) => {
  expect(roundElement[dtype](raw)).toBe(want);
});

test('64-bit integers wrap', () => {
  expect(roundElement.int64(2n ** 63n)).toBe(-(2n ** 63n));
  expect(roundElement.uint64(-1n)).toBe(2n ** 64n - 1n);
});

test('the halves have float32 precision in programs and their own when stored', () => {
  const x = 1 + 2 ** -9 + 2 ** -23 + 2 ** -30;
  expect(roundElement.float16(x)).toBe(1 + 2 ** -9 + 2 ** -23);
  expect(roundElement.bfloat16(x)).toBe(1 + 2 ** -9 + 2 ** -23);
  expect(roundToStored.float16(x)).toBe(1 + 2 ** -9);
  expect(roundToStored.bfloat16(x)).toBe(1);
});

test('float64 and bool are left alone', () => {
  expect(roundElement.float64(0.1)).toBe(0.1);
  expect(roundElement.bool(1)).toBe(1);
});
