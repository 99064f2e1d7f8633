/**
 * @file The derivative of every scalar operation, written forward: the tangent of the result from the operands'.
 *
 * Forward, because an elementwise op's Jacobian is diagonal: seeded with the upstream gradient instead of a tangent,
 * the same rule gives the reverse mode. And because the tangent of a choice is the choice of tangents, so the branch
 * not taken never multiplies an infinity into the gradient (the well-known trap of a reversed `where`).
 *
 * A rule may use the operands or the result, whichever is stabler. `null` is «does not depend», which differs from
 * zero: an op all of whose tangents are null has no gradient at all, as TensorFlow has it (floor, comparisons), while
 * sign's is zero. The edges follow TensorFlow's math_grad.py.
 */

import { isFloating } from '../dtype/index.ts';
import type { Scalar, ScalarBuilder } from './builder.ts';
import type { ScalarOperation } from './operations.ts';

/** The tangent of a value, or null if it does not depend on what is varied. */
export type Tangent = Scalar | null;

/**
 * @param s The builder of the derivative program.
 * @param operands The operands of the application.
 * @param tangents Their tangents; at least one is not null.
 * @param result The value of the application.
 */
type TangentRule = (
  s: ScalarBuilder,
  operands: readonly [Scalar, Scalar, Scalar],
  tangents: readonly [Tangent, Tangent, Tangent],
  result: Scalar,
) => Tangent;

const none: TangentRule = () => null;

/** A rule of one operand: t · derivative, given as the product. */
const unary =
  (rule: (s: ScalarBuilder, x: Scalar, t: Scalar, y: Scalar) => Scalar): TangentRule =>
  (s, [x], [t], y) =>
    t && rule(s, x, t, y);

/** The sum of the tangents by each operand; a part whose tangent is null is not built. */
const partials =
  (
    ...parts: readonly ((
      s: ScalarBuilder,
      operands: readonly [Scalar, Scalar, Scalar],
      t: Scalar,
      y: Scalar,
    ) => Tangent)[]
  ): TangentRule =>
  (s, operands, tangents, y) => {
    let sum: Tangent = null;
    parts.forEach((part, position) => {
      const t = tangents[position] ?? null;
      const term = t && part(s, operands, t, y);
      sum = sum && term ? s.add(sum, term) : (sum ?? term);
    });
    return sum;
  };

/** One of two tangents by a condition, 0 standing in for an absent one. */
function choose(s: ScalarBuilder, condition: Scalar, a: Tangent, b: Tangent): Tangent {
  if (!a && !b) return null;
  return s.select(condition, a ?? 0, b ?? 0);
}

const square = (s: ScalarBuilder, x: Scalar) => s.mul(x, x);
/** a · l, 0 where a is 0 and the logarithm l infinite: the limit at the ends of a density, with its slope elsewhere. */
const timesLog = (s: ScalarBuilder, a: Scalar, logarithm: Scalar) =>
  s.select(s.logicalAnd(s.equal(a, 0), s.isInf(logarithm)), 0, s.mul(a, logarithm));

/** ∂P(a, x)/∂x = xᵃ⁻¹ e⁻ˣ / Γ(a), in logarithms because Γ(a) overflows early. */
const igammaDensity = (s: ScalarBuilder, a: Scalar, x: Scalar) =>
  s.exp(s.sub(s.sub(timesLog(s, s.sub(a, 1), s.log(x)), x), s.lgamma(a)));

const TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);
const ROOT_PI_OVER_TWO = Math.sqrt(Math.PI) / 2;

export const tangentRules: { readonly [Op in ScalarOperation]: TangentRule } = {
  neg: unary((s, _x, t) => s.neg(t)),
  abs: unary((s, x, t) => s.mul(t, s.sign(x))),
  sign: unary((s, x) => s.constant(0, x.dtype)),
  add: partials(
    (_s, _operands, t) => t,
    (_s, _operands, t) => t,
  ),
  sub: partials(
    (_s, _operands, t) => t,
    (s, _operands, t) => s.neg(t),
  ),
  mul: partials(
    (s, [, b], t) => s.mul(t, b),
    (s, [a], t) => s.mul(t, a),
  ),
  div: partials(
    (s, [, b], t) => s.div(t, b),
    (s, [, b], t, y) => s.mul(t, s.neg(s.div(y, b))),
  ),
  floorDiv: none,
  floorMod: partials(
    (_s, _operands, t) => t,
    (s, [a, b], t) => s.neg(s.mul(t, s.floorDiv(a, b))),
  ),
  truncDiv: none,
  truncMod: partials(
    (_s, _operands, t) => t,
    (s, [a, b], t) => s.neg(s.mul(t, s.trunc(s.div(a, b)))),
  ),
  pow: partials(
    // a⁰ is constant, also at a = 0 where b · aᵇ⁻¹ is 0 · ∞ (TensorFlow gives NaN). Elsewhere the slope of b counts.
    (s, [a, b], t) =>
      s.select(s.logicalAnd(s.equal(a, 0), s.equal(b, 0)), 0, s.mul(s.mul(t, b), s.pow(a, s.sub(b, 1)))),
    // No sensible real value for a ≤ 0: TensorFlow gives 0.
    (s, [a], t, y) => s.mul(s.mul(t, y), s.select(s.greater(a, 0), s.log(a), 0)),
  ),
  // Ties go to the first operand.
  max: (s, [a, b], [ta, tb]) => choose(s, s.greaterEqual(a, b), ta, tb),
  min: (s, [a, b], [ta, tb]) => choose(s, s.lessEqual(a, b), ta, tb),

  floor: none,
  ceil: none,
  round: none,
  trunc: none,

  // Where the slope is infinite, a tangent of 0 stays 0, not NaN. Only there, or the slope by a tangent of 0 were lost.
  sqrt: unary((s, _x, t, y) =>
    s.select(s.logicalAnd(s.equal(t, 0), s.equal(y, 0)), 0, s.div(s.mul(t, 0.5), y)),
  ),
  rsqrt: unary((s, _x, t, y) => s.mul(s.mul(t, -0.5), s.mul(square(s, y), y))),
  exp: unary((s, _x, t, y) => s.mul(t, y)),
  // Not t · (y + 1): for very negative x that cancels to 0 where eˣ still has digits.
  expm1: unary((s, x, t) => s.mul(t, s.exp(x))),
  log: unary((s, x, t) => s.div(t, x)),
  log1p: unary((s, x, t) => s.div(t, s.add(x, 1))),

  sin: unary((s, x, t) => s.mul(t, s.cos(x))),
  cos: unary((s, x, t) => s.neg(s.mul(t, s.sin(x)))),
  tan: unary((s, _x, t, y) => s.mul(t, s.add(square(s, y), 1))),
  asin: unary((s, x, t) => s.div(t, s.sqrt(s.sub(1, square(s, x))))),
  acos: unary((s, x, t) => s.neg(s.div(t, s.sqrt(s.sub(1, square(s, x)))))),
  atan: unary((s, x, t) => s.div(t, s.add(square(s, x), 1))),
  atan2: partials(
    (s, [a, b], t) => s.mul(b, s.div(t, s.add(square(s, a), square(s, b)))),
    (s, [a, b], t) => s.neg(s.mul(a, s.div(t, s.add(square(s, a), square(s, b))))),
  ),
  sinh: unary((s, x, t) => s.mul(t, s.cosh(x))),
  cosh: unary((s, x, t) => s.mul(t, s.sinh(x))),
  tanh: unary((s, _x, t, y) => s.mul(t, s.sub(1, square(s, y)))),
  asinh: unary((s, _x, t, y) => s.div(t, s.cosh(y))),
  acosh: unary((s, _x, t, y) => s.div(t, s.sinh(y))),
  atanh: unary((s, x, t) => s.div(t, s.sub(1, square(s, x)))),

  erf: unary((s, x, t) => s.mul(s.mul(t, TWO_OVER_ROOT_PI), s.exp(s.neg(square(s, x))))),
  erfc: unary((s, x, t) => s.mul(s.mul(t, -TWO_OVER_ROOT_PI), s.exp(s.neg(square(s, x))))),
  erfinv: unary((s, _x, t, y) => s.mul(s.mul(t, ROOT_PI_OVER_TWO), s.exp(square(s, y)))),
  lgamma: unary((s, x, t) => s.mul(t, s.digamma(x))),
  // The trigamma function is ζ(2, x).
  digamma: unary((s, x, t) => s.mul(t, s.zeta(s.constant(2, x.dtype), x))),
  zeta: partials(
    () => null,
    (s, [a, b], t) => s.mul(t, s.mul(s.neg(a), s.zeta(s.add(a, 1), b))),
  ),
  igamma: partials(
    (s, [a, x], t) => s.mul(t, s.igammaGradA(a, x)),
    (s, [a, x], t) => s.mul(t, igammaDensity(s, a, x)),
  ),
  igammac: partials(
    (s, [a, x], t) => s.neg(s.mul(t, s.igammaGradA(a, x))),
    (s, [a, x], t) => s.neg(s.mul(t, igammaDensity(s, a, x))),
  ),
  // ∂²P/∂a∂x = density · (ln x − ψ(a)). By a twice there is no closed form, and TensorFlow raises an error: NaN, which
  // nobody takes for an answer.
  igammaGradA: partials(
    (s, _operands, t) => s.mul(t, NaN),
    (s, [a, x], t) => s.mul(t, s.mul(igammaDensity(s, a, x), s.sub(s.log(x), s.digamma(a)))),
  ),
  betainc: partials(
    () => null,
    () => null,
    (s, [a, b, x], t) => {
      const logBeta = s.sub(s.add(s.lgamma(a), s.lgamma(b)), s.lgamma(s.add(a, b)));
      const logPowers = s.add(
        timesLog(s, s.sub(b, 1), s.log1p(s.neg(x))),
        timesLog(s, s.sub(a, 1), s.log(x)),
      );
      return s.mul(t, s.exp(s.sub(logPowers, logBeta)));
    },
  ),
  nextAfter: partials(
    (_s, _operands, t) => t,
    (s, [, b]) => s.constant(0, b.dtype),
  ),

  isNan: none,
  isInf: none,
  isFinite: none,
  equal: none,
  notEqual: none,
  less: none,
  lessEqual: none,
  greater: none,
  greaterEqual: none,
  logicalNot: none,
  logicalAnd: none,
  logicalOr: none,
  bitNot: none,
  bitAnd: none,
  bitOr: none,
  bitXor: none,
  shiftLeft: none,
  shiftRight: none,

  select: (s, [condition], [, ta, tb]) => choose(s, condition, ta, tb),
  cast: (s, [x], [t], y) => (t && isFloating(x.dtype) && isFloating(y.dtype) ? s.cast(t, y.dtype) : null),
  bitcast: none,
};
