/**
 * @file Arithmetic.
 */

import { add, exp, multiply, subtract } from '@tenon/core';
import { opInfo } from './op-info.ts';
import { normal, refused, sample, special, specialColumn } from './samples.ts';

/** The shapes that every op of two broadcast operands is tested with. */
const broadcastPairs = [
  sample([normal([]), normal([])]),
  sample([normal([0, 3]), normal([3])]),
  sample([normal([5, 1]), normal([7])]),
  sample([normal([2, 3, 5]), normal([2, 3, 5])]),
  sample([normal([13, 11]), normal([])]),
];

const unequalShapes = [refused(sample([normal([2]), normal([3])]), /\(2,\) and \(3,\) do not broadcast/)];

export const arithmeticInfos = {
  add: opInfo(add, {
    tensorflow: 'add',
    samples: broadcastPairs,
    special: [sample([special(), specialColumn()])],
    errors: unequalShapes,
  }),
  subtract: opInfo(subtract, {
    tensorflow: 'subtract',
    samples: broadcastPairs,
    special: [sample([special(), specialColumn()])],
    errors: unequalShapes,
  }),
  multiply: opInfo(multiply, {
    tensorflow: 'multiply',
    samples: broadcastPairs,
    special: [sample([special(), specialColumn()])],
    errors: unequalShapes,
  }),
  exp: opInfo(exp, {
    tensorflow: 'exp',
    samples: [sample([normal([])]), sample([normal([0])]), sample([normal([5, 7])]), sample([normal([301])])],
    special: [sample([special()])],
  }),
};
