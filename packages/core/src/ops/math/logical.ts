/**
 * @file Logic on bool tensors.
 */

import { boolean } from '../../dtype/index.ts';
import type { Scalar, ScalarBuilder } from '../../scalar/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { elementwise, type Operand, signature } from '../define/index.ts';

/** Two bool operands, broadcast. */
function connective<const Name extends string>(
  name: Name,
  program: (s: ScalarBuilder, x: Scalar, y: Scalar) => Scalar,
) {
  return elementwise(name, {
    inputs: ['x', 'y'],
    dtypes: boolean,
    call: signature<(x: Operand<'bool'>, y: Operand<'bool'>) => Tensor<'bool'>>(),
    program: (s, { x, y }) => program(s, x, y),
  });
}

/**
 * Whether x and y.
 * @example
 * tn.logicalAnd([true, false], true).arraySync(); // => [ true, false ]
 */
export const logicalAnd = connective('logicalAnd', (s, x, y) => s.logicalAnd(x, y));

/**
 * Whether x or y, or both.
 * @example
 * tn.logicalOr([true, false], false).arraySync(); // => [ true, false ]
 */
export const logicalOr = connective('logicalOr', (s, x, y) => s.logicalOr(x, y));

/**
 * Whether either x or y, but not both.
 * @example
 * tn.logicalXor([true, false], true).arraySync(); // => [ false, true ]
 */
export const logicalXor = connective('logicalXor', (s, x, y) => s.notEqual(x, y));

/**
 * Whether not x.
 * @example
 * tn.logicalNot([true, false]).arraySync(); // => [ false, true ]
 */
export const logicalNot = elementwise('logicalNot', {
  inputs: ['x'],
  dtypes: boolean,
  call: signature<(x: Operand<'bool'>) => Tensor<'bool'>>(),
  program: (s, { x }) => s.logicalNot(x),
});
