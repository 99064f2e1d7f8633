/**
 * @file Floating-point elements as NumPy prints them: one form, positional or scientific, for a whole array, chosen and
 * aligned so that columns can be compared by eye.
 *
 * The rules are those of NumPy 2.4 with its default print options (precision 8, `floatmode='maxprec'`). bfloat16,
 * which NumPy leaves to extensions that print it unaligned, is laid out like float16, in its own shortest digits.
 */

import {
  bfloat16ToNumber,
  type FloatingDType,
  float16ToNumber,
  numberToBfloat16,
  numberToFloat16,
} from '../dtype/index.ts';
import { type Decimal, shortestDecimal } from './format-digits.ts';

/** Digits behind the point of an array's element, at most. */
const PRECISION = 8;

/** From here on a number is scientific: where the dtype no longer holds every integer digit that would be shown. */
const scientificFrom: {
  readonly [D in FloatingDType]: { readonly element: number; readonly scalar: number };
} = {
  float16: { element: 1e3, scalar: 1e3 },
  bfloat16: { element: 1e3, scalar: 1e3 },
  float32: { element: 1e6, scalar: 1e6 },
  float64: { element: 1e8, scalar: 1e16 },
};

/** The text left and right of the decimal point, unpadded. The right side of a scientific form has its exponent. */
interface Halves {
  readonly left: string;
  readonly right: string;
}

/**
 * A function that prints each of `values` (finite or not, values of `dtype`) at one width, the points aligned.
 *
 * @example
 * [1, -2.5, NaN].map(floatFormatter([1, -2.5, NaN], 'float32')); // => [' 1. ', '-2.5', ' nan']
 */
export function floatFormatter(values: readonly number[], dtype: FloatingDType): (value: number) => string {
  const finite = values.filter(Number.isFinite);
  const halve = spansManyMagnitudes(finite, dtype)
    ? scientificHalves(finite, dtype)
    : positionalHalves(dtype);

  const halves = finite.map(halve);
  const rightWidth = longest(halves.map(({ right }) => right));
  const leftWidth = Math.max(
    longest(halves.map(({ left }) => left)),
    longest(values.filter((value) => !Number.isFinite(value)).map(nonFiniteText)) - rightWidth - 1,
  );
  return (value) => {
    if (!Number.isFinite(value)) return nonFiniteText(value).padStart(leftWidth + 1 + rightWidth);
    const { left, right } = halve(value);
    return `${left.padStart(leftWidth)}.${right.padEnd(rightWidth)}`;
  };
}

/**
 * A floating-point scalar as Python's `str` of a NumPy scalar gives it: all digits the value needs, at least one behind the point.
 *
 * @example
 * formatFloatScalar(5, 'float32'); // => '5.0'
 */
export function formatFloatScalar(value: number, dtype: FloatingDType): string {
  if (!Number.isFinite(value)) return nonFiniteText(value);
  const magnitude = Math.abs(value);
  const decimal = shortestDecimal(magnitude, dtype);
  if (magnitude === 0 || (magnitude >= 1e-4 && magnitude < scientificFrom[dtype].scalar)) {
    const { left, right } = positional(decimal);
    return `${signOf(value)}${left}.${right || '0'}`;
  }
  const [first, ...rest] = decimal.digits;
  const fraction = rest.length > 0 ? `.${rest.join('')}` : '';
  return `${signOf(value)}${first}${fraction}${exponentText(decimal.exponent, 2)}`;
}

/** Whether an array must be printed in scientific form: a column of positional numbers would be too wide or show nothing. */
function spansManyMagnitudes(finite: readonly number[], dtype: FloatingDType): boolean {
  const magnitudes = finite.map(Math.abs).filter((magnitude) => magnitude > 0);
  if (magnitudes.length === 0) return false;
  const largest = magnitudes.reduce((a, b) => Math.max(a, b));
  const smallest = magnitudes.reduce((a, b) => Math.min(a, b));
  // NumPy compares in the array's own arithmetic: the bound and the quotient are rounded to the dtype.
  return (
    largest >= scientificFrom[dtype].element ||
    smallest < rounded(1e-4, dtype) ||
    rounded(largest / smallest, dtype) > 1000
  );
}

/** Positional halves: the shortest digits, cut at the precision. */
function positionalHalves(dtype: FloatingDType): (value: number) => Halves {
  return (value) => {
    const bounds = { counted: 'behindPoint', least: 0, most: PRECISION } as const;
    const { left, right } = positional(shortestDecimal(Math.abs(value), dtype, bounds));
    return { left: signOf(value) + left, right };
  };
}

/** Scientific halves: every value gets as many digits as the one that needs most of them, and as wide an exponent. */
function scientificHalves(finite: readonly number[], dtype: FloatingDType): (value: number) => Halves {
  const needed = finite.map((value) =>
    shortestDecimal(Math.abs(value), dtype, { counted: 'fromFirstDigit', least: 0, most: PRECISION + 1 }),
  );
  const digitCount = longest(needed.map(({ digits }) => digits));
  const exponentWidth = longest(needed.map(({ exponent }) => Math.abs(exponent).toString().padStart(2, '0')));
  return (value) => {
    const bounds = { counted: 'fromFirstDigit', least: digitCount, most: digitCount } as const;
    const { digits, exponent } = shortestDecimal(Math.abs(value), dtype, bounds);
    const fraction = digits.slice(1).padEnd(digitCount - 1, '0');
    return { left: signOf(value) + digits[0], right: fraction + exponentText(exponent, exponentWidth) };
  };
}

/** The decimal written out without an exponent, in halves. */
function positional({ digits, exponent }: Decimal): Halves {
  if (exponent < 0) return { left: '0', right: digits.padStart(digits.length - exponent - 1, '0') };
  return { left: digits.slice(0, exponent + 1).padEnd(exponent + 1, '0'), right: digits.slice(exponent + 1) };
}

function exponentText(exponent: number, width: number): string {
  return `e${exponent < 0 ? '-' : '+'}${Math.abs(exponent).toString().padStart(width, '0')}`;
}

function nonFiniteText(value: number): string {
  return Number.isNaN(value) ? 'nan' : value < 0 ? '-inf' : 'inf';
}

/** '-' also for −0, which NumPy prints as `-0.`. */
function signOf(value: number): string {
  return value < 0 || Object.is(value, -0) ? '-' : '';
}

function longest(texts: readonly string[]): number {
  return texts.reduce((length, text) => Math.max(length, text.length), 0);
}

function rounded(value: number, dtype: FloatingDType): number {
  switch (dtype) {
    case 'float16':
      return float16ToNumber(numberToFloat16(value));
    case 'bfloat16':
      return bfloat16ToNumber(numberToBfloat16(value));
    case 'float32':
      return Math.fround(value);
    case 'float64':
      return value;
  }
}
