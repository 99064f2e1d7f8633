/**
 * @file The operation table of scalar programs: every operation, what it accepts, what it yields, and what it means.
 *
 * The table is the contract between ops and backends: a backend that can evaluate these rows has every elementwise
 * op, gradient and fusion. So a row is added only where no expression over the others will do, and where TensorFlow
 * fixes a meaning at an edge (division by zero, a shift past the width, a cast of NaN) the row says which.
 * `meaning.ts` is the table's executable form; the two agree by test.
 *
 * Precision: float32 and float64 round after every operation. float16 and bfloat16 are computed in float32 and
 * rounded when the program stores its output or casts explicitly. Integers wrap after every operation. Subnormal numbers
 * are kept where the backend declares them; TensorFlow flushes them to 0.
 */

import {
  anyDType,
  boolean,
  type DType,
  type DTypeClass,
  floating,
  integers,
  numeric,
} from '../dtype/index.ts';

/** A row of the table. */
export interface ScalarOperationInfo {
  readonly arity: 1 | 2 | 3;
  /** What the operands may be. Operands share one dtype, but for `select`, whose first operand is bool. */
  readonly accepts: DTypeClass;
  /** The dtype of the result: the operands', bool, or named by the caller (casts). */
  readonly result: 'same' | 'bool' | 'named';
  /** The exact meaning, with the edges. */
  readonly meaning: string;
}

// Every part of a row is in its type, so that `meaning.ts` and emitters can be checked to be complete.
const row = <Arity extends 1 | 2 | 3, Operand extends DType, Result extends ScalarOperationInfo['result']>(
  arity: Arity,
  accepts: DTypeClass<Operand>,
  result: Result,
  meaning: string,
) => ({ arity, accepts, result, meaning }) as const;

const unary = <D extends DType>(accepts: DTypeClass<D>, meaning: string) => row(1, accepts, 'same', meaning);
const binary = <D extends DType>(accepts: DTypeClass<D>, meaning: string) => row(2, accepts, 'same', meaning);
const test = (meaning: string) => row(1, floating, 'bool', meaning);
const compare = <D extends DType>(accepts: DTypeClass<D>, meaning: string) =>
  row(2, accepts, 'bool', meaning);

/** The table, by name. */
export const scalarOperations = {
  // Arithmetic.
  neg: unary(numeric, '−x; integers wrap, so −(−128) is −128 in int8.'),
  abs: unary(numeric, '|x|; the lowest integer stays itself.'),
  sign: unary(numeric, '−1, 0 or 1; 0 for −0, NaN for NaN.'),
  add: binary(numeric, 'a + b; integers wrap.'),
  sub: binary(numeric, 'a − b; integers wrap.'),
  mul: binary(numeric, 'a · b; integers wrap.'),
  div: binary(floating, 'a / b by IEEE 754.'),
  floorDiv: binary(
    numeric,
    '⌊a / b⌋, for floats of the rounded quotient, so −1 by ∞ is −0; an integer divided by 0 throws.',
  ),
  floorMod: binary(
    numeric,
    'a − b·⌊a / b⌋, of the sign of b; for floats from the exact remainder, so −1 by ∞ is ∞; integer b = 0 throws.',
  ),
  truncDiv: binary(
    integers,
    'a / b rounded toward 0; b = 0 throws; the lowest integer by −1 wraps to itself.',
  ),
  truncMod: binary(
    numeric,
    'the remainder of division toward 0, of the sign of a (C fmod); integer b = 0 throws.',
  ),
  pow: binary(
    numeric,
    'a to the b, IEEE 754 pow for floats; integers wrap, a negative integer exponent throws.',
  ),
  max: binary(numeric, 'the greater; NaN if either is NaN; max(−0, +0) may be either.'),
  min: binary(numeric, 'the lesser; NaN if either is NaN.'),

  // Rounding.
  floor: unary(floating, 'the greatest integer not above x.'),
  ceil: unary(floating, 'the least integer not below x.'),
  round: unary(floating, 'the nearest integer, halves to even.'),
  trunc: unary(floating, 'the integer part.'),

  // Exponentials, logarithms, powers.
  sqrt: unary(floating, '√x; NaN for x < 0; −0 for −0.'),
  rsqrt: unary(floating, '1 / √x; +∞ for 0, −∞ for −0.'),
  exp: unary(floating, 'eˣ.'),
  expm1: unary(floating, 'eˣ − 1, accurate near 0.'),
  log: unary(floating, 'ln x; −∞ for 0, NaN below.'),
  log1p: unary(floating, 'ln(1 + x), accurate near 0.'),

  // Trigonometry, in radians, and hyperbolic functions.
  sin: unary(floating, 'sin x; NaN for ±∞.'),
  cos: unary(floating, 'cos x; NaN for ±∞.'),
  tan: unary(floating, 'tan x; NaN for ±∞.'),
  asin: unary(floating, 'arcsin x in [−π/2, π/2]; NaN outside [−1, 1].'),
  acos: unary(floating, 'arccos x in [0, π]; NaN outside [−1, 1].'),
  atan: unary(floating, 'arctan x in [−π/2, π/2].'),
  atan2: binary(floating, 'the angle of the point (b, a), in [−π, π], with the signs of zeros as C atan2.'),
  sinh: unary(floating, '(eˣ − e⁻ˣ) / 2.'),
  cosh: unary(floating, '(eˣ + e⁻ˣ) / 2.'),
  tanh: unary(floating, 'sinh x / cosh x.'),
  asinh: unary(floating, 'the inverse of sinh.'),
  acosh: unary(floating, 'the inverse of cosh on [1, ∞); NaN below 1.'),
  atanh: unary(floating, 'the inverse of tanh on [−1, 1], ±∞ at the ends; NaN outside.'),

  // Special functions (DLMF chapters 5, 7, 8, 25).
  erf: unary(floating, 'the error function.'),
  erfc: unary(floating, '1 − erf x, accurate for large x.'),
  erfinv: unary(floating, 'the inverse of erf on [−1, 1], ±∞ at the ends; NaN outside.'),
  lgamma: unary(floating, 'ln |Γ(x)|; +∞ at 0, the negative integers and ±∞.'),
  digamma: unary(floating, 'Γ′(x) / Γ(x); NaN at 0 and the negative integers.'),
  zeta: binary(
    floating,
    'the Hurwitz zeta function Σ (b + k)⁻ᵃ; +∞ at a = 1, NaN for a < 1; for b ≤ 0 NaN unless a is an integer, and ' +
      'at the poles, the integers b ≤ 0, +∞ if a is even, else NaN.',
  ),
  igamma: binary(
    floating,
    'the regularized lower incomplete gamma function P(a, b); 0 at b = 0, NaN for a ≤ 0 or b < 0.',
  ),
  igammac: binary(
    floating,
    'the regularized upper incomplete gamma function Q(a, b) = 1 − P(a, b); NaN for a ≤ 0 or b < 0.',
  ),
  igammaGradA: binary(floating, '∂P(a, b)/∂a; 0 at b = 0, NaN for a ≤ 0 or b < 0.'),
  betainc: row(
    3,
    floating,
    'same',
    'the regularized incomplete beta function I_c(a, b); NaN unless a, b > 0 and c in [0, 1].',
  ),
  nextAfter: binary(
    floating,
    'the number next to a toward b, in the dtype; b where they are equal, NaN if either is.',
  ),

  // Tests and comparisons: false wherever an operand is NaN, but for notEqual.
  isNan: test('whether x is NaN.'),
  isInf: test('whether x is +∞ or −∞.'),
  isFinite: test('whether x is neither NaN nor infinite.'),
  equal: compare(anyDType, 'a = b.'),
  notEqual: compare(anyDType, 'not a = b.'),
  less: compare(numeric, 'a < b.'),
  lessEqual: compare(numeric, 'a ≤ b.'),
  greater: compare(numeric, 'a > b.'),
  greaterEqual: compare(numeric, 'a ≥ b.'),

  // Logic on bool, bit operations on integers.
  logicalNot: unary(boolean, 'not x.'),
  logicalAnd: binary(boolean, 'a and b.'),
  logicalOr: binary(boolean, 'a or b.'),
  bitNot: unary(integers, 'every bit inverted.'),
  bitAnd: binary(integers, 'bitwise and.'),
  bitOr: binary(integers, 'bitwise or.'),
  bitXor: binary(integers, 'bitwise exclusive or.'),
  shiftLeft: binary(integers, 'a · 2ᵇ, wrapping; b is clamped to [0, width − 1], as TensorFlow does.'),
  shiftRight: binary(integers, '⌊a / 2ᵇ⌋, arithmetic if signed; b is clamped to [0, width − 1].'),

  // Choice and change of type.
  select: row(3, anyDType, 'same', 'b where a is true, else c; the other is not observed.'),
  cast: row(
    1,
    anyDType,
    'named',
    'to float: nearest, ties to even, in one rounding; between integers: wraps; to bool: x ≠ 0, so NaN is true; float to ' +
      'integer: toward 0, through int32 for widths up to 32 bits (uint32: through int64) and wrapped to the width, where ' +
      'NaN and what is out of range become the lowest int32 or int64: NaN is 0 in int8, int16 and unsigned ones, ' +
      'but 2⁶³ in uint64, which takes −2⁶³ … 2⁶⁴ − 1.',
  ),
  bitcast: row(1, anyDType, 'named', 'the same bits as another dtype of the same width.'),
} as const satisfies Record<string, ScalarOperationInfo>;

/** The name of a scalar operation. */
export type ScalarOperation = keyof typeof scalarOperations;

/** The operations of one arity. */
export type OperationOfArity<Arity extends 1 | 2 | 3> = {
  [Op in ScalarOperation]: (typeof scalarOperations)[Op]['arity'] extends Arity ? Op : never;
}[ScalarOperation];

/** The operations whose result dtype the caller names. */
export type CastOperation = 'cast' | 'bitcast';

/** Every operation, in the table's order. */
export const scalarOperationNames = Object.keys(scalarOperations) as readonly ScalarOperation[];
