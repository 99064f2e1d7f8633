/**
 * @file Batch normalization with statistics that are given.
 */

import { type FloatingDType, floating } from '../../../dtype/index.ts';
import { InvalidArgumentError } from '../../../errors/index.ts';
import { broadcastShapes, formatShape, type Shape, sameShape } from '../../../shape/index.ts';
import type { Tensor } from '../../../tensor/index.ts';
import { composite, type Operand, required, signature } from '../../define/index.ts';
import { withNamedInputs } from '../../define/with-named-inputs.ts';
import { add, multiply, negative } from '../../math/arithmetic.ts';
import { narrow, widen } from '../../math/reducing/working-precision.ts';
import { inverseDeviation } from './standardize.ts';

export interface BatchNormalizationOptions {
  /** β, added to the result. */
  readonly offset?: Operand<FloatingDType> | null;
  /** γ, multiplied with the normalized values. */
  readonly scale?: Operand<FloatingDType> | null;
  /** Added to the variance, so that nothing is divided by 0. */
  readonly varianceEpsilon: number;
}

/**
 * γ (x − mean) / √(variance + ε) + β (Ioffe & Szegedy, 2015), with statistics that are given. All operands broadcast
 * with x; for channels in the last axis they may be vectors.
 * @throws InvalidArgumentError if the shapes do not broadcast to that of x.
 * @example
 * tn.batchNormalization([1, 5], 3, 4, 1, 10, 0).arraySync(); // => [ -9, 11 ]
 * tn.batchNormalization([1, 5], 3, 4, { varianceEpsilon: 0 }).arraySync(); // => [ -1, 1 ]
 */
export const batchNormalization = withNamedInputs(
  composite('batchNormalization', {
    inputs: ['x', 'mean', 'variance', 'offset?', 'scale?'],
    dtypes: { x: floating, mean: floating, variance: 'mean', offset: 'mean', scale: 'mean' },
    attrs: { varianceEpsilon: required<number>() },
    call: signature<
      <D extends FloatingDType>(
        x: Operand<D>,
        mean: Operand<FloatingDType>,
        variance: Operand<FloatingDType>,
        offset: Operand<FloatingDType> | null | BatchNormalizationOptions,
        scale?: Operand<FloatingDType> | null,
        varianceEpsilon?: number | { readonly varianceEpsilon: number },
      ) => Tensor<D>
    >(),
    infer: ({ x, mean, variance, offset, scale }) => {
      checkBroadcast(x.shape, [mean, variance, offset, scale]);
      return { dtype: x.dtype, shape: x.shape };
    },
    lower: ({ x, mean, variance, offset, scale }, { varianceEpsilon }) => {
      checkBroadcast(x.shape, [mean, variance, offset, scale]);
      const inverse = inverseDeviation(widen(variance), varianceEpsilon);
      const factor = scale ? multiply(inverse, widen(scale)) : inverse;
      const shift = negative(multiply(widen(mean), factor));
      const term = offset ? add(widen(offset), shift) : shift;
      const wide = widen(x);
      return narrow(add(multiply(wide, narrow(factor, wide.dtype)), narrow(term, wide.dtype)), x.dtype);
    },
  }),
);

function checkBroadcast(shape: Shape, operands: readonly ({ readonly shape: Shape } | undefined)[]): void {
  const shapes = operands.flatMap((operand) => (operand ? [operand.shape] : []));
  if (sameShape(broadcastShapes([shape, ...shapes], 'batchNormalization'), shape)) return;
  throw new InvalidArgumentError(
    `batchNormalization: statistics and parameters of shapes ${shapes.map(formatShape).join(', ')} must broadcast to ` +
      `that of x, ${formatShape(shape)}.`,
  );
}
