/**
 * @file Elementary functions: powers and logarithms, trigonometry, rounding, the logistic family, and tests for NaN and
 * infinity. Integers are refused, as in TensorFlow: cast them first.
 */

import { type FloatingDType, floating, isFloating, type NumericDType, numeric } from '../../dtype/index.ts';
import type { Scalar, ScalarBuilder } from '../../scalar/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { alias } from '../array/layout.ts';
import {
  type BinaryCall,
  binary,
  composite,
  elementwise,
  type Operand,
  signature,
  type TestCall,
  type UnaryCall,
  unary,
} from '../define/index.ts';
import { add, multiply } from './arithmetic.ts';
import { logistic, softplusOf } from './expressions/logistic.ts';

/**
 * eˣ.
 * @example
 * tn.exp(0).item(); // => 1
 */
export const exp = unary('exp', floating, (s, x) => s.exp(x));

/**
 * eˣ − 1, accurate near 0.
 * @example
 * tn.expm1(1e-10).item(); // => 1.000000013351432e-10
 */
export const expm1 = unary('expm1', floating, (s, x) => s.expm1(x));

/**
 * ln x; −∞ at 0, NaN below.
 * @example
 * tn.log([1, 0]).arraySync(); // => [ 0, -Infinity ]
 */
export const log = unary('log', floating, (s, x) => s.log(x));

/**
 * ln(1 + x), accurate near 0.
 * @example
 * tn.log1p(0).item(); // => 0
 */
export const log1p = unary('log1p', floating, (s, x) => s.log1p(x));

/**
 * √x; NaN below 0. The gradient is 0 wherever the upstream gradient is 0, also at x = 0 where the slope is infinite.
 * @example
 * tn.sqrt([4, 9]).arraySync(); // => [ 2, 3 ]
 */
export const sqrt = unary('sqrt', floating, (s, x) => s.sqrt(x));

/**
 * 1 / √x.
 * @example
 * tn.rsqrt([4, 16]).arraySync(); // => [ 0.5, 0.25 ]
 */
export const rsqrt = unary('rsqrt', floating, (s, x) => s.rsqrt(x));

/**
 * The sine of x, in radians.
 * @example
 * tn.sin(0).item(); // => 0
 */
export const sin = unary('sin', floating, (s, x) => s.sin(x));

/**
 * The cosine of x, in radians.
 * @example
 * tn.cos(0).item(); // => 1
 */
export const cos = unary('cos', floating, (s, x) => s.cos(x));

/**
 * The tangent of x, in radians.
 * @example
 * tn.tan(0).item(); // => 0
 */
export const tan = unary('tan', floating, (s, x) => s.tan(x));

/**
 * The angle in [−π/2, π/2] whose sine is x; NaN outside [−1, 1].
 * @example
 * tn.asin(0).item(); // => 0
 */
export const asin = unary('asin', floating, (s, x) => s.asin(x));

/**
 * The angle in [0, π] whose cosine is x; NaN outside [−1, 1].
 * @example
 * tn.acos(1).item(); // => 0
 */
export const acos = unary('acos', floating, (s, x) => s.acos(x));

/**
 * The angle in [−π/2, π/2] whose tangent is x.
 * @example
 * tn.atan(0).item(); // => 0
 */
export const atan = unary('atan', floating, (s, x) => s.atan(x));

/**
 * The angle in [−π, π] of the point (x, y), from the signs of both.
 * @example
 * tn.atan2(tn.constant(0), -1).item(); // => 3.1415927410125732
 */
export const atan2 = elementwise('atan2', {
  inputs: ['y', 'x'],
  dtypes: floating,
  call: signature<BinaryCall<FloatingDType>>(),
  program: (s, { y, x }) => s.atan2(y, x),
});

/**
 * (eˣ − e⁻ˣ) / 2.
 * @example
 * tn.sinh(0).item(); // => 0
 */
export const sinh = unary('sinh', floating, (s, x) => s.sinh(x));

/**
 * (eˣ + e⁻ˣ) / 2.
 * @example
 * tn.cosh(0).item(); // => 1
 */
export const cosh = unary('cosh', floating, (s, x) => s.cosh(x));

/**
 * sinh x / cosh x.
 * @example
 * tn.tanh([0, Infinity]).arraySync(); // => [ 0, 1 ]
 */
export const tanh = unary('tanh', floating, (s, x) => s.tanh(x));

/**
 * The inverse of sinh.
 * @example
 * tn.asinh(0).item(); // => 0
 */
export const asinh = unary('asinh', floating, (s, x) => s.asinh(x));

/**
 * The inverse of cosh on [1, ∞); NaN below 1.
 * @example
 * tn.acosh(1).item(); // => 0
 */
export const acosh = unary('acosh', floating, (s, x) => s.acosh(x));

/**
 * The inverse of tanh on [−1, 1]; NaN outside.
 * @example
 * tn.atanh([0, 1]).arraySync(); // => [ 0, Infinity ]
 */
export const atanh = unary('atanh', floating, (s, x) => s.atanh(x));

/**
 * The greatest integer not above x. It has no gradient.
 * @example
 * tn.floor([1.7, -1.2]).arraySync(); // => [ 1, -2 ]
 */
export const floor = unary('floor', floating, (s, x) => s.floor(x));

/**
 * The least integer not below x. It has no gradient.
 * @example
 * tn.ceil([1.2, -1.7]).arraySync(); // => [ 2, -1 ]
 */
export const ceil = unary('ceil', floating, (s, x) => s.ceil(x));

/**
 * The nearest integer, halves to even; integers stay as they are. It has no gradient.
 * @example
 * tn.round([0.5, 1.5, 2.6]).arraySync(); // => [ 0, 2, 3 ]
 */
export const round = unary('round', numeric, (s, x) => (isFloating(x.dtype) ? s.round(x) : x));

/**
 * The nearest integer, halves to even. It has no gradient.
 * @example
 * tn.rint([-1.7, 1.5, 2.5]).arraySync(); // => [ -2, 2, 2 ]
 */
export const rint = unary('rint', floating, (s, x) => s.round(x));

/** An elementary function whose tangent is better written by hand than derived: t · slope. */
function withSlope<const Name extends string>(
  name: Name,
  program: (s: ScalarBuilder, x: Scalar) => Scalar,
  slope: (s: ScalarBuilder, x: Scalar, y: Scalar) => Scalar,
) {
  return elementwise(name, {
    inputs: ['x'],
    dtypes: floating,
    call: signature<UnaryCall<FloatingDType>>(),
    program: (s, { x }) => program(s, x),
    tangent: (s, { x }, y, { x: t }) => t && s.mul(t, slope(s, x, y)),
  });
}

/**
 * The logistic function 1 / (1 + e⁻ˣ), exact in both tails.
 * @example
 * tn.sigmoid([0, Infinity]).arraySync(); // => [ 0.5, 1 ]
 */
export const sigmoid = withSlope('sigmoid', logistic, (s, _x, y) => s.mul(y, s.sub(1, y)));

/**
 * ln(1 / (1 + e⁻ˣ)), without underflow.
 * @example
 * tn.logSigmoid(-1000).item(); // => -1000
 */
export const logSigmoid = withSlope(
  'logSigmoid',
  (s, x) => s.neg(softplusOf(s, s.neg(x))),
  (s, x) => logistic(s, s.neg(x)),
);

/**
 * ln(1 + eˣ), a smooth form of max(x, 0).
 * @example
 * tn.softplus(1000).item(); // => 1000
 */
export const softplus = withSlope('softplus', softplusOf, logistic);

/**
 * x / (1 + |x|).
 * @example
 * tn.softsign([1, -3]).arraySync(); // => [ 0.5, -0.75 ]
 */
export const softsign = withSlope(
  'softsign',
  (s, x) => s.div(x, s.add(s.abs(x), 1)),
  (s, x) => {
    const denominator = s.add(s.abs(x), 1);
    return s.div(1, s.mul(denominator, denominator));
  },
);

/**
 * x · ln y, but 0 where x is 0, whatever y is; the gradients are 0 there too.
 * @example
 * tn.xlogy([0, 2], [0, 1]).arraySync(); // => [ 0, 0 ]
 */
export const xlogy = binary('xlogy', floating, (s, x, y) => s.select(s.equal(x, 0), 0, s.mul(x, s.log(y))));

/**
 * x · ln(1 + y), but 0 where x is 0, whatever y is; the gradients are 0 there too.
 * @example
 * tn.xlog1py([0, 2], [-1, 0]).arraySync(); // => [ 0, 0 ]
 */
export const xlog1py = binary('xlog1py', floating, (s, x, y) =>
  s.select(s.equal(x, 0), 0, s.mul(x, s.log1p(y))),
);

/**
 * x / y, but 0 where x is 0, whatever y is; the gradients are 0 there too.
 * @example
 * tn.xdivy([0, 3], [0, 2]).arraySync(); // => [ 0, 1.5 ]
 */
export const xdivy = binary('xdivy', floating, (s, x, y) => s.select(s.equal(x, 0), 0, s.div(x, y)));

function test<const Name extends string>(name: Name, program: (s: ScalarBuilder, x: Scalar) => Scalar) {
  return elementwise(name, {
    inputs: ['x'],
    dtypes: floating,
    call: signature<TestCall>(),
    program: (s, { x }) => program(s, x),
  });
}

/**
 * Whether x is NaN.
 * @example
 * tn.isNan([1, NaN]).arraySync(); // => [ false, true ]
 */
export const isNan = test('isNan', (s, x) => s.isNan(x));

/**
 * Whether x is +∞ or −∞.
 * @example
 * tn.isInf([1, -Infinity]).arraySync(); // => [ false, true ]
 */
export const isInf = test('isInf', (s, x) => s.isInf(x));

/**
 * Whether x is neither NaN nor infinite.
 * @example
 * tn.isFinite([1, NaN]).arraySync(); // => [ true, false ]
 */
export const isFinite = test('isFinite', (s, x) => s.isFinite(x));

/** What a polynomial without coefficients is. */
const zeroPolynomial = unary('polyval', numeric, (s, x) => s.constant(0, x.dtype));

/**
 * The polynomial with these coefficients, highest power first, at x, by Horner's rule; 0 without coefficients.
 * The coefficients broadcast with x.
 * @example
 * tn.polyval([1, 0, -2], tn.constant([1, 3])).arraySync(); // => [ -1, 7 ]
 */
export const polyval = composite('polyval', {
  inputs: ['...coeffs', 'x'],
  dtypes: numeric,
  call: signature<
    <D extends NumericDType = 'float32'>(coeffs: readonly Operand<NoInfer<D>>[], x: Operand<D>) => Tensor<D>
  >(),
  lower: ({ coeffs: [first, ...rest], x }) => {
    if (!first) return zeroPolynomial(x);
    if (rest.length === 0) return alias(first);
    return rest.reduce((value, coefficient) => add(coefficient, multiply(value, x)), first);
  },
});
