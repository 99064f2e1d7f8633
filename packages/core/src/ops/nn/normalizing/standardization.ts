/**
 * @file The gradient of standardizing: x̂ = (x − mean) / √(variance + ε), with mean and variance taken from x itself.
 *
 * With g the upstream of x̂, ∂L/∂x = (g − mean(g) − x̂ · mean(g · x̂)) / √(variance + ε) (Ioffe & Szegedy, 2015, section 3).
 */

import type { Tensor } from '../../../tensor/index.ts';
import { multiply, subtract } from '../../math/arithmetic.ts';
import type { WorkingDType } from '../../math/reducing/working-precision.ts';
import { reduceMean } from '../../math/reduction.ts';
import { moments } from '../moments.ts';
import { inverseDeviation } from './standardize.ts';

export interface Standardized {
  /** x̂. */
  readonly normalized: Tensor<WorkingDType>;
  /** 1 / √(variance + ε), the reduced axes kept. */
  readonly inverse: Tensor<WorkingDType>;
}

/** x standardized over `axes`, with ops that a second gradient sees. */
export function standardize(x: Tensor<WorkingDType>, axes: readonly number[], epsilon: number): Standardized {
  const { mean, variance } = moments(x, axes, { keepdims: true });
  const inverse = inverseDeviation(variance, epsilon);
  return { normalized: multiply(subtract(x, mean), inverse), inverse };
}

/** ∂L/∂x from the upstream of x̂. */
export function throughStandardization(
  upstream: Tensor<WorkingDType>,
  { normalized, inverse }: Standardized,
  axes: readonly number[],
): Tensor<WorkingDType> {
  const centered = subtract(upstream, reduceMean(upstream, axes, true));
  const projected = multiply(normalized, reduceMean(multiply(upstream, normalized), axes, true));
  return multiply(subtract(centered, projected), inverse);
}
