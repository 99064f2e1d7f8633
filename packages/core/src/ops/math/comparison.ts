/**
 * @file Comparisons: two operands of one dtype, broadcast; the result is bool. A comparison with NaN is false, but for
 * `notEqual`.
 */

import { type FloatingDType, floating, numeric } from '../../dtype/index.ts';
import type { Tensor, TensorLike, Values } from '../../tensor/index.ts';
import { comparison, elementwise, type Operand, signature } from '../define/index.ts';

/**
 * Whether x = y.
 * @example
 * tn.equal([1, 2], 2).arraySync(); // => [ false, true ]
 */
export const equal = comparison('equal', (s, x, y) => s.equal(x, y));

/**
 * Whether x ≠ y.
 * @example
 * tn.notEqual([1, 2], 2).arraySync(); // => [ true, false ]
 */
export const notEqual = comparison('notEqual', (s, x, y) => s.notEqual(x, y));

/**
 * Whether x < y.
 * @example
 * tn.less([1, 2], 2).arraySync(); // => [ true, false ]
 */
export const less = comparison('less', (s, x, y) => s.less(x, y), numeric);

/**
 * Whether x ≤ y.
 * @example
 * tn.lessEqual([1, 3], 2).arraySync(); // => [ true, false ]
 */
export const lessEqual = comparison('lessEqual', (s, x, y) => s.lessEqual(x, y), numeric);

/**
 * Whether x > y.
 * @example
 * tn.greater([1, 3], 2).arraySync(); // => [ false, true ]
 */
export const greater = comparison('greater', (s, x, y) => s.greater(x, y), numeric);

/**
 * Whether x ≥ y.
 * @example
 * tn.greaterEqual([1, 2], 2).arraySync(); // => [ false, true ]
 */
export const greaterEqual = comparison('greaterEqual', (s, x, y) => s.greaterEqual(x, y), numeric);

/** What `approximateEqual` takes after the operands. */
export interface ApproximateOptions {
  /** How far apart equal numbers may be; 1e-5 by default. */
  readonly tolerance?: number;
}

/** Two floating operands, and how far apart they may be. */
export interface ApproximateCall {
  (x: Values, y: Values, tolerance?: number | ApproximateOptions): Tensor<'bool'>;
  <D extends FloatingDType>(
    x: Values,
    y: TensorLike<D>,
    tolerance?: number | ApproximateOptions,
  ): Tensor<'bool'>;
  <D extends FloatingDType>(
    x: TensorLike<D>,
    y: Operand<NoInfer<D>>,
    tolerance?: number | ApproximateOptions,
  ): Tensor<'bool'>;
}

/**
 * Whether |x − y| < tolerance, elementwise with broadcasting.
 * @example
 * tn.approximateEqual([1, 2], [1.001, 2.1], 0.01).arraySync(); // => [ true, false ]
 */
export const approximateEqual = elementwise('approximateEqual', {
  inputs: ['x', 'y'],
  dtypes: floating,
  attrs: { tolerance: 1e-5 },
  call: signature<ApproximateCall>(),
  program: (s, { x, y }, { tolerance }) => s.less(s.abs(s.sub(x, y)), tolerance),
});
