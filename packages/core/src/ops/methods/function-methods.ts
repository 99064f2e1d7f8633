/**
 * @file Methods that apply a function to each element, or to each row.
 */

import type { FloatingDType, NumericDType } from '../../dtype/index.ts';
import type { Tensor, TensorLike } from '../../tensor/index.ts';
import type { Operand } from '../define/index.ts';
import { clipByValue } from '../math/clip.ts';
import * as math from '../math/elementary.ts';
import { erf } from '../math/special.ts';
import { relu } from '../nn/activation.ts';
import { logSoftmax, type SoftmaxOptions, softmax } from '../nn/softmax.ts';
import { type TestMethod, test, type UnaryMethod, unary } from './method.ts';

type SoftmaxMethod = <D extends FloatingDType>(
  this: TensorLike<D>,
  axis?: number | SoftmaxOptions,
) => Tensor<D>;

/** Methods for functions. */
export interface FunctionMethods {
  /** eˣ. */
  readonly exp: UnaryMethod<FloatingDType>;
  /** eˣ − 1, accurate near 0. */
  readonly expm1: UnaryMethod<FloatingDType>;
  /** ln x. */
  readonly log: UnaryMethod<FloatingDType>;
  /** ln(1 + x), accurate near 0. */
  readonly log1p: UnaryMethod<FloatingDType>;
  /** √x. */
  readonly sqrt: UnaryMethod<FloatingDType>;
  /** 1 / √x. */
  readonly rsqrt: UnaryMethod<FloatingDType>;
  /** sin x, x in radians. */
  readonly sin: UnaryMethod<FloatingDType>;
  /** cos x, x in radians. */
  readonly cos: UnaryMethod<FloatingDType>;
  /** tan x, x in radians. */
  readonly tan: UnaryMethod<FloatingDType>;
  /** The hyperbolic tangent. */
  readonly tanh: UnaryMethod<FloatingDType>;
  /** The error function. */
  readonly erf: UnaryMethod<FloatingDType>;
  /** 1 / (1 + e⁻ˣ). */
  readonly sigmoid: UnaryMethod<FloatingDType>;
  /** ln(1 + eˣ). */
  readonly softplus: UnaryMethod<FloatingDType>;
  /** max(x, 0). */
  readonly relu: UnaryMethod<NumericDType>;
  /** exp(x) / Σ exp(x) along an axis, the last by default. */
  readonly softmax: SoftmaxMethod;
  /** The logarithm of `softmax`, without its underflow. */
  readonly logSoftmax: SoftmaxMethod;

  /** The greatest integer not above x. */
  readonly floor: UnaryMethod<FloatingDType>;
  /** The least integer not below x. */
  readonly ceil: UnaryMethod<FloatingDType>;
  /** The nearest integer, halves to even. */
  readonly round: UnaryMethod<NumericDType>;
  /** x where it lies between the limits, else the limit that it is beyond. */
  readonly clipByValue: <D extends NumericDType>(
    this: TensorLike<D>,
    clipValueMin: Operand<NoInfer<D>>,
    clipValueMax: Operand<NoInfer<D>>,
  ) => Tensor<D>;

  /** Whether x is NaN. */
  readonly isNan: TestMethod;
  /** Whether x is +∞ or −∞. */
  readonly isInf: TestMethod;
  /** Whether x is neither NaN nor infinite. */
  readonly isFinite: TestMethod;
}

export const functionMethods: FunctionMethods = {
  exp: unary(math.exp),
  expm1: unary(math.expm1),
  log: unary(math.log),
  log1p: unary(math.log1p),
  sqrt: unary(math.sqrt),
  rsqrt: unary(math.rsqrt),
  sin: unary(math.sin),
  cos: unary(math.cos),
  tan: unary(math.tan),
  tanh: unary(math.tanh),
  erf: unary(erf),
  sigmoid: unary(math.sigmoid),
  softplus: unary(math.softplus),
  relu: unary(relu),
  softmax(...args) {
    return softmax(this, ...args);
  },
  logSoftmax(...args) {
    return logSoftmax(this, ...args);
  },

  floor: unary(math.floor),
  ceil: unary(math.ceil),
  round: unary(math.round),
  clipByValue(clipValueMin, clipValueMax) {
    return clipByValue(this, clipValueMin, clipValueMax);
  },

  isNan: test(math.isNan),
  isInf: test(math.isInf),
  isFinite: test(math.isFinite),
};
