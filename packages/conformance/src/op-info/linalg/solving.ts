/**
 * @file Systems of linear equations.
 */

import { choleskySolve, inv, luSolve, solve, triangularSolve } from '@tenon/core';
import { opInfo, type Tolerance } from '../op-info.ts';
import { filled, literal, normal, refused, sample } from '../samples.ts';
import { invertible, triangular } from './matrix-samples.ts';

const conditioned: Tolerance = {
  ulp: 64,
  of: 'output',
  why: 'a solution is exact for a matrix some units away, times the condition number, which is small',
};

export const solvingInfos = {
  triangularSolve: opInfo(triangularSolve, {
    // TensorFlow has no matrices whose diagonal is implied: it gets one of ones.
    tensorflow: {
      python:
        'lambda matrix, rhs, unit_diagonal=False, **attrs: tf.linalg.triangular_solve(' +
        'tf.linalg.set_diag(matrix, tf.ones(matrix.shape[:-1], matrix.dtype)) if unit_diagonal else matrix, rhs, **attrs)',
    },
    samples: [
      sample([triangular([1, 1]), normal([1, 1])]),
      sample([triangular([5, 5]), normal([5, 2])]),
      sample([triangular([5, 5]), normal([5, 2])], { lower: false }),
      sample([triangular([5, 5]), normal([5, 2])], { adjoint: true }),
      sample([triangular([5, 5]), normal([5, 2])], { lower: false, adjoint: true }),
      sample([triangular([3, 3]), normal([3, 4])], { unitDiagonal: true }),
      sample([triangular([3, 3]), normal([3, 4])], { lower: false, unitDiagonal: true, adjoint: true }),
      sample([triangular([2, 3, 3]), normal([2, 3, 4])]),
      // Batch axes broadcast.
      sample([triangular([3, 1, 2, 2]), normal([4, 2, 3])]),
      sample([triangular([2, 2]), normal([3, 2, 2])], { lower: false }),
      sample([normal([2, 0, 0]), normal([2, 0, 3])]),
      sample([triangular([3, 3]), normal([3, 0])]),
      sample([triangular([13, 13]), normal([13, 7])]),
    ],
    errors: [
      refused(sample([normal([2, 3]), normal([2, 1])]), /triangularSolve: takes square matrices/),
      refused(
        sample([normal([2, 2]), normal([3, 1])]),
        /columns of matrices \[…, 2, k\], got shape \(3, 1\)/,
      ),
      refused(sample([normal([2, 2]), normal([2])]), /expandDims\(b, -1\)/),
      refused(sample([normal([2, 2, 2]), normal([3, 2, 2])]), /batch axes/),
      refused(
        sample([
          literal([
            [1, 0],
            [1, 0],
          ]),
          normal([2, 1]),
        ]),
        /Input matrix is not invertible: the matrix is singular.*row 1/,
      ),
      refused(
        sample([
          literal([
            [
              [1, 0],
              [0, 1],
            ],
            [
              [0, 0],
              [0, 1],
            ],
          ]),
          normal([2, 1]),
        ]),
        /matrix \[1\] of the batch is singular.*row 0/,
      ),
    ],
    tolerance: conditioned,
  }),

  choleskySolve: opInfo(choleskySolve, {
    tensorflow: 'linalg.cholesky_solve',
    samples: [
      sample([triangular([5, 5]), normal([5, 2])]),
      sample([triangular([2, 3, 3]), normal([2, 3, 4])]),
      sample([triangular([3, 1, 2, 2]), normal([4, 2, 3])]),
      sample([normal([2, 0, 0]), normal([2, 0, 3])]),
    ],
    errors: [
      refused(sample([normal([2, 3]), normal([2, 1])]), /choleskySolve: takes square matrices/),
      refused(sample([filled([2, 2], 0), normal([2, 1])]), /not invertible/),
    ],
    tolerance: {
      ulp: 256,
      of: 'output',
      why: 'two solutions in turn, whose condition numbers multiply; a factor whose rows are all alike is not well conditioned',
    },
  }),

  luSolve: opInfo(luSolve, {
    tensorflow: 'linalg.lu_solve',
    samples: [
      sample([triangular([3, 3]), literal([2, 0, 1], 'int32'), normal([3, 2])]),
      sample([
        triangular([2, 3, 3]),
        literal(
          [
            [2, 0, 1],
            [1, 0, 2],
          ],
          'int32',
        ),
        normal([2, 3, 2]),
      ]),
      sample([triangular([3, 3]), literal([2, 0, 1], 'int64'), normal([3, 2])]),
      sample([triangular([3, 3]), literal([2, 0, 1], 'int32'), normal([4, 3, 2])]),
    ],
    errors: [
      refused(sample([normal([2, 3]), literal([0, 1], 'int32'), normal([2, 1])]), /luSolve: takes square/),
      refused(sample([normal([2, 2]), literal([0], 'int32'), normal([2, 1])]), /permutation of factors/),
      refused(sample([filled([2, 2], 0), literal([0, 1], 'int32'), normal([2, 1])]), /not invertible/),
    ],
    tolerance: conditioned,
  }),

  solve: opInfo(solve, {
    tensorflow: 'linalg.solve',
    samples: [
      sample([invertible([1, 1]), normal([1, 1])]),
      sample([invertible([5, 5]), normal([5, 2])]),
      sample([invertible([5, 5]), normal([5, 2])], { adjoint: true }),
      sample([invertible([2, 3, 4, 4]), normal([2, 3, 4, 1])]),
      sample([invertible([2, 3, 3]), normal([2, 3, 4])], { adjoint: true }),
      // TensorFlow's batches do not broadcast here.
      sample([invertible([3, 1, 2, 2]), normal([4, 2, 3])]),
      sample([normal([2, 0, 0]), normal([2, 0, 3])]),
      sample([invertible([13, 13]), normal([13, 7])]),
    ],
    errors: [
      refused(sample([normal([2, 3]), normal([2, 1])]), /solve: takes square matrices/),
      refused(sample([normal([2, 2]), normal([2])]), /solve: .*expandDims\(b, -1\)/),
      refused(
        sample([
          literal([
            [1, 2],
            [2, 4],
          ]),
          normal([2, 1]),
        ]),
        /^solve\(.*Input matrix is not invertible: the matrix is singular/,
      ),
      refused(
        sample(
          [
            literal([
              [
                [1, 0],
                [0, 1],
              ],
              [
                [1, 1],
                [1, 1],
              ],
            ]),
            normal([2, 2, 1]),
          ],
          { adjoint: true },
        ),
        /matrix \[1\] of the batch is singular/,
      ),
    ],
    tolerance: conditioned,
  }),

  inv: opInfo(inv, {
    tensorflow: 'linalg.inv',
    samples: [
      sample([invertible([1, 1])]),
      sample([invertible([5, 5])]),
      sample([invertible([5, 5])], { adjoint: true }),
      sample([invertible([2, 3, 4, 4])]),
      sample([normal([2, 0, 0])]),
      sample([invertible([13, 13])]),
    ],
    errors: [
      refused(sample([normal([3])]), /inv: takes matrices/),
      refused(sample([normal([2, 3])]), /inv: takes square matrices/),
      refused(sample([filled([2, 2], 1)]), /^inv\(.*Input matrix is not invertible/),
    ],
    tolerance: conditioned,
  }),
};
