/**
 * @file Matrix products.
 */

import { matmul, matvec } from '@tenon/core';
import { opInfo, type Tolerance } from '../op-info.ts';
import { filled, integers, normal, refused, sample } from '../samples.ts';

const tolerance: Tolerance = {
  ulp: 32,
  of: 'operands',
  why: 'a sum of up to 130 products of normal numbers, which cancel',
};

export const matmulInfos = {
  matmul: opInfo(matmul, {
    tensorflow: 'linalg.matmul',
    samples: [
      sample([normal([5, 7]), normal([7, 3])]),
      sample([normal([1, 1]), normal([1, 1])]),
      sample([normal([0, 3]), normal([3, 2])]),
      sample([normal([2, 0]), normal([0, 3])]),
      sample([normal([7, 5]), normal([7, 3])], { transposeA: true }),
      sample([normal([5, 7]), normal([3, 7])], { transposeB: true }),
      sample([normal([7, 5]), normal([3, 7])], { adjointA: true, adjointB: true }),
      sample([normal([2, 3, 5]), normal([2, 5, 4])]),
      sample([normal([3, 2, 5]), normal([5, 4])]),
      sample([normal([3, 5, 2]), normal([4, 5])], { transposeA: true, transposeB: true }),
      sample([normal([2, 5]), normal([3, 5, 4])]),
      sample([normal([2, 1, 3, 5]), normal([3, 4, 5])], { transposeB: true }),
      sample([normal([0, 2, 3]), normal([3, 2])]),
      sample([normal([17, 130]), normal([130, 13])]),
    ],
    // Integers wrap: the products of these do not fit 8 bits.
    special: [sample([integers([3, 4], 90, 120), integers([4, 3], 90, 120)])],
    errors: [
      refused(sample([normal([3]), normal([3, 3])]), /matmul.*matvec/),
      refused(sample([normal([3, 3]), normal([3])]), /matmul.*matvec/),
      refused(sample([normal([2, 3]), normal([2, 3])]), /inner lengths 3 and 2 differ/),
      refused(sample([normal([2, 3]), normal([2, 3])], { transposeA: true, transposeB: true }), /transposed/),
      refused(sample([normal([2, 2, 3]), normal([3, 3, 2])]), /batch axes/),
      refused(sample([normal([2, 2]), normal([2, 2])], { transposeA: true, adjointA: true }), /transposeA/),
    ],
    tolerance,
  }),

  matvec: opInfo(matvec, {
    tensorflow: 'linalg.matvec',
    samples: [
      sample([normal([5, 7]), normal([7])]),
      sample([normal([3, 0]), normal([0])]),
      sample([normal([7, 5]), normal([7])], { transposeA: true }),
      sample([normal([2, 3, 5]), normal([5])]),
      sample([normal([3, 5]), normal([2, 5])]),
      sample([normal([2, 1, 5, 3]), normal([4, 5])], { adjointA: true }),
    ],
    errors: [
      refused(sample([normal([3, 3]), normal([])]), /matvec.*scalar/),
      refused(sample([normal([3]), normal([3])]), /matmul/),
      refused(sample([filled([2, 3], 1), normal([2])]), /inner lengths 3 and 2/),
    ],
    tolerance,
  }),
};
