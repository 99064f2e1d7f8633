/**
 * @file Moments and their statistics.
 */

import { moments, normalizeMoments, sufficientStatistics, weightedMoments } from '@tenon/core';
import { opInfo } from '../op-info.ts';
import { normal, refused, sample, uniform } from '../samples.ts';

const rounded = {
  ulp: 16,
  of: 'operands',
  why: 'rounding of the mean enters every term, and terms cancel',
} as const;

/** TensorFlow rounds each step to 16 bits, where Tenon computes in float32. */
const roundedInHalves = {
  ulp: { float16: 64, bfloat16: 64, float32: 16, float64: 16 },
  of: 'operands',
  why: 'every step is rounded to 16 bits there',
} as const;

export const momentsInfos = {
  moments: opInfo(moments, {
    tensorflow: 'nn.moments',
    samples: [
      sample([normal([7])], { axes: [0] }),
      sample([normal([5, 7])], { axes: [0], keepdims: true }),
      sample([normal([2, 3, 5])], { axes: [0, -1] }),
      sample([uniform([301, 2], 5, 6)], { axes: [0] }),
    ],
    errors: [
      refused(sample([normal([2, 3])], { axes: [2] }), /axis 2 is outside/),
      refused(sample([normal([2, 3])], { axes: [1, 1] }), /given twice/),
    ],
    tolerance: rounded,
    tensorflowTolerance: roundedInHalves,
  }),

  weightedMoments: opInfo(weightedMoments, {
    tensorflow: 'nn.weighted_moments',
    samples: [
      sample([normal([7]), uniform([7], 0.5, 2)], { axes: [0] }),
      sample([normal([5, 3]), uniform([5, 1], 0.5, 2)], { axes: [0], keepdims: true }),
      sample([normal([5, 3]), uniform([], 0.5, 2)], { axes: [1] }),
    ],
    errors: [refused(sample([normal([2, 3]), normal([4])], { axes: [0] }), /do not broadcast/)],
    tolerance: rounded,
    tensorflowTolerance: roundedInHalves,
  }),

  sufficientStatistics: opInfo(sufficientStatistics, {
    // TensorFlow gives the shift back as well.
    tensorflow: {
      python:
        'lambda x, axes, shift=None, keepdims=False: tf.nn.sufficient_statistics(x, axes, shift, keepdims)[:3]',
    },
    samples: [
      sample([normal([7]), null], { axes: [0] }),
      sample([normal([5, 3]), normal([3])], { axes: [0] }),
      sample([normal([2, 3, 5]), null], { axes: [0, 2], keepdims: true }),
    ],
    errors: [refused(sample([normal([2, 3]), null], { axes: [2] }), /axis 2 is outside/)],
    tolerance: rounded,
    tensorflowTolerance: roundedInHalves,
  }),

  normalizeMoments: opInfo(normalizeMoments, {
    tensorflow: {
      python:
        'lambda counts, mean_ss, variance_ss, shift=None: tf.nn.normalize_moments(counts, mean_ss, variance_ss, shift)',
    },
    samples: [
      sample([uniform([], 2, 5), normal([3]), uniform([3], 5, 9), null]),
      sample([uniform([], 2, 5), normal([3]), uniform([3], 5, 9), normal([3])]),
    ],
    tolerance: rounded,
    tensorflowTolerance: roundedInHalves,
  }),
};
