/**
 * @file Methods that stand for operators: arithmetic, comparison, logic.
 */

import type { DType, FloatingDType, NumericDType, SignedDType } from '../../dtype/index.ts';
import type { Tensor, TensorLike } from '../../tensor/index.ts';
import type { Operand } from '../define/index.ts';
import { type MatmulArguments, matmul } from '../linalg/matmul.ts';
import * as arithmetic from '../math/arithmetic.ts';
import * as comparison from '../math/comparison.ts';
import type { QuotientDType } from '../math/expressions/quotients.ts';
import * as logical from '../math/logical.ts';
import { type BinaryMethod, binary, type CompareMethod, compare, type UnaryMethod, unary } from './method.ts';

type LogicalMethod = (this: TensorLike<'bool'>, y: Operand<'bool'>) => Tensor<'bool'>;

/** Methods for what Python writes as an operator. */
export interface ArithmeticMethods {
  /** x + y. Integers wrap. */
  readonly add: BinaryMethod<NumericDType>;
  /** x − y. Integers wrap. */
  readonly sub: BinaryMethod<NumericDType>;
  /** x · y, elementwise. Integers wrap. */
  readonly mul: BinaryMethod<NumericDType>;
  /** x / y; of integers a floating quotient. */
  readonly div: <D extends NumericDType>(
    this: TensorLike<D>,
    y: Operand<NoInfer<D>>,
  ) => Tensor<QuotientDType<D>>;
  /** ⌊x / y⌋. */
  readonly floordiv: BinaryMethod<NumericDType>;
  /** x − y·⌊x / y⌋: the remainder, of the sign of y. */
  readonly mod: BinaryMethod<NumericDType>;
  /** x to the power of y. */
  readonly pow: BinaryMethod<NumericDType>;
  /** −x. */
  readonly neg: UnaryMethod<SignedDType | FloatingDType>;
  /** |x|. */
  readonly abs: UnaryMethod<SignedDType | FloatingDType>;
  /** −1, 0 or 1. */
  readonly sign: UnaryMethod<SignedDType | FloatingDType>;
  /** x². */
  readonly square: UnaryMethod<NumericDType>;
  /** (x − y)². */
  readonly squaredDifference: BinaryMethod<NumericDType>;
  /** 1 / x. */
  readonly reciprocal: UnaryMethod<FloatingDType>;
  /** The greater of x and y; NaN if either is. */
  readonly maximum: BinaryMethod<NumericDType>;
  /** The lesser of x and y; NaN if either is. */
  readonly minimum: BinaryMethod<NumericDType>;
  /** The product of matrices, or of batches of them: […, m, k] · […, k, n] → […, m, n]. */
  readonly matmul: <D extends NumericDType>(
    this: TensorLike<D>,
    b: Operand<NoInfer<D>>,
    ...rest: MatmulArguments
  ) => Tensor<D>;

  /** Whether x = y. */
  readonly equal: CompareMethod<DType>;
  /** Whether x ≠ y. */
  readonly notEqual: CompareMethod<DType>;
  /** Whether x < y. */
  readonly less: CompareMethod<NumericDType>;
  /** Whether x ≤ y. */
  readonly lessEqual: CompareMethod<NumericDType>;
  /** Whether x > y. */
  readonly greater: CompareMethod<NumericDType>;
  /** Whether x ≥ y. */
  readonly greaterEqual: CompareMethod<NumericDType>;

  /** Whether x and y. */
  readonly logicalAnd: LogicalMethod;
  /** Whether x or y. */
  readonly logicalOr: LogicalMethod;
  /** Whether one of x and y. */
  readonly logicalXor: LogicalMethod;
  /** Whether not x. */
  readonly logicalNot: (this: TensorLike<'bool'>) => Tensor<'bool'>;
}

export const arithmeticMethods: ArithmeticMethods = {
  add: binary(arithmetic.add),
  sub: binary(arithmetic.subtract),
  mul: binary(arithmetic.multiply),
  div(y) {
    return arithmetic.divide(this, y);
  },
  floordiv: binary(arithmetic.floordiv),
  mod: binary(arithmetic.floormod),
  pow: binary(arithmetic.pow),
  neg: unary(arithmetic.negative),
  abs: unary(arithmetic.abs),
  sign: unary(arithmetic.sign),
  square: unary(arithmetic.square),
  squaredDifference: binary(arithmetic.squaredDifference),
  reciprocal: unary(arithmetic.reciprocal),
  maximum: binary(arithmetic.maximum),
  minimum: binary(arithmetic.minimum),
  matmul(b, ...rest) {
    return matmul(this, b, ...rest);
  },

  equal: compare(comparison.equal),
  notEqual: compare(comparison.notEqual),
  less: compare(comparison.less),
  lessEqual: compare(comparison.lessEqual),
  greater: compare(comparison.greater),
  greaterEqual: compare(comparison.greaterEqual),

  logicalAnd(y) {
    return logical.logicalAnd(this, y);
  },
  logicalOr(y) {
    return logical.logicalOr(this, y);
  },
  logicalXor(y) {
    return logical.logicalXor(this, y);
  },
  logicalNot() {
    return logical.logicalNot(this);
  },
};
