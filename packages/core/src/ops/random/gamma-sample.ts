/**
 * @file The gradient of gamma draws by their shape parameter.
 *
 * A draw made by rejection is no formula of α. But the draw z stands for a fixed probability P(α, z), so as α varies
 * z moves along with ∂z/∂α = −∂P/∂α / ∂P/∂z: implicit reparameterization (Figurnov, Mohamed, Mnih, "Implicit
 * Reparameterization Gradients", 2018). TensorFlow's gradient is the same.
 */

import { type FloatingDType, floating } from '../../dtype/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { elementwise, type Operand, signature } from '../define/index.ts';

/**
 * `sample`, drawn from gamma distributions with the shape parameters `alpha`, with its gradient by them. Of second
 * order it is differentiable by the sample, not by `alpha`, for which there is no closed form.
 * @example
 * tn.ops.gammaSample([2, 3], [0.5, 4]).arraySync(); // => [ 0.5, 4 ]
 */
export const gammaSample = elementwise('gammaSample', {
  inputs: ['alpha', 'sample'],
  dtypes: floating,
  call: signature<<D extends FloatingDType>(alpha: Operand<D>, sample: Operand<D>) => Tensor<D>>(),
  program: (_s, { sample }) => sample,
  tangent: (s, { alpha, sample }, _output, tangents) => {
    const along = tangents.sample;
    if (!tangents.alpha) return along;
    const logDensity = s.sub(s.sub(s.mul(s.sub(alpha, 1), s.log(sample)), sample), s.lgamma(alpha));
    const slope = s.neg(s.div(s.igammaGradA(alpha, sample), s.exp(logDensity)));
    const byAlpha = s.mul(tangents.alpha, slope);
    return along ? s.add(along, byAlpha) : byAlpha;
  },
});
