/**
 * @file Updates put into slices that indices address.
 */

import {
  scatterNd,
  tensorScatterNdAdd,
  tensorScatterNdMax,
  tensorScatterNdMin,
  tensorScatterNdSub,
  tensorScatterNdUpdate,
} from '@tenon/core';
import { opInfo } from '../op-info.ts';
import { distinct, integers, literal, normal, refused, sample } from '../samples.ts';

/** Tensor, indices and updates of every shape class, without repeated indices. */
const distinctPlaces = [
  sample([normal([7]), literal([[3], [0]]), normal([2])]),
  sample([
    normal([5, 7]),
    literal([
      [4, 6],
      [0, 0],
    ]),
    normal([2]),
  ]),
  sample([normal([5, 7]), literal([[4], [1], [2]]), normal([3, 7])]),
  sample([normal([2, 3, 5]), literal([[[1, 2]], [[0, 1]]]), normal([2, 1, 5])]),
  sample([normal([5]), integers([0, 1], 0, 0), normal([0])]),
  sample([normal([13, 3]), literal([[12], [5]], 'int64'), normal([2, 3])]),
];

/** The same with repeated indices, whose updates are folded. */
const repeatedPlaces = [
  ...distinctPlaces,
  sample([normal([5]), literal([[1], [3], [1], [1]]), normal([4])]),
  sample([normal([5, 7]), integers([20, 1], 0, 4), normal([20, 7])]),
];

const mismatches = [
  refused(sample([normal([5]), literal([[1], [2]]), normal([3])]), /must have shape \(2,\), got \(3,\)/),
  refused(sample([normal([5]), literal([[0, 0]]), normal([1])]), /at most 1 axes of \(5,\)/),
  refused(sample([normal([5]), literal(0), normal([])]), /at most 1 axes of \(5,\)/),
  refused(sample([normal([5]), literal([[5]]), normal([1])]), /= 5 is not in \[0, 5\)/, {
    onlyIf: 'outOfRangeIndex' as const,
  }),
  refused(sample([normal([5]), literal([[-1]]), normal([1])]), /= -1 is not in \[0, 5\)/, {
    onlyIf: 'outOfRangeIndex' as const,
  }),
];

/** Ties share a gradient, which no difference quotient shows: these have none. */
const withoutTies = { samples: [sample([distinct([5]), literal([[1], [3]]), literal([0.2, -0.7])])] };

/** Several updates of one place, some equal to each other or to what is there; TensorFlow shares their gradient. */
const ties = [sample([literal([1, 2, 3, 4]), literal([[1], [3], [1], [0]]), literal([2, 5, 2, 1])])];

const sums = { ulp: 4, of: 'operands', why: 'terms cancel, and are added in any order' } as const;

export const scatterInfos = {
  tensorScatterNdUpdate: opInfo(tensorScatterNdUpdate, {
    tensorflow: 'tensor_scatter_nd_update',
    samples: distinctPlaces,
    errors: mismatches,
  }),

  tensorScatterNdAdd: opInfo(tensorScatterNdAdd, {
    tensorflow: 'tensor_scatter_nd_add',
    samples: repeatedPlaces,
    errors: mismatches,
    tolerance: sums,
  }),

  tensorScatterNdSub: opInfo(tensorScatterNdSub, {
    tensorflow: 'tensor_scatter_nd_sub',
    samples: repeatedPlaces,
    errors: mismatches,
    tolerance: sums,
  }),

  tensorScatterNdMin: opInfo(tensorScatterNdMin, {
    tensorflow: 'tensor_scatter_nd_min',
    samples: repeatedPlaces,
    special: ties,
    errors: mismatches,
    gradient: withoutTies,
  }),

  tensorScatterNdMax: opInfo(tensorScatterNdMax, {
    tensorflow: 'tensor_scatter_nd_max',
    samples: repeatedPlaces,
    special: ties,
    errors: mismatches,
    gradient: withoutTies,
  }),

  scatterNd: opInfo(scatterNd, {
    tensorflow: 'scatter_nd',
    testedInput: 'updates',
    samples: [
      sample([literal([[1], [3], [1]]), normal([3])], { shape: [5] }),
      sample(
        [
          literal([
            [1, 2],
            [0, 0],
          ]),
          normal([2]),
        ],
        { shape: [3, 4] },
      ),
      sample([literal([[1], [0]]), normal([2, 4])], { shape: [3, 4] }),
      sample([integers([0, 1], 0, 0), normal([0])], { shape: [4] }),
      sample([integers([20, 1], 0, 4, 'int64'), normal([20, 7])], { shape: [5, 7] }),
    ],
    errors: [
      refused(
        sample([literal([[1], [2]]), normal([3])], { shape: [5] }),
        /must have shape \(2,\), got \(3,\)/,
      ),
      refused(sample([literal([[0, 0]]), normal([1])], { shape: [5] }), /at most 1 axes of \(5,\)/),
      refused(sample([literal([[0]]), normal([1])], { shape: [-1] }), /non-negative/),
      refused(sample([literal([[5]]), normal([1])], { shape: [5] }), /= 5 is not in \[0, 5\)/, {
        onlyIf: 'outOfRangeIndex',
      }),
    ],
    tolerance: sums,
  }),
};
