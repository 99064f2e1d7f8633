/**
 * @file Parts of a tensor by position: every element must arrive bit for bit.
 */

import { at, newaxis, slice, split, stridedSlice, unstack } from '@tenon/core';
import { opInfo } from '../op-info.ts';
import { normal, refused, sample, special } from '../samples.ts';

/** Python's index of one entry: null stands for `newaxis`, which JSON has no word for. */
const pythonEntry =
  "lambda e: Ellipsis if e == '...' else e if e is None or isinstance(e, int) " +
  "else slice(e['start'], e['stop'], e['step']) if isinstance(e, dict) " +
  "else slice(*[int(part) if part else None for part in e.split(':')])";

export const indexingInfos = {
  at: opInfo(at, {
    tensorflow: { python: `lambda tensor, index: tensor[tuple(map(${pythonEntry}, index))]` },
    samples: [
      sample([normal([])], { index: [] }),
      sample([normal([])], { index: ['...', newaxis] }),
      sample([normal([7])], { index: [-7] }),
      sample([normal([0, 3])], { index: [':', 1] }),
      sample([normal([5, 7])], { index: [1, ':2'] }),
      sample([normal([5, 7])], { index: ['::-2', '-3:'] }),
      sample([normal([5, 7])], { index: ['4:1'] }),
      sample([normal([5, 7])], { index: ['-100:100:3', '100::-4'] }),
      sample([normal([2, 3, 5])], { index: [newaxis, 1, '::2'] }),
      sample([normal([2, 3, 5])], { index: [-1, '...', slice(1, null, 2)] }),
      sample([normal([2, 3, 5])], { index: ['...', 0, newaxis] }),
      sample([normal([13, 5, 7])], { index: ['1:12:5', 4] }),
    ],
    special: [sample([special()], { index: ['::-1'] })],
    errors: [
      refused(sample([normal([2, 3])], { index: [2] }), /index 2 is outside axis 0 of length 2/),
      refused(sample([normal([2, 3])], { index: [0, -4] }), /index -4 is outside axis 1/),
      refused(sample([normal([2, 3])], { index: [0, 0, 0] }), /3 indices for a tensor of rank 2/),
      refused(sample([normal([2, 3])], { index: ['...', '...'] }), /one '\.\.\.' only/),
      refused(sample([normal([2, 3])], { index: ['::0'] }), /step must not be 0/),
      refused(sample([normal([2, 3])], { index: ['1,2'] }), /'1,2' is no index/),
      refused(sample([normal([2, 3])], { index: [0.5] }), /0\.5 is no index/),
    ],
  }),

  stridedSlice: opInfo(stridedSlice, {
    tensorflow: { python: 'lambda input, **attrs: tf.strided_slice(input, **attrs)' },
    samples: [
      sample([normal([5, 7])], { begin: [1], end: [3] }),
      sample([normal([5, 7])], { begin: [0, -1], end: [5, 0], strides: [2, -3] }),
      sample([normal([2, 0])], { begin: [0, 0], end: [1, 5] }),
      sample([normal([2, 3, 5])], { begin: [0, 1, -1], end: [2, 3, 0], shrinkAxisMask: 5 }),
      sample([normal([2, 3, 5])], { begin: [1], end: [2], beginMask: 1, shrinkAxisMask: 1 }),
      sample([normal([2, 3, 5])], { begin: [1, 1], end: [0, 2], beginMask: 1, endMask: 1 }),
      sample([normal([2, 3, 5])], {
        begin: [0, 0, 0],
        end: [0, 2, 0],
        ellipsisMask: 4,
        newAxisMask: 1,
      }),
      sample([normal([2, 3, 5])], { begin: [0], end: [1], newAxisMask: 1, shrinkAxisMask: 1 }),
      sample([normal([2, 3, 5])], {
        begin: [0, 4],
        end: [0, 0],
        strides: [1, -2],
        ellipsisMask: 1,
        endMask: 2,
      }),
    ],
    special: [sample([special()], { begin: [-1], end: [0], strides: [-2] })],
    errors: [
      refused(sample([normal([2])], { begin: [0], end: [1, 2] }), /equally long, got 1, 2 and 1/),
      refused(sample([normal([2])], { begin: [0], end: [1], strides: [0] }), /step must not be 0/),
      refused(
        sample([normal([2])], { begin: [2], end: [3], shrinkAxisMask: 1 }),
        /index 2 is outside axis 0/,
      ),
      refused(
        sample([normal([2])], { begin: [1], end: [2], strides: [-1], shrinkAxisMask: 1 }),
        /stride must be positive, got -1/,
      ),
      refused(sample([normal([2])], { begin: [0, 0], end: [0, 0], ellipsisMask: 3 }), /one '\.\.\.' only/),
      refused(sample([normal([2])], { begin: [0, 0], end: [1, 1] }), /2 indices for a tensor of rank 1/),
    ],
  }),

  slice: opInfo(slice, {
    tensorflow: { python: 'lambda input, begin, size: tf.slice(input, begin, size)' },
    samples: [
      sample([normal([7])], { begin: [2], size: [3] }),
      sample([normal([5, 7])], { begin: [0, 7], size: [-1, -1] }),
      sample([normal([0, 3])], { begin: [0, 1], size: [0, 2] }),
      sample([normal([2, 3, 5])], { begin: [1, 0, 2], size: [-1, 2, 3] }),
      sample([normal([13, 11])], { begin: [3, 0], size: [9, -1] }),
    ],
    errors: [
      refused(sample([normal([2, 3])], { begin: [0, 1], size: [-1, 3] }), /not within axis 1 of length 3/),
      refused(sample([normal([2, 3])], { begin: [0, -1], size: [1, 1] }), /not within axis 1 of length 3/),
      refused(sample([normal([2, 3])], { begin: [0], size: [1] }), /one entry for each axis of \(2, 3\)/),
    ],
  }),

  split: opInfo(split, {
    tensorflow: 'split',
    samples: [
      sample([normal([6])], { numOrSizeSplits: 3 }),
      sample([normal([5, 7])], { numOrSizeSplits: [1, -1, 4], axis: 1 }),
      sample([normal([5, 7])], { numOrSizeSplits: [0, 5], axis: -2 }),
      sample([normal([0, 4])], { numOrSizeSplits: 2, axis: 1 }),
      sample([normal([2, 9, 5])], { numOrSizeSplits: 1, axis: 1 }),
    ],
    errors: [
      refused(sample([normal([2, 3])], { numOrSizeSplits: 2, axis: 1 }), /length 3 cannot be cut into 2/),
      refused(sample([normal([2, 3])], { numOrSizeSplits: 0 }), /cannot be cut into 0/),
      refused(
        sample([normal([2, 3])], { numOrSizeSplits: [1, 1], axis: 1 }),
        /\[1, 1\] do not add up to axis 1/,
      ),
      refused(sample([normal([2, 3])], { numOrSizeSplits: [-1, -1] }), /do not add up/),
      refused(sample([normal([2, 3])], { numOrSizeSplits: 1, axis: 2 }), /axis 2/),
    ],
  }),

  unstack: opInfo(unstack, {
    tensorflow: 'unstack',
    samples: [
      sample([normal([3])]),
      sample([normal([0, 2])]),
      sample([normal([5, 0])]),
      sample([normal([2, 3, 5])], { axis: -2 }),
      sample([normal([2, 3])], { num: 3, axis: 1 }),
    ],
    errors: [
      refused(sample([normal([2, 3])], { num: 3 }), /axis 0 of \(2, 3\) has length 2, not 3/),
      refused(sample([normal([])]), /a scalar has no axes/),
    ],
  }),
};
