/**
 * @file Batch normalization of images or volumes with the statistics of the batch, or with given ones for inference.
 */

import { type FloatingDType, floating } from '../../../dtype/index.ts';
import { InvalidArgumentError } from '../../../errors/index.ts';
import type { Tensor } from '../../../tensor/index.ts';
import { alias, reshape } from '../../array/layout.ts';
import { composite, type Operand, signature } from '../../define/index.ts';
import { withNamedInputs } from '../../define/with-named-inputs.ts';
import { add, multiply } from '../../math/arithmetic.ts';
import { meanAndVariance } from '../../math/reducing/mean-and-variance.ts';
import { reducedCount } from '../../math/reducing/reduction-op.ts';
import { narrow, widen } from '../../math/reducing/working-precision.ts';
import type { DataFormat2d, DataFormat3d } from '../window/data-format.ts';
import { batchNormAxes } from './batch-norm-axes.ts';
import { alongAxes, inverseDeviation, standardized } from './standardize.ts';

/** What `fusedBatchNorm` takes after its three operands. */
export interface FusedBatchNormOptions {
  /** The mean of each channel: for inference, or the running mean before this batch. */
  readonly mean?: Operand<FloatingDType> | null;
  /** The variance of each channel: for inference, or the running variance before this batch. */
  readonly variance?: Operand<FloatingDType> | null;
  /** Added to the variance; 0.001 by default. */
  readonly epsilon?: number;
  /** The order of the axes of x; `NHWC` by default. */
  readonly dataFormat?: DataFormat2d | DataFormat3d;
  /** Whether x is normalized by its own statistics; true by default. */
  readonly isTraining?: boolean;
  /** The weight of this batch in the running statistics; 1 by default. */
  readonly exponentialAvgFactor?: number;
}

export interface FusedBatchNormResult<D extends FloatingDType, P extends FloatingDType> {
  /** The normalized x. */
  readonly y: Tensor<D>;
  /** The running mean after this batch; in inference the given one. */
  readonly batchMean: Tensor<P>;
  /** The running variance after this batch, of unbiased variances Σ (x − mean)² / (n − 1); in inference the given one. */
  readonly batchVariance: Tensor<P>;
}

type FusedBatchNormCall = <D extends FloatingDType, P extends FloatingDType>(
  x: Operand<D>,
  scale: Operand<P>,
  offset: Operand<NoInfer<P>>,
  mean?: Operand<NoInfer<P>> | null | FusedBatchNormOptions,
  variance?: Operand<NoInfer<P>> | null | FusedBatchNormOptions,
  epsilon?: number | FusedBatchNormOptions,
  dataFormat?: DataFormat2d | DataFormat3d,
  isTraining?: boolean,
  exponentialAvgFactor?: number,
) => FusedBatchNormResult<D, P>;

/**
 * γ (x − mean) / √(variance + ε) + β for each channel, as `tf.compat.v1.nn.fused_batch_norm`.
 *
 * In training mean and (biased) variance are the batch's own; given ones are only what the running statistics were
 * before: the result is (1 − f) · given + f · batch's, for `exponentialAvgFactor` f. Gradients flow from y alone, to x,
 * scale and offset, as in TensorFlow.
 * @throws InvalidArgumentError if x has not rank 4 or 5, the others not one element per channel, or statistics are
 *   needed and not given.
 * @example
 * const x = tn.reshape([1, 3], [2, 1, 1, 1]);
 * const { y, batchMean, batchVariance } = tn.fusedBatchNorm(x, [1], [0], { epsilon: 0 });
 * console.log(y.dataSync(), batchMean.arraySync(), batchVariance.arraySync()); // => Float32Array(2) [ -1, 1 ] [ 2 ] [ 2 ]
 */
export const fusedBatchNorm = withNamedInputs(
  composite('fusedBatchNorm', {
    inputs: ['x', 'scale', 'offset', 'mean?', 'variance?'],
    dtypes: { x: floating, scale: floating, offset: 'scale', mean: 'scale', variance: 'scale' },
    attrs: {
      epsilon: 1e-3,
      dataFormat: 'NHWC' as DataFormat2d | DataFormat3d,
      isTraining: true,
      exponentialAvgFactor: 1,
    },
    call: signature<FusedBatchNormCall>(),
    outputs: ['y', 'batchMean', 'batchVariance'],
    gradient: 'rule',
    infer: ({ x, scale, offset, mean, variance }, { dataFormat }) => {
      batchNormAxes(x.shape, dataFormat, [scale, offset, mean, variance]);
      const statistic = { dtype: scale.dtype, shape: scale.shape };
      return [{ dtype: x.dtype, shape: x.shape }, statistic, statistic];
    },
    lower: (
      { x, scale, offset, mean, variance },
      { epsilon, dataFormat, isTraining, exponentialAvgFactor },
    ) => {
      const { channel, reduced } = batchNormAxes(x.shape, dataFormat, [scale, offset, mean, variance]);
      if ((!isTraining || exponentialAvgFactor !== 1) && !(mean && variance)) {
        throw new InvalidArgumentError(
          'fusedBatchNorm: mean and variance must be given where isTraining is false or exponentialAvgFactor is not 1.',
        );
      }
      const perChannel = (parameters: Tensor<FloatingDType>) => alongAxes(parameters, [channel], x.shape);
      const normalized = (center: Tensor<FloatingDType>, spread: Tensor<FloatingDType>) =>
        standardized(
          x,
          center,
          inverseDeviation(widen(spread), epsilon),
          perChannel(scale),
          perChannel(offset),
        );
      if (!isTraining && mean && variance) {
        return [normalized(perChannel(mean), perChannel(variance)), alias(mean), alias(variance)];
      }
      const batch = meanAndVariance('fusedBatchNorm', x, reduced);
      const count = reducedCount('fusedBatchNorm', x.shape, reduced);
      const unbiased = multiply(batch.variance, count / Math.max(count - 1, 1));
      const running = (before: Tensor<FloatingDType> | undefined, now: Tensor<FloatingDType>) => {
        const statistic = narrow(reshape(now, scale.shape), scale.dtype);
        if (exponentialAvgFactor === 1 || !before) return statistic;
        return add(multiply(before, 1 - exponentialAvgFactor), multiply(statistic, exponentialAvgFactor));
      };
      return [normalized(batch.mean, batch.variance), running(mean, batch.mean), running(variance, unbiased)];
    },
  }),
);
