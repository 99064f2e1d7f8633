import { describe, expect, test } from 'vitest';
import { allDTypes, type DType, type FloatingDType, type IntegerDType, isBigInt } from '../dtype/index.ts';
import { bitcastFunction, castFunction } from './cast.ts';
import casts from './testdata/tensorflow-casts.json' with { type: 'json' };

const elementOf = (dtype: DType) => (value: number | string | bigint) =>
  isBigInt(dtype) ? BigInt(value) : Number(value);

const cast = (from: DType, to: DType, values: readonly (number | string)[]) =>
  values.map(elementOf(from)).map(castFunction(from, to));

describe.each(Object.keys(casts.fromFloat) as FloatingDType[])(
  'TensorFlow agrees on casts from %s',
  (from) => {
    // What the record gives as float64 is first a number of the dtype, as in TensorFlow's constant.
    const source = cast('float64', from, casts.values).map(Number);
    test.each(allDTypes)('to %s', (to) => {
      const want: readonly (number | string)[] = casts.fromFloat[from][to];
      expect(cast(from, to, source)).toEqual(want.map(elementOf(to)));
    });
  },
);

describe.each(Object.keys(casts.fromInteger) as IntegerDType[])(
  'TensorFlow agrees on casts from %s',
  (from) => {
    const { values, ...targets } = casts.fromInteger[from];
    test.each(allDTypes)('to %s', (to) => {
      const want: readonly (number | string)[] = targets[to];
      expect(cast(from, to, values)).toEqual(want.map(elementOf(to)));
    });
  },
);

test('a float64 reaches float16 in one rounding', () => {
  expect(castFunction('float64', 'float16')(1 + 2 ** -11 + 2 ** -40)).toBe(1 + 2 ** -10);
});

test('an int64 reaches float32 and bfloat16 in one rounding', () => {
  // One above a tie: a detour over float64 would lose the one, and then round to even.
  expect(castFunction('int64', 'float32')(2n ** 60n + 2n ** 36n + 1n)).toBe(2 ** 60 + 2 ** 37);
  expect(castFunction('int64', 'float32')(-(2n ** 60n) - 2n ** 36n - 1n)).toBe(-(2 ** 60) - 2 ** 37);
  expect(castFunction('uint64', 'bfloat16')(2n ** 62n + 2n ** 54n + 1n)).toBe(2 ** 62 + 2 ** 55);
});

test.each([
  ['float32', 'int32', -0, -(2 ** 31)],
  ['int32', 'float32', 0x3f800000, 1],
  ['float16', 'uint16', 1, 0x3c00],
  ['uint16', 'bfloat16', 0x3f80, 1],
  ['float64', 'int64', 1, 0x3ff0000000000000n],
  ['uint64', 'float64', 0x7ff0000000000000n, Infinity],
  ['int8', 'uint8', -1, 255],
] as const)('bitcast reads the bits of a %s as %s', (from, to, value, want) => {
  expect(bitcastFunction(from, to)(value)).toBe(want);
});
