/**
 * @file Positions of extremes: of ties the lowest.
 */

import { argmax, argmin } from '@tenon/core';
import { opInfo } from '../op-info.ts';
import { distinct, filled, integers, normal, refused, sample, special } from '../samples.ts';

const samples = [
  sample([distinct([7])]),
  sample([distinct([5, 7])], { axis: -1 }),
  sample([distinct([2, 3, 5])], { axis: 1, outputType: 'int32' as const }),
  sample([integers([13, 11], 0, 3)], { axis: 0 }),
  sample([filled([301], 1)]),
  sample([normal([3, 0])], { axis: 0 }),
];

const edges = [sample([special()]), sample([special({ nan: false })])];

const badCalls = [
  refused(sample([normal([2, 3])], { axis: 2 }), /axis 2 is outside/),
  refused(sample([normal([])]), /a scalar has no axes/),
  refused(sample([normal([0, 2])], { axis: 0 }), /axis 0 of shape \(0, 2\) is empty/),
];

export const argReductionInfos = {
  argmax: opInfo(argmax, { tensorflow: 'math.argmax', samples, special: edges, errors: badCalls }),
  argmin: opInfo(argmin, { tensorflow: 'math.argmin', samples, special: edges, errors: badCalls }),
};
