import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bfloat16ToNumber,
  type FloatingDType,
  float16ToNumber,
  numberToBfloat16,
  numberToFloat16,
} from '../dtype/index.ts';
import { type Decimal, shortestDecimal } from './format-digits.ts';

const roundTo: { readonly [D in FloatingDType]: (value: number) => number } = {
  float16: (value) => float16ToNumber(numberToFloat16(value)),
  bfloat16: (value) => bfloat16ToNumber(numberToBfloat16(value)),
  float32: Math.fround,
  float64: (value) => value,
};

const toNumber = ({ digits, exponent }: Decimal): number =>
  Number(`${digits}e${exponent + 1 - digits.length}`);

/** What makes a decimal the shortest: it reads back as the value, and one digit less, correctly rounded, does not. */
function expectShortest(magnitude: number, dtype: FloatingDType): void {
  const decimal = shortestDecimal(magnitude, dtype);
  const shorter = magnitude.toExponential(Math.max(0, decimal.digits.length - 2));
  const isShortest = decimal.digits.length === 1 || roundTo[dtype](Number(shorter)) !== magnitude;
  expect({ magnitude, readsBackAs: roundTo[dtype](toNumber(decimal)), isShortest }).toEqual({
    magnitude,
    readsBackAs: magnitude,
    isShortest: true,
  });
}

describe('the shortest decimal', () => {
  test('names float16 and bfloat16 values of every magnitude', () => {
    for (let bits = 0; bits < 0x7c00; bits += 7) expectShortest(float16ToNumber(bits), 'float16');
    for (let bits = 0; bits < 0x7f80; bits += 7) expectShortest(bfloat16ToNumber(bits), 'bfloat16');
  });

  test('names any float32', () => {
    fc.assert(
      fc.property(fc.float({ min: 0, noNaN: true, noDefaultInfinity: true }), (x) =>
        expectShortest(x, 'float32'),
      ),
    );
  });

  test("is JavaScript's own for a float64", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }), (x) => {
        const [digits, exponent] = x.toExponential().split('e');
        expect(shortestDecimal(x, 'float64')).toEqual({
          digits: digits.replace('.', ''),
          exponent: Number(exponent),
        });
      }),
    );
  });
});

describe('bounds', () => {
  test('cut on the exact value, and a tie goes to the even digit', () => {
    const eightBehindPoint = { counted: 'behindPoint', least: 0, most: 8 } as const;
    expect(shortestDecimal(0.001953125, 'float64', eightBehindPoint)).toEqual({
      digits: '195312',
      exponent: -3,
    });
    expect(shortestDecimal(0.005859375, 'float64', eightBehindPoint)).toEqual({
      digits: '585938',
      exponent: -3,
    });
  });

  test('carry into a new first digit', () => {
    const twoDigits = { counted: 'fromFirstDigit', least: 0, most: 2 } as const;
    expect(shortestDecimal(9.96, 'float64', twoDigits)).toEqual({ digits: '1', exponent: 1 });
  });

  test('show digits beyond the shortest as the value has them', () => {
    const tenDigits = { counted: 'fromFirstDigit', least: 10, most: 10 } as const;
    expect(shortestDecimal(Math.fround(0.1), 'float32', tenDigits)).toEqual({
      digits: '1000000015',
      exponent: -1,
    });
  });
});
