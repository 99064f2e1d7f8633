/**
 * @file Ops that change nothing but which way gradients flow.
 */

import { preventGradient, stopGradient } from '@tenon/core';
import { opInfo } from '../op-info.ts';
import { normal, sample, special } from '../samples.ts';

export const gradientFlowInfos = {
  stopGradient: opInfo(stopGradient, {
    tensorflow: 'stop_gradient',
    samples: [sample([normal([])]), sample([normal([0, 3])]), sample([normal([5, 7])])],
    special: [sample([special()])],
  }),

  preventGradient: opInfo(preventGradient, {
    tensorflow: 'raw_ops.PreventGradient',
    samples: [sample([normal([])]), sample([normal([5, 7])], { message: 'Ask for something else.' })],
    special: [sample([special()])],
    gradient: { refused: /a gradient was asked for where there is none/ },
  }),
};
