/**
 * @file Determinants.
 */

import { det, logdet, slogdet } from '@tenon/core';
import { opInfo, type Tolerance } from '../op-info.ts';
import { filled, literal, normal, positiveDefinite, refused, sample } from '../samples.ts';
import { symmetricAround } from './factorization.ts';
import { invertible } from './matrix-samples.ts';

const pivots: Tolerance = {
  ulp: 64,
  of: 'operands',
  why: 'each pivot is some roundings, and all of them are multiplied',
};

export const determinantInfos = {
  det: opInfo(det, {
    tensorflow: 'linalg.det',
    samples: [
      sample([invertible([1, 1])]),
      sample([invertible([2, 2])]),
      sample([invertible([5, 5])]),
      sample([invertible([2, 3, 4, 4])]),
      sample([normal([2, 0, 0])]),
      sample([invertible([7, 7])]),
      // Singular ones.
      sample([
        literal([
          [1, 2],
          [2, 4],
        ]),
      ]),
      sample([filled([3, 3], 0)]),
    ],
    errors: [
      refused(sample([normal([3])]), /det: takes matrices/),
      refused(sample([normal([2, 3])]), /det: takes square matrices/),
    ],
    tolerance: pivots,
    gradient: {
      samples: [
        sample([invertible([2, 2])]),
        sample([invertible([5, 5])]),
        sample([invertible([2, 3, 4, 4])]),
        sample([normal([2, 0, 0])]),
      ],
    },
  }),

  slogdet: opInfo(slogdet, {
    tensorflow: 'linalg.slogdet',
    samples: [
      sample([invertible([1, 1])]),
      sample([invertible([5, 5])]),
      sample([invertible([2, 3, 4, 4])]),
      sample([normal([2, 0, 0])]),
      sample([invertible([13, 13])]),
      // Singular ones.
      sample([
        literal([
          [1, 2],
          [2, 4],
        ]),
      ]),
    ],
    errors: [refused(sample([normal([2, 3])]), /slogdet: takes square matrices/)],
    tolerance: pivots,
    gradient: {
      samples: [
        sample([invertible([2, 2])]),
        sample([invertible([5, 5])]),
        sample([invertible([2, 3, 4, 4])]),
        sample([normal([2, 0, 0])]),
      ],
    },
  }),

  logdet: opInfo(logdet, {
    tensorflow: {
      python: 'lambda matrix: tf.linalg.logdet(0.5 * (matrix + tf.linalg.matrix_transpose(matrix)))',
    },
    samples: [
      sample([positiveDefinite([1, 1])]),
      sample([positiveDefinite([5, 5])]),
      sample([positiveDefinite([2, 3, 4, 4])]),
      sample([positiveDefinite([2, 0, 0])]),
    ],
    errors: [
      refused(sample([normal([2, 3])]), /logdet: takes square matrices/),
      refused(
        sample([
          literal([
            [-1, 0],
            [0, 1],
          ]),
        ]),
        /not positive definite/,
      ),
    ],
    tolerance: pivots,
    ...symmetricAround,
  }),
};
