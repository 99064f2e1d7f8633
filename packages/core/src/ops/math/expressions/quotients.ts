/**
 * @file Quotients and products that are 0 where IEEE 754 says NaN or infinity, and the quotient of integers: scalar
 * expressions that several families share.
 */

import { type FloatingDType, isFloating } from '../../../dtype/index.ts';
import type { Scalar, ScalarBuilder } from '../../../scalar/index.ts';

/** The dtype of a true quotient: floats keep theirs, integers of up to 16 bits give float32, wider ones float64. */
export type QuotientDType<D> = D extends FloatingDType
  ? D
  : D extends 'int8' | 'int16' | 'uint8' | 'uint16'
    ? 'float32'
    : 'float64';

const narrow: readonly string[] = ['int8', 'int16', 'uint8', 'uint16'];

/** The operand of a true division: an integer becomes the float of `QuotientDType`. */
export function dividend(s: ScalarBuilder, x: Scalar): Scalar {
  if (isFloating(x.dtype)) return x;
  return s.cast(x, narrow.includes(x.dtype) ? 'float32' : 'float64');
}

/** a / b, 0 where b is 0. */
export function quotientOrZero(s: ScalarBuilder, a: Scalar, b: Scalar): Scalar {
  return s.select(s.equal(b, 0), 0, s.div(a, b));
}

/**
 * a · b, 0 where b is 0 and a is not finite. That is `multiplyNoNan`, but for the sign of a zero, in a form that keeps
 * the slope a by b at b = 0.
 */
export function productOrZero(s: ScalarBuilder, a: Scalar, b: Scalar): Scalar {
  const indefinite = s.logicalAnd(s.equal(b, 0), s.logicalNot(s.isFinite(a)));
  return s.select(indefinite, 0, s.mul(a, b));
}
