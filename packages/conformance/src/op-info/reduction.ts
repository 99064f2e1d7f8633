/**
 * @file Reductions.
 */

import { reduceSum } from '@tenon/core';
import { opInfo } from './op-info.ts';
import { normal, refused, sample, special } from './samples.ts';

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
    special: [sample([special()], { axis: [] }), sample([special({ nan: false, infinite: false })])],
    errors: [
      refused(sample([normal([2, 3])], { axis: 2 }), /axis 2 is outside/),
      refused(sample([normal([2, 3])], { axis: [1, -1] }), /axis 1 is given twice/),
    ],
    tolerance: { ulp: 4, of: 'operands', why: 'terms cancel' },
  }),
};
