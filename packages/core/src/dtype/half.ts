/**
 * @file float16 and bfloat16 bit patterns to and from numbers.
 *
 * JavaScript has no 16-bit float before `Float16Array` (newer than the engines we support), and never bfloat16.
 * Both directions are exact or rounded to nearest, ties to even (IEEE 754-2019, 4.3.1); a number is rounded once,
 * straight from float64, so 1 + 2⁻¹¹ + 2⁻⁴⁰ rounds up in float16 where a detour over float32 would lose the tail.
 */

const float32Scratch = new Float32Array(1);
const bitsScratch = new Uint32Array(float32Scratch.buffer);

/** The number that a float16 bit pattern stands for. */
export function float16ToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/** The float16 bit pattern nearest to a number; ties to even, overflow to ±infinity, NaN to the quiet NaN. */
export function numberToFloat16(value: number): number {
  if (Number.isNaN(value)) return 0x7e00;
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const magnitude = Math.abs(value);
  if (magnitude >= 65520) return sign | 0x7c00;
  // Below 2⁻¹⁴ the spacing is 2⁻²⁴, so the rounded multiple of it is the bit pattern itself.
  if (magnitude < 2 ** -14) return sign | roundHalfEven(magnitude * 2 ** 24);
  const exponent = binaryExponent(magnitude);
  // A significand that rounds up to 2048 carries into the exponent by plain addition.
  return sign + ((exponent + 14) << 10) + roundHalfEven(magnitude * 2 ** (10 - exponent));
}

/** The number that a bfloat16 bit pattern stands for. */
export function bfloat16ToNumber(bits: number): number {
  bitsScratch[0] = bits << 16;
  return float32Scratch[0] as number;
}

/** The bfloat16 bit pattern nearest to a number; ties to even, overflow to ±infinity, NaN to the quiet NaN. */
export function numberToBfloat16(value: number): number {
  if (Number.isNaN(value)) return 0x7fc0;
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const magnitude = Math.abs(value);
  if (magnitude >= 2 ** 128 - 2 ** 119) return sign | 0x7f80;
  if (magnitude < 2 ** -126) return sign | roundHalfEven(magnitude * 2 ** 133);
  const exponent = binaryExponent(magnitude);
  return sign + ((exponent + 126) << 7) + roundHalfEven(magnitude * 2 ** (7 - exponent));
}

/** Rounds to the nearest integer, ties to even; exact for magnitudes below 2⁵². */
function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const remainder = value - floor;
  if (remainder < 0.5) return floor;
  if (remainder > 0.5) return floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

const float64Scratch = new Float64Array(1);
const float64Words = new Uint32Array(float64Scratch.buffer);
const highWord = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0;

/** ⌊log₂ magnitude⌋ of a positive normal number, read from its bits. */
function binaryExponent(magnitude: number): number {
  float64Scratch[0] = magnitude;
  return (((float64Words[highWord] as number) >>> 20) & 0x7ff) - 1023;
}
