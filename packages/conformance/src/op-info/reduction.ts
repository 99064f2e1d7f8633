/**
 * @file Reductions.
 */

import { isFloating, reduceSum } from '@tenon/core';
import { opInfo } from './op-info.ts';
import { literal, normal, refused, sample, special } from './samples.ts';

/** Infinities of one sign stay, of both signs are NaN; NaN stays. */
const overflowing = [
  [Infinity, 1, Infinity],
  [Infinity, 1, -Infinity],
  [NaN, 1, -Infinity],
];

export const reductionInfos = {
  reduceSum: opInfo(reduceSum, {
    tensorflow: 'math.reduce_sum',
    samples: [
      sample([normal([])]),
      sample([normal([3, 0, 2])], { axis: 1 }),
      sample([normal([5, 7])]),
      sample([normal([5, 7])], { axis: [-1], keepdims: true }),
      sample([normal([2, 3, 5])], { axis: [0, 2] }),
      sample([normal([2, 3])], { axis: [] }),
      sample([normal([301, 3])], { axis: 0 }),
    ],
    special: (dtype) => [
      sample([special()], { axis: [] }),
      ...(isFloating(dtype) ? overflowing.map((values) => sample([literal(values)])) : []),
    ],
    errors: [
      refused(sample([normal([2, 3])], { axis: 2 }), /axis 2 is outside/),
      refused(sample([normal([2, 3])], { axis: [1, -1] }), /axis 1 is given twice/),
    ],
    tolerance: { ulp: 4, of: 'operands', why: 'terms cancel' },
  }),
};
