/**
 * @file Softmax and its logarithm.
 */

import { logSoftmax, softmax } from '@tenon/core';
import { opInfo } from '../op-info.ts';
import { literal, normal, refused, sample, special, uniform } from '../samples.ts';

const samples = [
  sample([normal([1])]),
  sample([normal([3, 0])]),
  sample([normal([0, 3])]),
  sample([normal([5, 7])]),
  sample([normal([5, 7])], { axis: 0 }),
  sample([normal([2, 3, 5])], { axis: -2 }),
  sample([uniform([3, 301], -30, 30)]),
];

const edges = [
  sample([special({ nan: false, infinite: false })]),
  sample([literal([[-Infinity, 0, 1]])]),
  sample([literal([[Infinity, 0, 1]])]),
  sample([literal([[-Infinity, -Infinity]])]),
  sample([literal([[NaN, 1]])]),
];

const badAxes = [
  refused(sample([normal([])]), /a scalar has no axes/),
  refused(sample([normal([2, 3])], { axis: 2 }), /axis 2 is outside/),
];

export const softmaxInfos = {
  softmax: opInfo(softmax, {
    tensorflow: 'nn.softmax',
    samples,
    special: edges,
    errors: badAxes,
    tolerance: { ulp: 64, why: 'rounding of the exponent, of up to 60, is multiplied by it' },
  }),

  logSoftmax: opInfo(logSoftmax, {
    tensorflow: 'nn.log_softmax',
    samples,
    special: edges,
    errors: badAxes,
    tolerance: { ulp: 4, of: 'operands', why: 'the logit, the greatest one and the logarithm cancel' },
  }),
};
