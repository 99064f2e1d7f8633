/**
 * @file Tensors put together: every element must arrive bit for bit.
 */

import { concat, meshgrid, repeat, roll, stack, tile } from '@tenon/core';
import { opInfo } from '../op-info.ts';
import { filled, normal, refused, sample, special } from '../samples.ts';

export const joiningInfos = {
  concat: opInfo(concat, {
    tensorflow: 'concat',
    samples: [
      sample([[normal([7])]], { axis: 0 }),
      sample([[normal([2]), normal([0]), normal([5])]], { axis: 0 }),
      sample([[normal([2, 3]), normal([2, 5])]], { axis: 1 }),
      sample([[normal([2, 3]), normal([5, 3]), normal([1, 3])]], { axis: -2 }),
      sample([[normal([0, 3]), normal([0, 2])]], { axis: 1 }),
      sample([[normal([2, 13, 5]), normal([2, 7, 5])]], { axis: 1 }),
    ],
    special: [sample([[special(), special()]], { axis: 0 })],
    errors: [
      refused(sample([[]], { axis: 0 }), /needs at least one tensor/),
      refused(sample([[normal([]), normal([])]], { axis: 0 }), /scalars.*tn\.stack/),
      refused(sample([[normal([2, 3]), normal([3, 2])]], { axis: 0 }), /\(2, 3\), \(3, 2\) differ/),
      refused(sample([[normal([2]), normal([2, 3])]], { axis: 0 }), /\(2,\), \(2, 3\) differ/),
      refused(sample([[normal([2, 3])]], { axis: 2 }), /axis 2/),
    ],
  }),

  stack: opInfo(stack, {
    tensorflow: 'stack',
    samples: [
      sample([[normal([]), normal([]), normal([])]]),
      sample([[normal([5, 7])]], { axis: 2 }),
      sample([[normal([0, 3]), normal([0, 3])]], { axis: 1 }),
      sample([[normal([2, 3]), normal([2, 3])]], { axis: -1 }),
      sample([[normal([13, 5]), normal([13, 5])]], { axis: -3 }),
    ],
    errors: [
      refused(sample([[]]), /needs at least one tensor/),
      refused(sample([[normal([2]), normal([3])]]), /one shape, got \(2,\), \(3,\)/),
      refused(sample([[normal([2])]], { axis: 2 }), /axis 2/),
    ],
  }),

  tile: opInfo(tile, {
    tensorflow: 'tile',
    samples: [
      sample([normal([])], { multiples: [] }),
      sample([normal([3])], { multiples: [4] }),
      sample([normal([5, 7])], { multiples: [2, 1] }),
      sample([normal([5, 7])], { multiples: [0, 2] }),
      sample([normal([0, 3])], { multiples: [3, 2] }),
      sample([normal([2, 3, 5])], { multiples: [2, 3, 2] }),
    ],
    special: [sample([special()], { multiples: [2] })],
    errors: [
      refused(sample([normal([2, 3])], { multiples: [2] }), /each axis of \(2, 3\), got \[2\]/),
      refused(sample([normal([2])], { multiples: [-1] }), /non-negative.*\[-1\]/),
    ],
  }),

  repeat: opInfo(repeat, {
    tensorflow: 'repeat',
    samples: [
      sample([normal([])], { repeats: 3 }),
      sample([normal([5, 7])], { repeats: 2 }),
      sample([normal([5, 7])], { repeats: 3, axis: 1 }),
      sample([normal([2, 3])], { repeats: [1, 0, 2], axis: -1 }),
      sample([normal([2, 3])], { repeats: [2], axis: 0 }),
      sample([normal([2, 2])], { repeats: [1, 2, 0, 3] }),
      sample([normal([2, 3])], { repeats: 0, axis: 0 }),
      sample([normal([13, 3, 2])], { repeats: 4, axis: 1 }),
    ],
    errors: [
      refused(sample([normal([2, 3])], { repeats: [1, 2], axis: 1 }), /one or 3 of them, got \[1, 2\]/),
      refused(sample([normal([2])], { repeats: -1 }), /non-negative/),
    ],
  }),

  roll: opInfo(roll, {
    tensorflow: 'roll',
    samples: [
      sample([normal([7])], { shift: 3, axis: 0 }),
      sample([normal([5, 7])], { shift: [1, -2], axis: [0, 1] }),
      sample([normal([5, 7])], { shift: -16, axis: -1 }),
      sample([normal([5, 7])], { shift: [4, 3], axis: [1, 1] }),
      sample([normal([5])], { shift: 0, axis: 0 }),
      sample([normal([0, 3])], { shift: 1, axis: 0 }),
      sample([normal([2, 13, 5])], { shift: [5, 1, 2], axis: [1, 0, 2] }),
    ],
    errors: [
      refused(sample([normal([])], { shift: 1, axis: 0 }), /a scalar has no axes/),
      refused(sample([normal([2])], { shift: [1, 1], axis: [0] }), /one integer shift for each axis/),
    ],
  }),

  meshgrid: opInfo(meshgrid, {
    tensorflow: { python: "lambda args, indexing='xy': tf.meshgrid(*args, indexing=indexing)" },
    samples: [
      sample([[normal([3])]]),
      sample([[normal([3]), normal([5])]]),
      sample([[normal([3]), normal([5])]], { indexing: 'ij' as const }),
      sample([[normal([3]), normal([5]), normal([2])]]),
      sample([[normal([]), normal([2, 3])]]),
      sample([[filled([0], 0), normal([5])]]),
    ],
    errors: [refused(sample([[normal([3])]], { indexing: 'yx' as 'xy' }), /must be 'xy' or 'ij', got 'yx'/)],
  }),
};
