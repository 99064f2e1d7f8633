/**
 * @file Dropout, and the tie between gamma draws and their parameter. Draws themselves are functions of no tensor and so
 * no ops: `randomBits` is held to Philox as a kernel, and core's tests hold the numbers made of it to TensorFlow's.
 */

import { constant, dropout, generalDropout, ops, statelessDropout, type UniformSampler } from '@tenon/core';
import { sizeOf } from '@tenon/core/backend';
import { opInfo } from '../op-info.ts';
import { normal, refused, sample, uniform } from '../samples.ts';

/** 0, 3/8, 6/8, 1/8 … in turn: numbers in [0, 1) that every dtype has. */
const inTurn: UniformSampler = (shape, dtype) => {
  const numbers = Array.from({ length: sizeOf(shape) }, (_, i) => ((3 * i) % 8) / 8);
  return constant(numbers, { dtype, shape });
};

export const randomInfos = {
  dropout: opInfo(dropout, {
    tensorflow: 'nn.dropout',
    random: true,
    samples: [
      sample([normal([])], { rate: 0.5 }),
      sample([normal([0, 3])], { rate: 0.5 }),
      sample([normal([5, 7])], { rate: 0.25, seed: 7 }),
      sample([normal([5, 7])], { rate: 0.25, noiseShape: [5, 1] }),
      sample([normal([13])], { rate: 0 }),
    ],
    errors: [
      refused(sample([normal([3])], { rate: 1 }), /rate must be a number or a scalar in \[0, 1\), got 1/),
      refused(
        sample([normal([3])], { rate: 0.5, noiseShape: [2, 3] }),
        /noiseShape \(2, 3\) does not broadcast/,
      ),
    ],
  }),
  statelessDropout: opInfo(statelessDropout, {
    tensorflow: 'nn.experimental.stateless_dropout',
    random: true,
    samples: [
      sample([normal([])], { rate: 0.5, seed: [1, 2] }),
      sample([normal([5, 7])], { rate: 0.25, seed: [3, 4] }),
      sample([normal([5, 7])], { rate: 0.25, seed: [3, 4], noiseShape: [null, 1] }),
    ],
    errors: [
      refused(sample([normal([3])], { rate: 0.5, seed: [1] as never }), /'seed' must be two integers/),
    ],
  }),
  generalDropout: opInfo(generalDropout, {
    tensorflow: { none: 'a function is no attribute that can be recorded' },
    samples: [
      sample([normal([])], { rate: 0.3, uniformSampler: inTurn }),
      sample([normal([0, 3])], { rate: 0.3, uniformSampler: inTurn }),
      sample([normal([5, 7])], { rate: 0.3, uniformSampler: inTurn }),
      sample([normal([5, 7])], { rate: 0.7, uniformSampler: inTurn, noiseShape: [1, 7] }),
      sample([normal([13])], { rate: 0, uniformSampler: inTurn }),
    ],
    errors: [refused(sample([normal([3])], { rate: -0.5, uniformSampler: inTurn }), /in \[0, 1\), got -0.5/)],
  }),
  gammaSample: opInfo(ops.gammaSample, {
    tensorflow: { none: 'TensorFlow has it only inside random.gamma' },
    samples: [
      sample([uniform([], 0.5, 3), uniform([], 0.5, 3)]),
      sample([uniform([3], 0.5, 3), uniform([0, 3], 0.5, 3)]),
      sample([uniform([7], 0.5, 3), uniform([5, 7], 0.5, 3)]),
    ],
    // The value does not depend on alpha; core's tests hold that gradient to TensorFlow's.
    gradient: { inputs: ['sample'] },
  }),
};
