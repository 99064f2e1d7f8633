/**
 * @file The operation table's executable form: for every operation and class of dtype, its JavaScript function.
 *
 * Four classes compute alike: floats and integers up to 32 bits are numbers, 64-bit integers are bigints, a bool is
 * the number 0 or 1. The functions give the raw result; `rounding.ts` brings it to the dtype. A few need to know the
 * operands' dtype and get it last. The two casts, which have two dtypes, are in `cast.ts`.
 */

import type { DType, DTypeClass, FloatingDType } from '../dtype/index.ts';
import * as integer from './integer-arithmetic.ts';
import { nextAfter } from './next-after.ts';
import type { CastOperation, ScalarOperation, scalarOperations } from './operations.ts';
import { roundElement } from './rounding.ts';
import * as special from './special/index.ts';

/** The classes of dtypes that share an implementation. */
export type ArithmeticClass = 'float' | 'int' | 'bigint' | 'bool';

type ClassOf<D extends DType> = D extends FloatingDType
  ? 'float'
  : D extends 'int64' | 'uint64'
    ? 'bigint'
    : D extends 'bool'
      ? 'bool'
      : 'int';

type ElementOfClass<C extends ArithmeticClass> = C extends 'bigint' ? bigint : number;

type FunctionOfArity<Arity extends 1 | 2 | 3, Operand, Result> = Arity extends 1
  ? (x: Operand, dtype: DType) => Result
  : Arity extends 2
    ? (a: Operand, b: Operand, dtype: DType) => Result
    : (a: Operand, b: Operand, c: Operand, dtype: DType) => Result;

/** The classes of the dtypes that an operation accepts. */
type AcceptedClass<Op extends ScalarOperation> =
  (typeof scalarOperations)[Op]['accepts'] extends DTypeClass<infer D> ? ClassOf<D> : never;

type Meaning<Op extends ScalarOperation, C extends ArithmeticClass> = FunctionOfArity<
  (typeof scalarOperations)[Op]['arity'],
  ElementOfClass<C>,
  (typeof scalarOperations)[Op]['result'] extends 'bool' ? 0 | 1 : ElementOfClass<C>
>;

/** An operation with one function per class it accepts. `select` takes its condition apart, as a number. */
type Meanings = {
  readonly [Op in Exclude<ScalarOperation, CastOperation | 'select'>]: {
    readonly [C in AcceptedClass<Op>]: Meaning<Op, C>;
  };
};

const bit = (condition: boolean) => (condition ? 1 : 0);

/** `Math.atan2`, but for angles below the horizon that underflow: Chromium 153 gives 0 for those, C gives −0. */
function angleOf(y: number, x: number): number {
  const angle = Math.atan2(y, x);
  return angle === 0 && y < 0 ? -0 : angle;
}

/** The nearest integer, halves to even. Adding and subtracting 2⁵² rounds as the hardware does. */
function roundHalfEven(x: number): number {
  if (!(Math.abs(x) < 2 ** 52)) return x;
  const rounded = Math.abs(x) + 2 ** 52 - 2 ** 52;
  return x < 0 || Object.is(x, -0) ? -rounded : rounded;
}

/** IEEE 754 pow: JavaScript's, but for a base of ±1, where JavaScript gives NaN for exponents NaN and ±∞. */
function powFloat(a: number, b: number): number {
  if (a === 1 || (a === -1 && Math.abs(b) === Infinity)) return 1;
  return a ** b;
}

function floorModFloat(a: number, b: number): number {
  const remainder = a % b;
  return remainder !== 0 && remainder < 0 !== b < 0 ? remainder + b : remainder;
}

/** The greater; a NaN on either side is the result, since no comparison with it holds. */
export function greater<T extends number | bigint>(a: T, b: T): T {
  return a > b || Number.isNaN(a) ? a : b;
}

/** The lesser; NaN as in {@link greater}. */
export function lesser<T extends number | bigint>(a: T, b: T): T {
  return a < b || Number.isNaN(a) ? a : b;
}

const signOf = (x: number) => (x > 0 ? 1 : x < 0 ? -1 : x === 0 ? 0 : NaN);

/** What each row of the table means, on JavaScript's numbers and bigints. */
export const meanings: Meanings = {
  // Arithmetic.
  neg: { float: (x) => -x, int: (x) => -x, bigint: (x) => -x },
  abs: { float: Math.abs, int: Math.abs, bigint: (x) => (x < 0n ? -x : x) },
  sign: { float: signOf, int: signOf, bigint: (x) => (x > 0n ? 1n : x < 0n ? -1n : 0n) },
  add: { float: (a, b) => a + b, int: (a, b) => a + b, bigint: (a, b) => a + b },
  sub: { float: (a, b) => a - b, int: (a, b) => a - b, bigint: (a, b) => a - b },
  mul: { float: (a, b) => a * b, int: Math.imul, bigint: (a, b) => a * b },
  div: { float: (a, b) => a / b },
  floorDiv: {
    // TensorFlow takes the floor of the quotient as the dtype has it.
    float: (a, b, dtype) => Math.floor(dtype === 'float64' ? a / b : roundElement.float32(a / b)),
    int: integer.floorDivide,
    bigint: integer.floorDivideBigint,
  },
  floorMod: { float: floorModFloat, int: integer.floorModulo, bigint: integer.floorModuloBigint },
  truncDiv: { int: integer.truncateDivide, bigint: integer.truncateDivideBigint },
  truncMod: { float: (a, b) => a % b, int: integer.truncateModulo, bigint: integer.truncateModuloBigint },
  pow: { float: powFloat, int: integer.power, bigint: integer.powerBigint },
  max: { float: greater, int: greater, bigint: greater },
  min: { float: lesser, int: lesser, bigint: lesser },

  // Rounding.
  floor: { float: Math.floor },
  ceil: { float: Math.ceil },
  round: { float: roundHalfEven },
  trunc: { float: Math.trunc },

  // Exponentials, logarithms, powers.
  sqrt: { float: Math.sqrt },
  rsqrt: { float: (x) => 1 / Math.sqrt(x) },
  exp: { float: Math.exp },
  expm1: { float: Math.expm1 },
  log: { float: Math.log },
  log1p: { float: Math.log1p },

  // Trigonometry and hyperbolic functions.
  sin: { float: Math.sin },
  cos: { float: Math.cos },
  tan: { float: Math.tan },
  asin: { float: Math.asin },
  acos: { float: Math.acos },
  atan: { float: Math.atan },
  atan2: { float: angleOf },
  sinh: { float: Math.sinh },
  cosh: { float: Math.cosh },
  tanh: { float: Math.tanh },
  asinh: { float: Math.asinh },
  acosh: { float: Math.acosh },
  atanh: { float: Math.atanh },

  // Special functions.
  erf: { float: special.erf },
  erfc: { float: special.erfc },
  erfinv: { float: special.erfinv },
  lgamma: { float: special.logGamma },
  digamma: { float: special.digamma },
  zeta: { float: special.hurwitzZeta },
  igamma: { float: special.lowerIncompleteGamma },
  igammac: { float: special.upperIncompleteGamma },
  igammaGradA: { float: special.lowerIncompleteGammaGradient },
  betainc: { float: special.incompleteBeta },
  nextAfter: { float: nextAfter },

  // Tests and comparisons.
  isNan: { float: (x) => bit(Number.isNaN(x)) },
  isInf: { float: (x) => bit(x === Infinity || x === -Infinity) },
  isFinite: { float: (x) => bit(Number.isFinite(x)) },
  equal: {
    float: (a, b) => bit(a === b),
    int: (a, b) => bit(a === b),
    bigint: (a, b) => bit(a === b),
    bool: (a, b) => bit(a === b),
  },
  notEqual: {
    float: (a, b) => bit(a !== b),
    int: (a, b) => bit(a !== b),
    bigint: (a, b) => bit(a !== b),
    bool: (a, b) => bit(a !== b),
  },
  less: { float: (a, b) => bit(a < b), int: (a, b) => bit(a < b), bigint: (a, b) => bit(a < b) },
  lessEqual: { float: (a, b) => bit(a <= b), int: (a, b) => bit(a <= b), bigint: (a, b) => bit(a <= b) },
  greater: { float: (a, b) => bit(a > b), int: (a, b) => bit(a > b), bigint: (a, b) => bit(a > b) },
  greaterEqual: { float: (a, b) => bit(a >= b), int: (a, b) => bit(a >= b), bigint: (a, b) => bit(a >= b) },

  // Logic on bool, bit operations on integers.
  logicalNot: { bool: (x) => 1 - x },
  logicalAnd: { bool: (a, b) => a & b },
  logicalOr: { bool: (a, b) => a | b },
  bitNot: { int: (x) => ~x, bigint: (x) => ~x },
  bitAnd: { int: (a, b) => a & b, bigint: (a, b) => a & b },
  bitOr: { int: (a, b) => a | b, bigint: (a, b) => a | b },
  bitXor: { int: (a, b) => a ^ b, bigint: (a, b) => a ^ b },
  shiftLeft: { int: integer.shiftLeft, bigint: integer.shiftLeftBigint },
  shiftRight: { int: integer.shiftRight, bigint: integer.shiftRightBigint },
};
