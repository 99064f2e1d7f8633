/**
 * @file Slices by tensors of indices: every element must arrive bit for bit.
 */

import { gather, gatherNd, takeAlongAxis } from '@tenon/core';
import { opInfo } from '../op-info.ts';
import { integers, literal, normal, refused, sample, special } from '../samples.ts';

export const gatherInfos = {
  gather: opInfo(gather, {
    tensorflow: 'gather',
    samples: [
      sample([normal([7]), literal(3)]),
      sample([normal([5, 7]), integers([4], 0, 4)]),
      sample([normal([5, 7]), integers([2, 3], 0, 6)], { axis: 1 }),
      sample([normal([2, 3, 5]), integers([4], 0, 2)], { axis: -2 }),
      sample([normal([2, 3, 5]), integers([2, 4], 0, 2)], { batchDims: 1 }),
      sample([normal([2, 3, 5]), integers([2, 4], 0, 4)], { axis: 2, batchDims: 1 }),
      sample([normal([2, 3, 5]), integers([2, 4], 0, 4)], { batchDims: -1 }),
      sample([normal([2, 3, 5]), integers([2, 3], 0, 4)], { axis: 2, batchDims: 2 }),
      sample([normal([5, 7]), integers([0], 0, 0)]),
      sample([normal([5, 0]), integers([3], 0, 4)]),
      sample([normal([13, 11]), integers([20], 0, 12, 'int64')]),
    ],
    special: (dtype) => [sample([special(), integers([2], 0, dtype === 'bool' ? 1 : 5)])],
    errors: [
      refused(sample([normal([]), literal(0)]), /params is a scalar/),
      refused(sample([normal([2, 3]), literal([0])], { axis: 2 }), /axis 2/),
      refused(
        sample([normal([2, 3]), literal([[0], [0], [0]])], { batchDims: 1 }),
        /batch axes must be the same/,
      ),
      refused(sample([normal([2, 3]), literal([[0], [0]])], { axis: 0, batchDims: 1 }), /come before axis 0/),
      refused(sample([normal([2, 3]), literal([2])]), /= 2 is not in \[0, 2\)/, {
        onlyIf: 'outOfRangeIndex',
      }),
      refused(sample([normal([2, 3]), literal([-1])]), /= -1 is not in \[0, 2\)/, {
        onlyIf: 'outOfRangeIndex',
      }),
    ],
  }),

  gatherNd: opInfo(gatherNd, {
    tensorflow: 'gather_nd',
    samples: [
      sample([normal([7]), literal([3])]),
      sample([
        normal([5, 7]),
        literal([
          [4, 6],
          [0, 0],
          [4, 6],
        ]),
      ]),
      sample([normal([5, 7]), integers([2, 3, 1], 0, 4)]),
      sample([normal([2, 3, 5]), integers([2, 4, 1], 0, 2)], { batchDims: 1 }),
      sample([normal([2, 3, 5]), integers([2, 3, 4, 1], 0, 4)], { batchDims: 2 }),
      sample([normal([2, 3]), integers([4, 0], 0, 0)]),
      sample([normal([5, 7]), integers([0, 2], 0, 0)]),
      sample([normal([13, 11, 2]), integers([20, 2], 0, 10, 'int64')]),
    ],
    errors: [
      refused(sample([normal([2, 3]), literal(0)]), /at least one axis/),
      refused(sample([normal([2, 3]), literal([[0, 0, 0]])]), /3 indices address more than the 2 axes/),
      refused(
        sample([normal([2, 3]), literal([[0], [0]])], { batchDims: 2 }),
        /batchDims must be in \[0, 2\)/,
      ),
      refused(sample([normal([2, 3]), literal([[0]])], { batchDims: 1 }), /first 1 axes must be the same/),
      refused(sample([normal([2, 3]), literal([[0, 3]])]), /= 3 is not in \[0, 3\)/, {
        onlyIf: 'outOfRangeIndex',
      }),
    ],
  }),

  takeAlongAxis: opInfo(takeAlongAxis, {
    // Without an axis TensorFlow's looks for a method that only NumPy's arrays have.
    tensorflow: {
      python:
        'lambda arr, indices, axis: tf.experimental.numpy.take_along_axis(' +
        'tf.reshape(arr, [-1]) if axis is None else arr, indices, axis or 0)',
    },
    samples: [
      sample([normal([7]), literal([3, -1, 0, 0])], { axis: 0 }),
      sample([normal([5, 7]), integers([5, 3], -7, 6)], { axis: 1 }),
      sample([normal([5, 7]), integers([2, 7], 0, 4)], { axis: -2 }),
      sample([normal([2, 3, 5]), integers([1, 4, 5], -3, 2)], { axis: 1 }),
      sample([normal([2, 3]), integers([4], 0, 5)], { axis: null }),
      sample([normal([3, 5]), integers([3, 0], 0, 0)], { axis: 1 }),
    ],
    errors: [
      refused(sample([normal([2, 3]), literal([0])], { axis: 1 }), /rank 2, got shape \(1,\)/),
      refused(sample([normal([2, 3]), literal([[0], [0], [0]])], { axis: 1 }), /do not broadcast/),
      refused(sample([normal([2, 3]), literal([[0], [3]])], { axis: 1 }), /= 3 is not in \[0, 3\)/, {
        onlyIf: 'outOfRangeIndex',
      }),
    ],
  }),
};
