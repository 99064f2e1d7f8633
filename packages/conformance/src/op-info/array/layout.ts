/**
 * @file Ops that look at the same elements in another layout: every element must arrive bit for bit.
 */

import {
  alias,
  broadcastTo,
  ensureShape,
  expandDims,
  matrixTranspose,
  rank,
  reshape,
  reverse,
  shape,
  size,
  squeeze,
  transpose,
} from '@tenon/core';
import { opInfo } from '../op-info.ts';
import { filled, normal, refused, sample, special } from '../samples.ts';

export const layoutInfos = {
  reshape: opInfo(reshape, {
    tensorflow: 'reshape',
    samples: [
      sample([normal([])], { shape: [1, 1] }),
      sample([normal([1, 1])], { shape: [] }),
      sample([normal([2, 0, 3])], { shape: [3, 0, 7] }),
      sample([normal([2, 0, 3])], { shape: [-1, 0] }),
      sample([normal([0, 3])], { shape: [-1, 3] }),
      sample([normal([5, 7])], { shape: [7, 5] }),
      sample([normal([2, 3, 4])], { shape: [-1, 6] }),
      sample([normal([13, 10])], { shape: [130] }),
    ],
    special: [sample([special()], { shape: [-1, 1] })],
    errors: [
      refused(sample([normal([2, 3])], { shape: [4, 2] }), /6 elements .* \(4, 2\)/),
      refused(sample([normal([2, 3])], { shape: [-1, -1] }), /-1|−1/),
      refused(sample([normal([2, 3])], { shape: [-1, 4] }), /reshape/),
    ],
  }),

  transpose: opInfo(transpose, {
    tensorflow: 'transpose',
    samples: [
      sample([normal([])]),
      sample([normal([3, 0])]),
      sample([normal([5, 7])]),
      sample([normal([2, 3, 5])], { perm: [1, 2, 0] }),
      sample([normal([13, 1, 11])], { perm: [2, 0, 1] }),
    ],
    errors: [
      refused(sample([normal([2, 3])], { perm: [0, 0] }), /axis twice/),
      refused(sample([normal([2, 3])], { perm: [0] }), /transpose/),
    ],
  }),

  broadcastTo: opInfo(broadcastTo, {
    tensorflow: 'broadcast_to',
    samples: [
      sample([normal([])], { shape: [2, 3] }),
      sample([normal([1, 3])], { shape: [0, 3] }),
      sample([normal([5, 1])], { shape: [5, 7] }),
      sample([normal([4])], { shape: [3, 2, 4] }),
      sample([normal([13, 1, 3])], { shape: [13, 9, 3] }),
    ],
    errors: [refused(sample([normal([2, 3])], { shape: [2, 4] }), /\(2, 3\) does not broadcast to \(2, 4\)/)],
  }),

  expandDims: opInfo(expandDims, {
    tensorflow: 'expand_dims',
    samples: [
      sample([normal([])], { axis: 0 }),
      sample([normal([0, 2])], { axis: 1 }),
      sample([normal([5, 7])], { axis: -1 }),
      sample([normal([2, 3, 5])], { axis: -4 }),
    ],
    errors: [refused(sample([normal([2])], { axis: 2 }), /axis 2/)],
  }),

  squeeze: opInfo(squeeze, {
    tensorflow: 'squeeze',
    samples: [
      sample([normal([])]),
      sample([normal([1, 0, 1])]),
      sample([normal([1, 5, 1, 3])]),
      sample([normal([1, 5, 1, 3])], { axis: [2] }),
      sample([normal([1, 5, 1])], { axis: [-1, 0] }),
      sample([normal([1, 5, 1])], { axis: [] }),
      sample([normal([1, 5, 1])], { axis: [0, -3] }),
    ],
    errors: [
      refused(sample([normal([2, 1])], { axis: 0 }), /axis 0 has length 2/),
      refused(sample([normal([2, 1])], { axis: 2 }), /axis 2/),
    ],
  }),

  reverse: opInfo(reverse, {
    tensorflow: 'reverse',
    samples: [
      sample([normal([0, 3])], { axis: [1] }),
      sample([normal([7])], { axis: [0] }),
      sample([normal([2, 3, 5])], { axis: [-1, 0] }),
      sample([normal([2, 3])], { axis: [] }),
    ],
    errors: [
      refused(sample([normal([2, 3])], { axis: [2] }), /axis 2/),
      refused(sample([normal([2, 3])], { axis: [0, -2] }), /twice/),
    ],
  }),

  alias: opInfo(alias, {
    tensorflow: 'identity',
    samples: [sample([normal([])]), sample([filled([0], 0)]), sample([normal([5, 7])])],
    special: [sample([special()])],
  }),

  matrixTranspose: opInfo(matrixTranspose, {
    tensorflow: 'linalg.matrix_transpose',
    samples: [sample([normal([5, 7])]), sample([normal([2, 0, 3])]), sample([normal([2, 3, 13, 5])])],
    errors: [refused(sample([normal([3])]), /matrixTranspose.*rank 2.*\(3,\)/)],
  }),

  ensureShape: opInfo(ensureShape, {
    tensorflow: 'ensure_shape',
    samples: [
      sample([normal([])], { shape: [] }),
      sample([normal([2, 3])], { shape: [2, 3] }),
      sample([normal([0, 3])], { shape: [null, 3] }),
    ],
    errors: [
      refused(sample([normal([2, 3])], { shape: [null, 4] }), /\(2, 3\), expected \(any, 4\)/),
      refused(sample([normal([2, 3])], { shape: [6] }), /ensureShape/),
    ],
  }),

  shape: opInfo(shape, {
    tensorflow: 'shape',
    samples: [
      sample([normal([])]),
      sample([normal([0, 3])]),
      sample([normal([5, 7, 2])], { outType: 'int64' as const }),
    ],
  }),

  size: opInfo(size, {
    tensorflow: { python: "lambda input, out_type='int32': tf.size(input, tf.as_dtype(out_type))" },
    samples: [
      sample([normal([])]),
      sample([normal([0, 3])]),
      sample([normal([5, 7, 2])], { outType: 'int64' as const }),
    ],
  }),

  rank: opInfo(rank, {
    tensorflow: 'rank',
    samples: [sample([normal([])]), sample([normal([0, 3])]), sample([normal([5, 7, 2])])],
  }),
};
