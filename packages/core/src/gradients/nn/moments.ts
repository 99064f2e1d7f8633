/**
 * @file The gradient of mean and variance: dm / n + 2 (x − mean) · dv / n. The mean is a function of x here too, so the
 * second gradient is right; TensorFlow's, which stops at the mean, is not.
 */

import { add, divide, multiply, subtract } from '../../ops/math/arithmetic.ts';
import { reducedCount } from '../../ops/math/reducing/reduction-op.ts';
import { narrow, widen } from '../../ops/math/reducing/working-precision.ts';
import { moments } from '../../ops/nn/moments.ts';
import { type Gradient, gradientOf } from '../rule.ts';
import { spreadOver } from '../spread.ts';

export const momentsGradient = gradientOf(moments, {
  saves: ['x', 'output'],
  rule: ({ x }, { axes }, _dy, { outputs, upstreams }) => ({
    x: () => {
      const count = reducedCount('gradient', x.shape, axes);
      const spread = (reduced: Gradient) => spreadOver(reduced, x.shape, axes);
      const [byMean, byVariance] = upstreams.map((upstream): Gradient => divide(widen(upstream), count));
      const wide: Gradient = widen(x);
      const deviation = subtract(wide, spread(widen(outputs[0] as Gradient)));
      const throughVariance = multiply(deviation, spread(multiply(byVariance, 2)));
      return narrow(add(throughVariance, spread(byMean)), x.dtype);
    },
  }),
});
