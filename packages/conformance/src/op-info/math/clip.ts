/**
 * @file Clipping to an interval and to a norm.
 */

import { clipByNorm, clipByValue } from '@tenon/core';
import { specialOfOneZero } from '../elementwise-samples.ts';
import { opInfo } from '../op-info.ts';
import { filled, literal, normal, refused, sample, uniform } from '../samples.ts';

const wide = (shape: readonly number[]) => uniform(shape, 0, 9);

export const clipInfos = {
  clipByValue: opInfo(clipByValue, {
    tensorflow: 'clip_by_value',
    samples: [
      sample([normal([]), literal(0), literal(1)]),
      sample([normal([0, 3]), literal(0), literal(1)]),
      sample([wide([5, 7]), literal(2), literal(6)]),
      sample([wide([5, 7]), uniform([7], 1, 3), uniform([5, 1], 4, 7)]),
      sample([literal([1, 2, 3]), literal(1), literal(3)]),
    ],
    special: [sample([specialOfOneZero, literal(1), literal(3)])],
    errors: [
      refused(sample([normal([3]), normal([2, 3]), normal([3])]), /would stretch the tensor of shape \(3,\)/),
    ],
    gradient: { samples: [sample([wide([5, 7]), uniform([7], 1, 3), uniform([5, 1], 4, 7)])] },
  }),
  clipByNorm: opInfo(clipByNorm, {
    tensorflow: 'clip_by_norm',
    samples: [
      sample([normal([]), literal(0.5)]),
      sample([normal([0, 3]), literal(1)]),
      sample([normal([5, 7]), literal(2)]),
      sample([normal([5, 7]), literal(100)]),
      sample([normal([5, 7]), literal(1)], { axes: [1] }),
      sample([normal([2, 3, 5]), literal(1)], { axes: [0, -1] }),
      sample([filled([4], 0), literal(1)]),
      sample([normal([4]), literal(-1)]),
    ],
    errors: [
      refused(sample([normal([3]), normal([2, 3])]), /would stretch the tensor of shape \(3,\)/),
      refused(sample([normal([3]), literal(1)], { axes: [1] }), /axis 1/),
    ],
    tolerance: { ulp: 8, why: 'a sum, a root and a quotient' },
    gradient: {
      samples: [sample([normal([5, 7]), literal(2)]), sample([normal([5, 7]), literal(1)], { axes: [1] })],
    },
  }),
};
