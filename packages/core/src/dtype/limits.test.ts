import { expect, test } from 'vitest';
import { InvalidArgumentError } from '../errors/index.ts';
import { floating, integers } from './dtypes.ts';
import { bfloat16ToNumber, float16ToNumber } from './half.ts';
import { finfo, highest, iinfo, lowest } from './limits.ts';

test('float32 limits are those of NumPy', () => {
  expect(finfo('float32')).toEqual({
    significandBits: 23,
    eps: 1.1920928955078125e-7,
    max: 3.4028234663852886e38,
    tiny: 1.1754943508222875e-38,
    smallestSubnormal: 1.401298464324817e-45,
  });
});

test('float64 limits are JavaScript’s own', () => {
  const { eps, max, smallestSubnormal } = finfo('float64');
  expect([eps, max, smallestSubnormal]).toEqual([Number.EPSILON, Number.MAX_VALUE, Number.MIN_VALUE]);
});

test('the limits of the halves are their extreme patterns', () => {
  expect(finfo('float16').max).toBe(float16ToNumber(0x7bff));
  expect(finfo('float16').tiny).toBe(float16ToNumber(0x0400));
  expect(finfo('float16').smallestSubnormal).toBe(float16ToNumber(1));
  expect(finfo('bfloat16').max).toBe(bfloat16ToNumber(0x7f7f));
  expect(finfo('bfloat16').tiny).toBe(bfloat16ToNumber(0x0080));
  expect(finfo('bfloat16').eps).toBe(2 ** -7);
});

test.each([
  ['int8', -128n, 127n],
  ['uint8', 0n, 255n],
  ['int32', -2147483648n, 2147483647n],
  ['int64', -9223372036854775808n, 9223372036854775807n],
  ['uint64', 0n, 18446744073709551615n],
] as const)('%s reaches from %d to %d', (dtype, min, max) => {
  expect(iinfo(dtype)).toMatchObject({ min, max });
});

test('the lowest and highest values are numbers, but bigints for 64-bit integers', () => {
  expect([lowest('int16'), highest('int16')]).toEqual([-32768, 32767]);
  expect([lowest('int64'), highest('uint64')]).toEqual([-(2n ** 63n), 2n ** 64n - 1n]);
  expect([lowest('float16'), highest('float64')]).toEqual([-Infinity, Infinity]);
  expect([lowest('bool'), highest('bool')]).toEqual([0, 1]);
});

test('each refuses the other’s dtypes and names the one to use', () => {
  for (const dtype of integers.members) expect(() => finfo(dtype)).toThrow(InvalidArgumentError);
  for (const dtype of floating.members) expect(() => iinfo(dtype)).toThrow(/use finfo/);
  expect(() => iinfo('bool')).toThrow(/bool is not an integer/);
});
