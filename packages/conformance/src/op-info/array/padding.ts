/**
 * @file Elements added around a tensor.
 */

import { pad } from '@tenon/core';
import { opInfo } from '../op-info.ts';
import { normal, refused, sample, special } from '../samples.ts';

export const paddingInfos = {
  pad: opInfo(pad, {
    // No paddings at all are a list without pairs, which TensorFlow takes for another shape.
    tensorflow: {
      python:
        'lambda tensor, paddings, **attrs: tf.pad(tensor, tf.reshape(tf.cast(paddings, tf.int32), [-1, 2]), **attrs)',
    },
    samples: (dtype) => [
      sample([normal([])], { paddings: [] }),
      sample([normal([7])], { paddings: [[2, 3]] }),
      sample([normal([5, 7])], {
        paddings: [
          [1, 0],
          [0, 2],
        ],
      }),
      sample([normal([5, 7])], {
        paddings: [
          [0, 0],
          [0, 0],
        ],
      }),
      sample([normal([0, 3])], {
        paddings: [
          [1, 1],
          [0, 0],
        ],
      }),
      sample([normal([2, 3])], {
        paddings: [
          [1, 1],
          [1, 1],
        ],
        constantValues: dtype === 'bool' ? true : 9,
      }),
      sample([normal([5, 7])], {
        paddings: [
          [1, 4],
          [6, 2],
        ],
        mode: 'REFLECT' as const,
      }),
      sample([normal([5, 7])], {
        paddings: [
          [5, 0],
          [3, 7],
        ],
        mode: 'SYMMETRIC' as const,
      }),
      sample([normal([3, 2])], {
        paddings: [
          [0, 0],
          [0, 0],
        ],
        mode: 'REFLECT' as const,
      }),
      sample([normal([2, 3, 5])], {
        paddings: [
          [0, 0],
          [2, 1],
          [0, 4],
        ],
        mode: 'REFLECT' as const,
      }),
      sample([normal([13, 11])], {
        paddings: [
          [3, 2],
          [1, 7],
        ],
      }),
    ],
    special: [sample([special()], { paddings: [[1, 1]], mode: 'SYMMETRIC' as const })],
    errors: [
      refused(sample([normal([2, 3])], { paddings: [[1, 0]] }), /each axis of \(2, 3\), got \[\[1,0\]\]/),
      refused(sample([normal([2])], { paddings: [[-1, 0]] }), /non-negative/),
      refused(
        sample([normal([3])], { paddings: [[3, 0]], mode: 'REFLECT' as const }),
        /at most 2 elements to axis 0 of length 3/,
      ),
      refused(
        sample([normal([3])], { paddings: [[0, 4]], mode: 'SYMMETRIC' as const }),
        /at most 3 elements to axis 0 of length 3/,
      ),
      refused(sample([normal([3])], { paddings: [[0, 1]], mode: 'EDGE' as 'REFLECT' }), /got 'EDGE'/),
    ],
  }),
};
