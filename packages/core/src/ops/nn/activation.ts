/**
 * @file The activation functions of `tf.nn`. Those that are elementary functions (`sigmoid`, `tanh`, `softplus`,
 * `softsign`) are in `math.ts`.
 */

import {
  type FloatingDType,
  floating,
  isFloating,
  type NumericDType,
  numeric,
  type SignedDType,
  signed,
} from '../../dtype/index.ts';
import { InvalidArgumentError } from '../../errors/index.ts';
import type { Scalar, ScalarBuilder } from '../../scalar/index.ts';
import { formatShape } from '../../shape/index.ts';
import type { Tensor, TensorLike, Values } from '../../tensor/index.ts';
import { concat } from '../array/joining.ts';
import { composite, elementwise, type Operand, signature, type UnaryCall } from '../define/index.ts';
import { negative } from '../math/arithmetic.ts';
import { logistic } from '../math/expressions/logistic.ts';

/** A rectifier: its slope is 1 or 0, and the output says which, so a tape need not hold the input. */
function rectifier<const Name extends string>(
  name: Name,
  program: (s: ScalarBuilder, x: Scalar) => Scalar,
  passes: (s: ScalarBuilder, y: Scalar) => Scalar,
) {
  return elementwise(name, {
    inputs: ['features'],
    dtypes: numeric,
    call: signature<UnaryCall<NumericDType>>(),
    program: (s, { features }) => program(s, features),
    tangent: (s, _inputs, y, { features: t }) => t && s.select(passes(s, y), t, 0),
  });
}

/**
 * Rectified linear unit: max(x, 0). The gradient at 0 is 0.
 * @example
 * tn.relu([-1, 2]).arraySync(); // => [ 0, 2 ]
 */
export const relu = rectifier(
  'relu',
  (s, x) => s.max(x, 0),
  (s, y) => s.greater(y, 0),
);

/**
 * min(max(x, 0), 6). The gradient at 0 and at 6 is 0.
 * @example
 * tn.relu6([-1, 2, 7]).arraySync(); // => [ 0, 2, 6 ]
 */
export const relu6 = rectifier(
  'relu6',
  (s, x) => s.min(s.max(x, 0), 6),
  (s, y) => s.logicalAnd(s.greater(y, 0), s.less(y, 6)),
);

/** What `leakyRelu` takes after the features. */
export interface LeakyReluOptions {
  /** The slope below 0; 0.2 by default. */
  readonly alpha?: number;
}

/** Integers are computed in float32. */
export interface LeakyReluCall {
  (features: Values, alpha?: number | LeakyReluOptions): Tensor<'float32'>;
  <D extends NumericDType>(
    features: TensorLike<D>,
    alpha?: number | LeakyReluOptions,
  ): Tensor<D extends FloatingDType ? D : 'float32'>;
}

/**
 * x above 0, `alpha` · x below (Maas, Hannun & Ng, 2013). Integers become float32. The gradient at 0 is `alpha`.
 * @example
 * tn.leakyRelu([-10, 2], 0.5).arraySync(); // => [ -5, 2 ]
 */
export const leakyRelu = elementwise('leakyRelu', {
  inputs: ['features'],
  dtypes: numeric,
  attrs: { alpha: 0.2 },
  call: signature<LeakyReluCall>(),
  program: (s, { features }, { alpha }) => {
    const x = isFloating(features.dtype) ? features : s.cast(features, 'float32');
    return s.select(s.greater(x, 0), x, s.mul(x, alpha));
  },
});

/** An activation of one floating operand. */
function activation<const Name extends string>(name: Name, program: (s: ScalarBuilder, x: Scalar) => Scalar) {
  return elementwise(name, {
    inputs: ['features'],
    dtypes: floating,
    call: signature<UnaryCall<FloatingDType>>(),
    program: (s, { features }) => program(s, features),
  });
}

/**
 * Exponential linear unit: x above 0, eˣ − 1 below (Clevert, Unterthiner & Hochreiter, 2016).
 * @example
 * tn.elu([-Infinity, 0, 3]).arraySync(); // => [ -1, 0, 3 ]
 */
export const elu = activation('elu', (s, x) => s.select(s.less(x, 0), s.expm1(x), x));

/** The fixed point of self-normalization (Klambauer et al., "Self-Normalizing Neural Networks", 2017). */
const SELU_SCALE = 1.0507009873554804934193349852946;
const SELU_ALPHA = 1.6732632423543772848170429916717;

/**
 * Scaled exponential linear unit: scale · x above 0, scale · alpha · (eˣ − 1) below, with the two constants for which
 * activations keep zero mean and unit variance (Klambauer et al., 2017).
 * @example
 * tn.selu([0, 1]).arraySync(); // => [ 0, 1.0507010221481323 ]
 */
export const selu = activation('selu', (s, x) =>
  s.select(s.less(x, 0), s.mul(s.expm1(x), SELU_SCALE * SELU_ALPHA), s.mul(x, SELU_SCALE)),
);

const TWICE_SQRT_2_OVER_PI = 2 * Math.sqrt(2 / Math.PI);

/** What `gelu` takes after the features. */
export interface GeluOptions {
  /** Whether to use the tanh form; false by default. */
  readonly approximate?: boolean;
}

/** One floating operand, and which form to use. */
export interface GeluCall {
  (features: Values, approximate?: boolean | GeluOptions): Tensor<'float32'>;
  <D extends FloatingDType>(features: TensorLike<D>, approximate?: boolean | GeluOptions): Tensor<D>;
}

/**
 * Gaussian error linear unit: x · Φ(x), Φ being the normal distribution function; `approximate` uses the tanh form
 * (Hendrycks & Gimpel, 2016).
 * @example
 * tn.gelu([0, 1]).arraySync(); // => [ 0, 0.8413447141647339 ]
 */
export const gelu = elementwise('gelu', {
  inputs: ['features'],
  dtypes: floating,
  attrs: { approximate: false },
  call: signature<GeluCall>(),
  program: (s, { features: x }, { approximate }) => {
    // Φ(x) = erfc(−x/√2) / 2, which keeps its digits where (1 + erf(x/√2)) / 2 cancels …
    if (!approximate) return s.mul(s.mul(x, 0.5), s.erfc(s.mul(x, -Math.SQRT1_2)));
    // … and so does the logistic function of 2u where (1 + tanh u) / 2 would.
    const cubic = s.add(x, s.mul(s.mul(x, s.mul(x, x)), 0.044715));
    return s.mul(x, logistic(s, s.mul(cubic, TWICE_SQRT_2_OVER_PI)));
  },
});

/** x · σ(x), whose slope is σ(x) · (1 + x · σ(−x)). */
const siluOfOne = elementwise('silu', {
  inputs: ['features'],
  dtypes: floating,
  call: signature<(features: Tensor<FloatingDType>) => Tensor<FloatingDType>>(),
  program: (s, { features: x }) => s.mul(x, logistic(s, x)),
  tangent: (s, { features: x }, _y, { features: t }) =>
    t && s.mul(t, s.mul(logistic(s, x), s.add(s.mul(x, logistic(s, s.neg(x))), 1))),
});

/** x · σ(βx). */
const siluOfBeta = elementwise('silu', {
  inputs: ['features', 'beta'],
  dtypes: floating,
  call: signature<(features: Tensor<FloatingDType>, beta: Tensor<FloatingDType>) => Tensor<FloatingDType>>(),
  program: (s, { features: x, beta }) => s.mul(x, logistic(s, s.mul(beta, x))),
});

/** One floating operand, and the steepness. */
export interface SiluCall {
  (features: Values, beta?: Values): Tensor<'float32'>;
  <D extends FloatingDType>(features: TensorLike<D>, beta?: Operand<NoInfer<D>>): Tensor<D>;
}

function swishNamed<const Name extends string>(name: Name) {
  return composite(name, {
    inputs: ['features', 'beta?'],
    dtypes: floating,
    call: signature<SiluCall>(),
    lower: ({ features, beta }) => {
      if (beta === undefined) return siluOfOne(features);
      if (beta.rank > 0) {
        throw new InvalidArgumentError(
          `${name}: 'beta' must have no axes, got shape ${formatShape(beta.shape)}.`,
        );
      }
      return siluOfBeta(features, beta);
    },
  });
}

/**
 * Sigmoid linear unit: x · sigmoid(β · x) (Elfwing, Uchibe & Doya, 2017). The 0-d `beta` may be a tensor or variable,
 * and has a gradient.
 * @throws InvalidArgumentError if `beta` has axes.
 * @example
 * tn.silu([0, 100]).arraySync(); // => [ 0, 100 ]
 */
export const silu = swishNamed('silu');

/**
 * Another name of `silu` (Ramachandran, Zoph & Le, 2017).
 * @throws InvalidArgumentError if `beta` has axes.
 * @example
 * tn.swish([0, 100]).arraySync(); // => [ 0, 100 ]
 */
export const swish = swishNamed('swish');

/** What `crelu` takes after the features. */
export interface CreluOptions {
  /** The axis along which the two halves are joined; the last by default. */
  readonly axis?: number;
}

/** One signed operand, and the axis to join along. */
export interface CreluCall {
  <D extends SignedDType | FloatingDType>(features: TensorLike<D>, axis?: number | CreluOptions): Tensor<D>;
  (features: Values, axis?: number | CreluOptions): Tensor<'float32'>;
}

/**
 * Concatenated rectified linear units: relu(x) and relu(−x) joined along `axis`, which doubles it (Shang et al., 2016).
 * @throws InvalidArgumentError if `axis` is outside the rank.
 * @example
 * tn.crelu([-1, 2]).arraySync(); // => [ 0, 2, 1, 0 ]
 */
export const crelu = composite('crelu', {
  inputs: ['features'],
  dtypes: signed,
  attrs: { axis: -1 },
  call: signature<CreluCall>(),
  lower: ({ features }, { axis }) => relu(concat([features, negative(features)], axis)),
});
