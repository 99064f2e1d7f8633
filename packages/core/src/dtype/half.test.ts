import { describe, expect, test } from 'vitest';
import { bfloat16ToNumber, float16ToNumber, numberToBfloat16, numberToFloat16 } from './half.ts';

const formats = [
  { name: 'float16', toNumber: float16ToNumber, toBits: numberToFloat16, infinity: 0x7c00, quietNan: 0x7e00 },
  {
    name: 'bfloat16',
    toNumber: bfloat16ToNumber,
    toBits: numberToBfloat16,
    infinity: 0x7f80,
    quietNan: 0x7fc0,
  },
];

describe.each(formats)('$name', ({ toNumber, toBits, infinity, quietNan }) => {
  /** The patterns below `end` for which a property fails: an expectation for each would take minutes. */
  const exceptions = (end: number, holds: (bits: number) => boolean) => {
    const failed: number[] = [];
    for (let bits = 0; bits < end; bits++) if (!holds(bits)) failed.push(bits);
    return failed;
  };

  test('all 65,536 patterns come back, NaNs as the quiet one', () => {
    const comesBack = (bits: number) =>
      toBits(toNumber(bits)) === ((bits & 0x7fff) > infinity ? quietNan : bits);
    expect(exceptions(0x10000, comesBack)).toEqual([]);
  });

  test('patterns are in the order of their numbers', () => {
    expect(exceptions(infinity, (bits) => toNumber(bits) < toNumber(bits + 1))).toEqual([]);
    expect(toNumber(infinity)).toBe(Infinity);
    expect(toNumber(infinity | 0x8000)).toBe(-Infinity);
  });

  test('halfway between any two neighbours goes to the even pattern, and a little off it to the nearer one', () => {
    const roundsWell = (bits: number) => {
      const middle = (toNumber(bits) + toNumber(bits + 1)) / 2;
      const even = bits % 2 === 0 ? bits : bits + 1;
      const little = middle * 2 ** -40;
      return (
        toBits(middle) === even &&
        toBits(-middle) === (even | 0x8000) &&
        toBits(middle - little) === bits &&
        toBits(middle + little) === bits + 1
      );
    };
    expect(exceptions(infinity - 1, roundsWell)).toEqual([]);
  });

  test('what is halfway beyond the largest number, or more, is infinite', () => {
    const largest = toNumber(infinity - 1);
    const halfway = largest + (largest - toNumber(infinity - 2)) / 2;
    expect(toBits(halfway)).toBe(infinity);
    expect(toBits(-halfway)).toBe(infinity | 0x8000);
    expect(toBits(halfway * (1 - 2 ** -50))).toBe(infinity - 1);
    expect(toBits(Infinity)).toBe(infinity);
    expect(toBits(Number.MAX_VALUE)).toBe(infinity);
  });

  test('half of the smallest subnormal or less is a zero of the same sign', () => {
    const smallest = toNumber(1);
    expect(toBits(smallest / 2)).toBe(0);
    expect(toBits(smallest * 0.51)).toBe(1);
    expect(toBits(-smallest / 2)).toBe(0x8000);
    expect(toBits(-0)).toBe(0x8000);
    expect(toBits(Number.MIN_VALUE)).toBe(0);
    expect(toNumber(0x8000)).toBe(-0);
  });

  test('every NaN is the quiet one', () => {
    expect(toBits(NaN)).toBe(quietNan);
    expect(toNumber(infinity + 1)).toBeNaN();
  });
});

test('a number is rounded once, straight from float64', () => {
  expect(float16ToNumber(numberToFloat16(1 + 2 ** -11 + 2 ** -40))).toBe(1 + 2 ** -10);
  expect(bfloat16ToNumber(numberToBfloat16(1 + 2 ** -8 + 2 ** -40))).toBe(1 + 2 ** -7);
});

test.each([
  [0x3c00, 1],
  [0xc000, -2],
  [0x7bff, 65504],
  [0x0400, 2 ** -14],
  [0x0001, 2 ** -24],
  [0x3555, 0.333251953125],
])('float16 pattern %d is %d', (bits, value) => {
  expect(float16ToNumber(bits)).toBe(value);
});

test.each([
  [0x3f80, 1],
  [0xc000, -2],
  [0x4049, 3.140625],
  [0x0080, 2 ** -126],
  [0x0001, 2 ** -133],
])('bfloat16 pattern %d is %d', (bits, value) => {
  expect(bfloat16ToNumber(bits)).toBe(value);
});
