/**
 * @file The shortest decimal digits of a floating-point number, in the number's own precision.
 *
 * JavaScript prints every number as a float64, so a float32 0.1 would come out as 0.10000000149011612. A tensor
 * prints the fewest digits that name the value among its *dtype's* values, as NumPy does: 0.1. The algorithm is
 * Steele and White's free-format printing (PLDI 1990, with the scaled integers of Burger & Dybvig, PLDI 1996), which
 * NumPy calls Dragon4. Big integers keep it exact, hence short; only printing uses it, for about a thousand values
 * at most.
 */

import { type FloatingDType, finfo } from '../dtype/index.ts';

/** A positive decimal number d.ddd… × 10^exponent, without trailing zeros; zero is `{ digits: '0', exponent: 0 }`. */
export interface Decimal {
  readonly digits: string;
  readonly exponent: number;
}

/**
 * How many digits to produce where the shortest form is not what is asked: at least `least`, though fewer would do,
 * and at most `most`, though more would be needed. Counted behind the decimal point, or from the first digit on.
 */
export interface DigitBounds {
  readonly counted: 'behindPoint' | 'fromFirstDigit';
  readonly least: number;
  readonly most: number;
}

/** As many digits as the value needs, and no more. */
export const shortest: DigitBounds = { counted: 'fromFirstDigit', least: 0, most: Infinity };

/**
 * The shortest decimal that rounds to `magnitude` and to no other value of `dtype`, within `bounds`. A digit cut off
 * by the bounds is rounded to nearest on the exact value, ties to even.
 *
 * @param magnitude finite, not negative, and a value of `dtype`.
 * @example
 * shortestDecimal(Math.fround(0.1), 'float32'); // => { digits: '1', exponent: -1 }
 */
export function shortestDecimal(
  magnitude: number,
  dtype: FloatingDType,
  bounds: DigitBounds = shortest,
): Decimal {
  if (magnitude === 0) return { digits: '0', exponent: 0 };
  const { significand, power, isDenserBelow } = decompose(magnitude, dtype);

  // Integers with magnitude = value / scale and, as the half-way distances to the neighbouring values of the dtype,
  // below / scale and above / scale.
  const doubling = isDenserBelow ? 4n : 2n;
  let value = significand * doubling * twoTo(power);
  let scale = doubling * twoTo(-power);
  let below = twoTo(power);
  let above = isDenserBelow ? 2n * below : below;

  // Bring value / scale into [1, 10). The logarithm is rounded and may miss by one; the comparison is exact.
  let exponent = Math.floor(Math.log10(magnitude)) + 1;
  while (value * tenTo(-exponent) < scale * tenTo(exponent)) exponent--;
  scale *= tenTo(exponent);
  value *= tenTo(-exponent);
  below *= tenTo(-exponent);
  above *= tenTo(-exponent);

  const firstCounted = bounds.counted === 'behindPoint' ? -1 : exponent;
  const mayStopAt = firstCounted + 1 - bounds.least;
  const mustStopAt = firstCounted + 1 - bounds.most;
  // A tie is read back as the even neighbour, so an even significand also owns the ends of its interval.
  const ownsEnds = significand % 2n === 0n;

  let digits = '';
  for (let position = exponent; ; position--) {
    const digit = value / scale;
    value %= scale;
    const downIsUnique = ownsEnds ? value <= below : value < below;
    const upIsUnique = ownsEnds ? value + above >= scale : value + above > scale;
    if (((downIsUnique || upIsUnique) && position <= mayStopAt) || position === mustStopAt) {
      // Where both roundings would do, or neither, the nearer one; ties to even.
      const aboveHalf = 2n * value - scale;
      const upIsNearer = aboveHalf > 0n || (aboveHalf === 0n && digit % 2n === 1n);
      const roundUp = downIsUnique === upIsUnique ? upIsNearer : upIsUnique;
      return withoutTrailingZeros(BigInt(digits + digit) + (roundUp ? 1n : 0n), digits.length + 1, exponent);
    }
    digits += digit;
    value *= 10n;
    below *= 10n;
    above *= 10n;
  }
}

/** magnitude = significand · 2^power with the dtype's full significand, or its smallest power for a subnormal. */
function decompose(magnitude: number, dtype: FloatingDType) {
  const { significandBits, smallestSubnormal, tiny } = finfo(dtype);
  const power = Math.max(binaryExponent(magnitude), binaryExponent(tiny)) - significandBits;
  // Exact: power is never below the exponent of the smallest subnormal.
  const significand = BigInt(magnitude / 2 ** power);
  // Under a power of two the values lie twice as dense as over it, unless they are the subnormals already.
  const isDenserBelow = significand === 1n << BigInt(significandBits) && 2 ** power > smallestSubnormal;
  return { significand, power, isDenserBelow };
}

const scratch = new DataView(new ArrayBuffer(8));

/** ⌊log₂ magnitude⌋, or −1023 for a subnormal float64: read from the bits, since `Math.log2` rounds. */
function binaryExponent(magnitude: number): number {
  scratch.setFloat64(0, magnitude);
  return ((scratch.getUint32(0) >>> 20) & 0x7ff) - 1023;
}

/** base^power, and 1 instead of a fraction: a negative power goes to the other side of the quotient. */
const wholePower = (base: bigint) => (power: number) => base ** BigInt(Math.max(0, power));
const twoTo = wholePower(2n);
const tenTo = wholePower(10n);

/** The decimal of `count` digits whose first stands for 10^exponent; one digit more if rounding carried, as 9.9 → 10. */
function withoutTrailingZeros(allDigits: bigint, count: number, exponent: number): Decimal {
  const digits = allDigits.toString();
  return { digits: digits.replace(/0+$/, ''), exponent: exponent + digits.length - count };
}
