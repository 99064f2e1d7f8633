/**
 * @file Bit operations on integers, TensorFlow's `tf.bitwise`.
 */

import { type IntegerDType, integers } from '../../dtype/index.ts';
import type { Tensor, TensorLike } from '../../tensor/index.ts';
import { binary, elementwise, signature } from '../define/index.ts';

/**
 * The bits that x and y both have.
 * @example
 * tn.bitwiseAnd(tn.constant(0b1100, 'int32'), 0b1010).item(); // => 8
 */
export const bitwiseAnd = binary('bitwiseAnd', integers, (s, x, y) => s.bitAnd(x, y));

/**
 * The bits that x or y has.
 * @example
 * tn.bitwiseOr(tn.constant(0b1100, 'int32'), 0b1010).item(); // => 14
 */
export const bitwiseOr = binary('bitwiseOr', integers, (s, x, y) => s.bitOr(x, y));

/**
 * The bits that only one of x and y has.
 * @example
 * tn.bitwiseXor(tn.constant(0b1100, 'int32'), 0b1010).item(); // => 6
 */
export const bitwiseXor = binary('bitwiseXor', integers, (s, x, y) => s.bitXor(x, y));

/**
 * Every bit of x inverted.
 * @example
 * tn.invert(tn.constant([0, 5], 'uint8')).arraySync(); // => [ 255, 250 ]
 */
export const invert = elementwise('invert', {
  inputs: ['x'],
  dtypes: integers,
  call: signature<<D extends IntegerDType>(x: TensorLike<D>) => Tensor<D>>(),
  program: (s, { x }) => s.bitNot(x),
});

/**
 * x · 2ʸ, wrapping. A shift below 0 or past the width is clamped to [0, width − 1].
 * @example
 * tn.leftShift(tn.constant([1, 3], 'int32'), 4).arraySync(); // => [ 16, 48 ]
 */
export const leftShift = binary('leftShift', integers, (s, x, y) => s.shiftLeft(x, y));

/**
 * ⌊x / 2ʸ⌋: the sign of a signed x is kept. A shift below 0 or past the width is clamped to [0, width − 1].
 * @example
 * tn.rightShift(tn.constant([-16, 48], 'int32'), 4).arraySync(); // => [ -1, 3 ]
 */
export const rightShift = binary('rightShift', integers, (s, x, y) => s.shiftRight(x, y));
