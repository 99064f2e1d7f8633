/**
 * @file Running folds.
 */

import { cumprod, cumsum, cumulativeLogsumexp, isFloating } from '@tenon/core';
import { opInfo } from '../op-info.ts';
import { literal, normal, refused, sample } from '../samples.ts';

const inEveryDirection = [
  sample([normal([7])]),
  sample([normal([7])], { exclusive: true }),
  sample([normal([7])], { reverse: true }),
  sample([normal([5, 7])], { axis: 1, exclusive: true, reverse: true }),
  sample([normal([2, 3, 5])], { axis: -2, reverse: true }),
  sample([normal([3, 0])], { axis: 1 }),
  sample([normal([1, 4])], { axis: 0, exclusive: true }),
];

const badAxes = [
  refused(sample([normal([2, 3])], { axis: 2 }), /axis 2 is outside/),
  refused(sample([normal([])]), /a scalar has no axes/),
];

export const scanInfos = {
  cumsum: opInfo(cumsum, {
    tensorflow: 'math.cumsum',
    samples: [...inEveryDirection, sample([normal([301, 2])])],
    special: (dtype) => (isFloating(dtype) ? [sample([literal([1, Infinity, 2, -Infinity, 3])])] : []),
    errors: badAxes,
    tolerance: { ulp: 8, of: 'operands', why: 'terms cancel' },
  }),

  cumprod: opInfo(cumprod, {
    tensorflow: 'math.cumprod',
    samples: [...inEveryDirection, sample([literal([2, 0, 3, 0, 4])])],
    errors: badAxes,
    tolerance: { ulp: 8, why: 'every factor may round the product' },
    gradient: {
      tensorflow: { skip: 'TensorFlow divides by the element, and gives 0 where that is 0' },
    },
  }),

  cumulativeLogsumexp: opInfo(cumulativeLogsumexp, {
    tensorflow: 'math.cumulative_logsumexp',
    samples: [...inEveryDirection, sample([normal([301, 2])])],
    special: [sample([literal([-Infinity, -Infinity, 0, 1])]), sample([literal([1, Infinity, 1])])],
    errors: badAxes,
    tolerance: { ulp: 8, of: 'operands', why: 'the greatest element and the logarithm may cancel' },
    tensorflowTolerance: {
      ulp: { float16: 64, bfloat16: 64, float32: 8, float64: 8 },
      of: 'operands',
      why: 'TensorFlow rounds every step to 16 bits',
    },
    gradient: {
      // The exclusive fold begins with −∞, which has no difference quotient.
      samples: [
        sample([normal([7])]),
        sample([normal([5, 3])], { axis: 1, reverse: true }),
        sample([normal([2, 3, 2])], { axis: -2 }),
      ],
    },
  }),
};
