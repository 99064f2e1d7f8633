/**
 * @file Batches of sequences of different lengths.
 */

import { reverseSequence, sequenceMask } from '@tenon/core';
import { opInfo } from '../op-info.ts';
import { integers, literal, normal, refused, sample } from '../samples.ts';

export const sequencesInfos = {
  sequenceMask: opInfo(sequenceMask, {
    tensorflow: 'sequence_mask',
    samples: [
      sample([literal([1, 3, 2, 0])], { maxlen: 5 }),
      sample(
        [
          literal([
            [1, 3],
            [9, 0],
          ]),
        ],
        { maxlen: 4 },
      ),
      sample([literal([1, 3])]),
      sample([literal(2)], { maxlen: 3 }),
      sample([integers([0], 0, 3)], { maxlen: 2 }),
      sample([integers([13], 0, 11)], { maxlen: 11 }),
      sample([literal([1, 3])], { maxlen: 4, dtype: 'float32' as const }),
      sample([literal([1, 3])], { maxlen: 0 }),
    ],
    errors: [refused(sample([literal([1])], { maxlen: -1 }), /maxlen.*-1/)],
  }),

  reverseSequence: opInfo(reverseSequence, {
    tensorflow: 'reverse_sequence',
    samples: [
      sample([normal([3, 4]), literal([2, 0, 4])], { seqAxis: 1 }),
      sample([normal([3, 4]), literal([2, 0, 3, 1])], { seqAxis: 0, batchAxis: 1 }),
      sample([normal([2, 3, 5]), literal([1, 4, 5])], { seqAxis: 2, batchAxis: 1 }),
      sample([normal([5, 2, 7]), literal([3, 5])], { seqAxis: 0, batchAxis: 1 }),
      sample([normal([2, 0]), literal([0, 0])], { seqAxis: 1 }),
      sample([normal([2, 13]), literal([13, 6], 'int64')], { seqAxis: 1 }),
    ],
    errors: [
      refused(sample([normal([3, 4]), literal([1, 1, 1])], { seqAxis: 0 }), /two axes.*got 0 and 0/),
      refused(sample([normal([3, 4]), literal([1, 1, 1])], { seqAxis: -1 }), /not counted from the end/),
      refused(sample([normal([3, 4]), literal([1, 1])], { seqAxis: 1 }), /each of the 3 slices.*\(2,\)/),
      refused(sample([normal([3, 4]), literal([1, 5, 1])], { seqAxis: 1 }), /not in \[0, 4\)/, {
        onlyIf: 'outOfRangeIndex',
      }),
    ],
  }),
};
