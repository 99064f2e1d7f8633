import { expect, test } from 'vitest';
import { allDTypes, byteWidth, isBigInt, isDType, isFloating, isInteger, numeric } from './dtypes.ts';

test('every dtype but bool is an integer or floating, and those are the numeric ones', () => {
  for (const dtype of allDTypes) {
    expect(Number(isInteger(dtype)) + Number(isFloating(dtype)), dtype).toBe(dtype === 'bool' ? 0 : 1);
    expect(numeric.members.includes(dtype as (typeof numeric.members)[number])).toBe(dtype !== 'bool');
  }
});

test('a dtype’s width is in its name', () => {
  for (const dtype of numeric.members) expect(byteWidth(dtype) * 8).toBe(Number(/\d+$/.exec(dtype)?.[0]));
  expect(byteWidth('bool')).toBe(1);
});

test('only the 64-bit integers are bigints', () => {
  expect(allDTypes.filter(isBigInt)).toEqual(['int64', 'uint64']);
});

test('a name is a dtype only if it is in the table itself', () => {
  expect(isDType('float32')).toBe(true);
  for (const name of ['float', 'toString', '', null, 3]) expect(isDType(name)).toBe(false);
});
