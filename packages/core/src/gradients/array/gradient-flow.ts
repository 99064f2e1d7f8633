/**
 * @file The gradient that is not to be asked for.
 */

import { FailedPreconditionError } from '../../errors/index.ts';
import { preventGradient } from '../../ops/array/gradient-flow.ts';
import { gradientOf } from '../rule.ts';

export const preventGradientGradient = gradientOf(preventGradient, {
  rule: (_inputs, { message }) => ({
    input: () => {
      throw new FailedPreconditionError(
        `preventGradient: a gradient was asked for where there is none. ${message}`,
      );
    },
  }),
});
