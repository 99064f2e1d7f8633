/**
 * @file Choosing elements by a condition: bit for bit.
 */

import { where } from '@tenon/core';
import { opInfo } from '../op-info.ts';
import { booleans, literal, normal, refused, sample, special, specialColumn } from '../samples.ts';

export const selectionInfos = {
  where: opInfo(where, {
    tensorflow: 'where',
    samples: [
      sample([booleans([]), normal([]), normal([])]),
      sample([booleans([0, 3]), normal([3]), normal([])]),
      sample([booleans([5, 7]), normal([5, 7]), normal([5, 7])]),
      sample([booleans([7]), normal([5, 1]), normal([])]),
      sample([booleans([]), normal([2, 3, 5]), normal([5])]),
      sample([booleans([301]), normal([301]), normal([1])]),
    ],
    special: [sample([literal([[[true]], [[false]]]), special(), specialColumn()])],
    errors: [
      refused(sample([booleans([2]), normal([3]), normal([])]), /do not broadcast/),
      refused(
        sample([booleans([2]), normal([2], 'float32'), normal([2], 'int32')]),
        /never converted implicitly/,
      ),
    ],
  }),
};
