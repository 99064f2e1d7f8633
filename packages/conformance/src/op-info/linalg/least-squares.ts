/**
 * @file Least squares, pseudo-inverses and ranks.
 */

import { lstsq, matrixRank, pinv } from '@tenon/core';
import { opInfo, type Tolerance } from '../op-info.ts';
import { filled, literal, normal, refused, sample } from '../samples.ts';
import { separated } from './matrix-samples.ts';

const conditioned: Tolerance = {
  ulp: 64,
  of: 'output',
  why: 'what a matrix some units away would give, times the condition number, which is small',
};

export const leastSquaresInfos = {
  pinv: opInfo(pinv, {
    tensorflow: 'linalg.pinv',
    samples: [
      sample([separated([1, 1])]),
      sample([separated([5, 3])]),
      sample([separated([2, 3, 5])]),
      sample(
        [
          literal([
            [2, 0, 0],
            [0, 0.5, 0],
          ]),
        ],
        { rcond: 0.5 },
      ),
    ],
    // Of a rank that is not full.
    special: [
      sample([
        literal([
          [1, 2],
          [2, 4],
        ]),
      ]),
      sample([filled([3, 2], 0)]),
    ],
    errors: [
      refused(sample([normal([3])]), /pinv: takes matrices/),
      refused(sample([filled([2, 3], NaN)]), /Singular value decomposition was not successful/),
    ],
    tolerance: conditioned,
    gradient: {
      samples: [sample([separated([4, 4])]), sample([separated([5, 3])]), sample([separated([2, 3, 5])])],
    },
  }),

  matrixRank: opInfo(matrixRank, {
    tensorflow: 'linalg.matrix_rank',
    samples: [
      sample([separated([5, 3])]),
      sample([separated([2, 3, 4])]),
      sample([
        literal([
          [1, 2],
          [2, 4],
        ]),
      ]),
      sample([filled([3, 2], 0)]),
      sample(
        [
          literal([
            [3, 0, 0],
            [0, 2, 0],
            [0, 0, 1],
          ]),
        ],
        { tol: 1.5 },
      ),
    ],
    errors: [refused(sample([normal([3])]), /matrixRank: takes matrices/)],
  }),

  lstsq: opInfo(lstsq, {
    tensorflow: 'linalg.lstsq',
    // In batches, whose axis is the one that the layouts repeat: of a matrix of equal rows the normal equations are
    // singular, and rounding decides whether that is seen.
    samples: [
      sample([separated([2, 5, 3]), normal([2, 5, 2])]),
      sample([separated([2, 3, 5]), normal([2, 3, 1])]),
      sample([separated([2, 3, 3]), normal([2, 3, 1])]),
      sample([separated([5, 3]), normal([5, 2])], { l2Regularizer: 0.5 }),
      sample([separated([3, 5]), normal([3, 2])], { l2Regularizer: 0.5 }),
      sample([separated([2, 5, 3]), normal([2, 5, 2])], { fast: false }),
      sample([separated([2, 3, 5]), normal([2, 3, 1])], { fast: false }),
      sample(
        [
          literal([
            [1, 2],
            [2, 4],
            [3, 6],
          ]),
          normal([3, 1]),
        ],
        { fast: false },
      ),
    ],
    errors: [
      refused(sample([normal([3]), normal([3, 1])]), /lstsq: takes matrices/),
      refused(sample([normal([3, 2]), normal([3])]), /lstsq: .*expandDims\(b, -1\)/),
      refused(sample([normal([3, 2]), normal([2, 1])]), /columns of matrices \[…, 3, k\]/),
      refused(sample([normal([3, 2]), normal([3, 1])], { l2Regularizer: -1 }), /must not be negative/),
      refused(sample([filled([3, 2], 0), normal([3, 1])]), /not positive definite/),
    ],
    tolerance: { ...conditioned, ulp: 256, why: 'the normal equations square the condition number' },
    gradient: {
      samples: [
        sample([separated([2, 5, 3]), normal([2, 5, 2])]),
        sample([separated([2, 3, 5]), normal([2, 3, 1])]),
        sample([separated([5, 3]), normal([5, 2])], { l2Regularizer: 0.5 }),
        sample([separated([2, 5, 3]), normal([2, 5, 2])], { fast: false }),
      ],
    },
  }),
};
