/**
 * @file Ordered values.
 */

import { argsort, inTopK, isFloating, searchsorted, sort, topK } from '@tenon/core';
import { opInfo } from '../op-info.ts';
import {
  counting,
  distinct,
  integers,
  literal,
  normal,
  refused,
  sample,
  special,
  uniform,
} from '../samples.ts';

const samples = [
  sample([distinct([1])]),
  sample([distinct([7])]),
  sample([distinct([5, 7])], { axis: 0, direction: 'DESCENDING' as const }),
  sample([distinct([2, 3, 5])], { axis: 1 }),
  sample([integers([13, 11], 0, 3)], { direction: 'DESCENDING' as const }),
  sample([integers([301], 0, 9)]),
  sample([normal([3, 0])]),
  sample([normal([0, 3])], { axis: 1 }),
];

/** NaN is last; TensorFlow leaves its place open, so its vectors have none. */
const edges = [
  sample([special({ nan: false })]),
  sample([special({ nan: false })], { direction: 'DESCENDING' as const }),
];

const badCalls = [
  refused(sample([normal([2, 3])], { axis: 2 }), /axis 2 is outside/),
  refused(sample([normal([])]), /a scalar has no axes/),
];

/** Ties have no difference quotient: these have none. */
const withoutTies = {
  samples: [
    sample([distinct([7])]),
    sample([distinct([5, 7])], { axis: 0, direction: 'DESCENDING' as const }),
    sample([distinct([2, 3, 5])], { axis: 1 }),
  ],
};

export const sortingInfos = {
  sort: opInfo(sort, {
    tensorflow: 'sort',
    samples,
    special: edges,
    errors: badCalls,
    gradient: withoutTies,
  }),

  argsort: opInfo(argsort, { tensorflow: 'argsort', samples, special: edges, errors: badCalls }),

  topK: opInfo(topK, {
    tensorflow: 'math.top_k',
    samples: [
      sample([distinct([7])]),
      sample([distinct([5, 7])], { k: 3 }),
      sample([integers([13, 11], 0, 3)], { k: 5, indexType: 'int64' as const }),
      sample([distinct([2, 3, 5])], { k: 5 }),
      sample([normal([0, 3])], { k: 2 }),
      sample([normal([3, 2])], { k: 0 }),
    ],
    special: [sample([special({ nan: false })], { k: 5 })],
    errors: [
      refused(sample([normal([2, 3])], { k: 4 }), /k must be an integer from 0/),
      refused(sample([normal([])], { k: 1 }), /k must be an integer from 0/),
    ],
    gradient: { samples: [sample([distinct([7])]), sample([distinct([5, 7])], { k: 3 })] },
  }),

  inTopK: opInfo(inTopK, {
    tensorflow: 'math.in_top_k',
    samples: [
      sample([integers([5], 0, 6, 'int32'), normal([5, 7])], { k: 3 }),
      sample([integers([13], 0, 4, 'int64'), integers([13, 5], 0, 2)], { k: 2 }),
      sample([literal([-1, 3], 'int32'), normal([2, 3])], { k: 3 }),
    ],
    special: [
      sample(
        [
          literal([0, 1, 2, 2], 'int32'),
          literal([
            [0.5, 0.5, Infinity],
            [0.5, 0.5, NaN],
            [0.25, 0.5, 0.5],
            [0.25, 0.5, -Infinity],
          ]),
        ],
        { k: 2 },
      ),
    ],
    errors: [
      refused(sample([integers([3], 0, 1, 'int32'), normal([2, 3])], { k: 1 }), /predictions must be/),
    ],
    testedInput: 'predictions',
  }),

  searchsorted: opInfo(searchsorted, {
    tensorflow: 'searchsorted',
    samples: [
      sample([counting([7]), uniform([5], 0, 8)]),
      sample([literal([1, 2, 2, 2, 3]), literal([0, 1, 2, 3, 4])]),
      sample([literal([1, 2, 2, 2, 3]), literal([0, 1, 2, 3, 4])], { side: 'right' as const }),
      sample(
        [
          literal([
            [1, 3, 5],
            [2, 4, 6],
          ]),
          integers([2, 7], 0, 7),
        ],
        { outType: 'int64' as const },
      ),
      sample([counting([100]), uniform([31], 0, 110)], { side: 'right' as const }),
      sample([normal([0]), normal([3])]),
    ],
    special: (dtype) =>
      isFloating(dtype) ? [sample([literal([1, 2]), literal([NaN, Infinity, -Infinity])])] : [],
    errors: [
      refused(sample([normal([2, 3]), normal([2])]), /the same axes before the last/),
      refused(sample([normal([2]), normal([])]), /at least one axis/),
    ],
  }),
};
