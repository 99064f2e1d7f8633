/**
 * @file Rows of a table by id.
 */

import { embeddingLookup } from '@tenon/core';
import { opInfo } from '../op-info.ts';
import { integers, literal, normal, refused, sample } from '../samples.ts';

export const embeddingInfos = {
  embeddingLookup: opInfo(embeddingLookup, {
    tensorflow: 'nn.embedding_lookup',
    samples: [
      sample([normal([5, 7]), literal(3)]),
      sample([normal([5, 7]), integers([4], 0, 4)]),
      sample([normal([13, 3]), integers([2, 6], 0, 12, 'int64')]),
      sample([normal([5, 7]), integers([4], 0, 4)], { maxNorm: 1.5 }),
      sample([normal([5, 2, 3]), integers([2, 2], 0, 4)], { maxNorm: 0.75 }),
      sample([normal([5, 7]), integers([0], 0, 0)]),
    ],
    errors: [
      refused(sample([normal([2, 3]), literal([2])]), /= 2 is not in \[0, 2\)/, {
        onlyIf: 'outOfRangeIndex',
      }),
    ],
    tolerance: { ulp: 8, why: 'a norm, a division and a product' },
  }),
};
