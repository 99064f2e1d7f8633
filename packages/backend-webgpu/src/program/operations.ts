/**
 * @file Every operation of scalar programs in WGSL, by the type that it computes in.
 *
 * A text with `a`, `b`, `c` for the operands in braces, or the name of a function of the library. The types make the
 * table complete: an operation without a row does not compile.
 */

import type { ScalarOperation, scalarOperations } from '@tenon/core/backend';

/** The types of operands. */
export type OperandType = 'f32' | 'i32' | 'u32' | 'bool';

/** Those that an operation accepts, by the class of dtypes in its row. */
type AcceptedBy<O extends ScalarOperation> = {
  floating: 'f32';
  integer: 'i32' | 'u32';
  numeric: 'f32' | 'i32' | 'u32';
  bool: 'bool';
  any: OperandType;
}[ClassOf<O>];
type Members<O extends ScalarOperation> = (typeof scalarOperations)[O]['accepts']['members'][number];
type ClassOf<O extends ScalarOperation> =
  'bool' extends Members<O>
    ? 'float32' extends Members<O>
      ? 'any'
      : 'bool'
    : 'float32' extends Members<O>
      ? 'int32' extends Members<O>
        ? 'numeric'
        : 'floating'
      : 'integer';

/** Operations whose text depends on dtypes, not on types alone: `dialect.ts` and `convert.ts` spell them. */
type OfDTypes = 'cast' | 'bitcast' | 'shiftLeft' | 'shiftRight' | 'nextAfter';

type Table = {
  readonly [O in Exclude<ScalarOperation, OfDTypes>]: { readonly [T in AcceptedBy<O>]: string };
};

const everywhere = (text: string) => ({ f32: text, i32: text, u32: text, bool: text });
const numbers = (f32: string, i32: string, u32 = i32) => ({ f32, i32, u32 });
const float = (f32: string) => ({ f32 });
const integer = (text: string) => ({ i32: text, u32: text });
const bool = (text: string) => ({ bool: text });

export const operationTexts: Table = {
  neg: numbers('-{a}', '-{a}', '0u - {a}'),
  abs: numbers('abs({a})', 'abs({a})', '{a}'),
  sign: numbers('tn_sign({a})', 'sign({a})', 'min({a}, 1u)'),
  add: numbers('{a} + {b}', '{a} + {b}'),
  sub: numbers('{a} - {b}', '{a} - {b}'),
  mul: numbers('{a} * {b}', '{a} * {b}'),
  div: float('tn_div({a}, {b})'),
  floorDiv: numbers('tn_floor_div({a}, {b})', 'tn_floor_div_i32({a}, {b})', '{a} / {b}'),
  floorMod: numbers('tn_floor_mod({a}, {b})', 'tn_floor_mod_i32({a}, {b})', '{a} % {b}'),
  truncDiv: integer('{a} / {b}'),
  truncMod: numbers('tn_trunc_mod({a}, {b})', '{a} % {b}'),
  pow: numbers('tn_pow({a}, {b})', 'tn_pow_i32({a}, {b})', 'tn_pow_u32({a}, {b})'),
  max: numbers('tn_max({a}, {b})', 'max({a}, {b})'),
  min: numbers('tn_min({a}, {b})', 'min({a}, {b})'),

  floor: float('floor({a})'),
  ceil: float('ceil({a})'),
  round: float('round({a})'),
  trunc: float('trunc({a})'),

  sqrt: float('tn_sqrt({a})'),
  rsqrt: float('tn_rsqrt({a})'),
  exp: float('tn_exp({a})'),
  expm1: float('tn_expm1({a})'),
  log: float('tn_log({a})'),
  log1p: float('tn_log1p({a})'),

  sin: float('tn_sin({a})'),
  cos: float('tn_cos({a})'),
  tan: float('tn_tan({a})'),
  asin: float('tn_asin({a})'),
  acos: float('tn_acos({a})'),
  atan: float('tn_atan({a})'),
  atan2: float('tn_atan2({a}, {b})'),
  sinh: float('tn_sinh({a})'),
  cosh: float('tn_cosh({a})'),
  tanh: float('tn_tanh({a})'),
  asinh: float('tn_asinh({a})'),
  acosh: float('tn_acosh({a})'),
  atanh: float('tn_atanh({a})'),

  erf: float('tn_erf({a})'),
  erfc: float('tn_erfc({a})'),
  erfinv: float('tn_erfinv({a})'),
  lgamma: float('tn_lgamma({a})'),
  digamma: float('tn_digamma({a})'),
  zeta: float('tn_zeta({a}, {b})'),
  igamma: float('tn_igamma({a}, {b})'),
  igammac: float('tn_igammac({a}, {b})'),
  igammaGradA: float('tn_igamma_grad_a({a}, {b})'),
  betainc: float('tn_betainc({a}, {b}, {c})'),

  isNan: float('tn_is_nan({a})'),
  isInf: float('tn_is_inf({a})'),
  isFinite: float('tn_is_finite({a})'),
  equal: { ...everywhere('{a} == {b}'), f32: 'tn_equal({a}, {b})' },
  notEqual: { ...everywhere('{a} != {b}'), f32: '!tn_equal({a}, {b})' },
  less: numbers('tn_less({a}, {b})', '{a} < {b}'),
  lessEqual: numbers('tn_less_equal({a}, {b})', '{a} <= {b}'),
  greater: numbers('tn_less({b}, {a})', '{a} > {b}'),
  greaterEqual: numbers('tn_less_equal({b}, {a})', '{a} >= {b}'),

  logicalNot: bool('!{a}'),
  logicalAnd: bool('{a} && {b}'),
  logicalOr: bool('{a} || {b}'),
  bitNot: integer('~{a}'),
  bitAnd: integer('{a} & {b}'),
  bitOr: integer('{a} | {b}'),
  bitXor: integer('{a} ^ {b}'),

  select: everywhere('select({c}, {b}, {a})'),
};
