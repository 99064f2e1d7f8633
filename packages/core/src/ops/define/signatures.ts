/**
 * @file The call signatures that many ops share, and the one-line forms of the commonest definitions.
 *
 * A binary op takes a tensor and an operand, or values and a tensor: so the dtype comes from a tensor, and mixing two
 * dtypes does not compile. Of overloads, the one whose first operand is a tensor stands last: it is the one that the
 * compiler explains when none fits.
 */

import { anyDType, type DType, type DTypeClass, type FloatingDType } from '../../dtype/index.ts';
import type { Scalar, ScalarBuilder } from '../../scalar/index.ts';
import type { Tensor, TensorLike, Values } from '../../tensor/index.ts';
import { elementwise } from './elementwise.ts';
import { signature } from './op.ts';
import type { Operand } from './operands.ts';

/** One operand; the result has its dtype. */
export interface UnaryCall<Allowed extends DType> {
  (x: Values): Tensor<'float32' & Allowed>;
  <D extends Allowed>(x: TensorLike<D>): Tensor<D>;
}

/** Two operands of one dtype, broadcast; the result has it too. */
export interface BinaryCall<Allowed extends DType> {
  (x: Values, y: Values): Tensor<'float32' & Allowed>;
  <D extends Allowed>(x: Values, y: TensorLike<D>): Tensor<D>;
  <D extends Allowed>(x: TensorLike<D>, y: Operand<NoInfer<D>>): Tensor<D>;
}

/** Two operands of one dtype, broadcast; the result is bool. */
export interface CompareCall<Allowed extends DType> {
  (x: Values, y: Values): Tensor<'bool'>;
  <D extends Allowed>(x: Values, y: TensorLike<D>): Tensor<'bool'>;
  <D extends Allowed>(x: TensorLike<D>, y: Operand<NoInfer<D>>): Tensor<'bool'>;
}

/** One floating operand; the result is bool. */
export type TestCall = (x: Operand<FloatingDType>) => Tensor<'bool'>;

/** Defines an elementwise op of one operand: `exp = unary('exp', floating, (s, x) => s.exp(x))`. */
export function unary<const Name extends string, D extends DType>(
  name: Name,
  dtypes: DTypeClass<D>,
  program: (s: ScalarBuilder, x: Scalar) => Scalar,
) {
  return elementwise(name, {
    inputs: ['x'],
    dtypes,
    call: signature<UnaryCall<D>>(),
    program: (s, { x }) => program(s, x),
  });
}

/** Defines an elementwise op of two operands of one dtype. */
export function binary<const Name extends string, D extends DType>(
  name: Name,
  dtypes: DTypeClass<D>,
  program: (s: ScalarBuilder, x: Scalar, y: Scalar) => Scalar,
) {
  return elementwise(name, {
    inputs: ['x', 'y'],
    dtypes,
    call: signature<BinaryCall<D>>(),
    program: (s, { x, y }) => program(s, x, y),
  });
}

/** Defines a comparison: two operands of one dtype, a bool result. */
export function comparison<const Name extends string, D extends DType = DType>(
  name: Name,
  program: (s: ScalarBuilder, x: Scalar, y: Scalar) => Scalar,
  // Everything can be compared for equality; order needs numbers.
  dtypes: DTypeClass<D> = anyDType as DTypeClass<D>,
) {
  return elementwise(name, {
    inputs: ['x', 'y'],
    dtypes,
    call: signature<CompareCall<D>>(),
    program: (s, { x, y }) => program(s, x, y),
  });
}
