/**
 * @file a·b + c rounded once, as the processor's fused multiply–add does it.
 *
 * The C library whose float64 `log`, `sin` and `cos` TensorFlow's float64 normals go through fuses multiplications and
 * additions, which changes last bits, and JavaScript has no such operation. This one is exact for the magnitudes that
 * those functions meet; it does not care for overflow, underflow, infinity or NaN.
 *
 * Source: Boldo, Melquiond, "Emulation of FMA and Correctly Rounded Sums: Proved Algorithms Using Rounding to Odd"
 * (IEEE Transactions on Computers 57, 2008); the exact product is Veltkamp's and Dekker's, the exact sum Knuth's.
 */

/** 2²⁷ + 1 splits a float64 into two halves of 26 bits each. */
const SPLITTER = 2 ** 27 + 1;

const float64 = new Float64Array(1);
const bits = new BigInt64Array(float64.buffer);

/** a·b + c, rounded once to the nearest float64. Operands and results must be well inside the normal range. */
export function fusedMultiplyAdd(a: number, b: number, c: number): number {
  const product = a * b;
  const productError = errorOfProduct(a, b, product);
  const low = c + productError;
  const lowError = errorOfSum(c, productError, low);
  const high = product + low;
  const highError = errorOfSum(product, low, high);
  return high + roundedToOdd(lowError, highError);
}

/** a·b − product, exactly. */
function errorOfProduct(a: number, b: number, product: number): number {
  const aHigh = upperHalf(a);
  const aLow = a - aHigh;
  const bHigh = upperHalf(b);
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

/** The upper half of the significand of `x`, so that `x` minus it fits the other half. */
function upperHalf(x: number): number {
  const scaled = SPLITTER * x;
  return scaled - (scaled - x);
}

/** a + b − sum, exactly. */
function errorOfSum(a: number, b: number, sum: number): number {
  const bRounded = sum - a;
  return a - (sum - bRounded) + (b - bRounded);
}

/**
 * a + b; if that is no float64, of its two neighbours the one with the odd significand, which keeps the fact that
 * something was cut off visible to the rounding that follows.
 */
function roundedToOdd(a: number, b: number): number {
  const sum = a + b;
  const error = errorOfSum(a, b, sum);
  if (error === 0) return sum;
  float64[0] = sum;
  if ((bits[0] & 1n) === 0n) bits[0] += error > 0 === sum > 0 ? 1n : -1n;
  return float64[0];
}
