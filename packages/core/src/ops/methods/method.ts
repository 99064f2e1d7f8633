/**
 * @file What a chainable method is: an op whose first operand is the receiver.
 *
 * The receiver's dtype is inferred from `this`, so a method that an op's dtypes do not allow (`sqrt` of integers) does
 * not compile. Each kind of method has an adapter, so that a table of methods is a table of ops, and is checked.
 */

import type { DType, FloatingDType } from '../../dtype/index.ts';
import type { Axes } from '../../shape/index.ts';
import type { Tensor, TensorLike } from '../../tensor/index.ts';
import type { BinaryCall, CompareCall, Operand, UnaryCall } from '../define/index.ts';
import type { ReductionOptions } from '../math/reduction.ts';

/** No other operand. */
export type UnaryMethod<Allowed extends DType> = <D extends Allowed>(this: TensorLike<D>) => Tensor<D>;

/** Another operand of the same dtype; the two broadcast. */
export type BinaryMethod<Allowed extends DType> = <D extends Allowed>(
  this: TensorLike<D>,
  y: Operand<NoInfer<D>>,
) => Tensor<D>;

/** A comparison with another operand of the same dtype; the two broadcast. */
export type CompareMethod<Allowed extends DType> = <D extends Allowed>(
  this: TensorLike<D>,
  y: Operand<NoInfer<D>>,
) => Tensor<'bool'>;

/** A test of each element. */
export type TestMethod = (this: TensorLike<FloatingDType>) => Tensor<'bool'>;

/** A reduction over one axis, several, or all; reduced axes stay with length 1 if `keepdims`. */
export type ReductionMethod<Allowed extends DType> = <D extends Allowed>(
  this: TensorLike<D>,
  axis?: Axes | ReductionOptions,
  keepdims?: boolean | ReductionOptions,
) => Tensor<D>;

export function unary<Allowed extends DType>(op: UnaryCall<Allowed>): UnaryMethod<Allowed> {
  return function <D extends Allowed>(this: TensorLike<D>) {
    return op(this);
  };
}

export function binary<Allowed extends DType>(op: BinaryCall<Allowed>): BinaryMethod<Allowed> {
  return function <D extends Allowed>(this: TensorLike<D>, y: Operand<NoInfer<D>>) {
    return op(this, y);
  };
}

export function compare<Allowed extends DType>(op: CompareCall<Allowed>): CompareMethod<Allowed> {
  return function <D extends Allowed>(this: TensorLike<D>, y: Operand<NoInfer<D>>) {
    return op(this, y);
  };
}

export function test(op: (x: Operand<FloatingDType>) => Tensor<'bool'>): TestMethod {
  return function (this: TensorLike<FloatingDType>) {
    return op(this);
  };
}

/** The arguments go on as they came: what is not given must not count as given. */
export function reduction<Allowed extends DType>(
  op: <D extends Allowed>(
    x: Operand<D>,
    axis?: Axes | ReductionOptions,
    keepdims?: boolean | ReductionOptions,
  ) => Tensor<D>,
): ReductionMethod<Allowed> {
  return function <D extends Allowed>(
    this: TensorLike<D>,
    ...args: [axis?: Axes | ReductionOptions, keepdims?: boolean | ReductionOptions]
  ) {
    return op(this, ...args);
  };
}
