/**
 * @file Contractions by equation and by axes.
 */

import { einsum, tensordot } from '@tenon/core';
import { opInfo, type Tolerance } from '../op-info.ts';
import { normal, refused, sample } from '../samples.ts';

const tolerance: Tolerance = {
  ulp: 64,
  of: 'operands',
  why: 'sums of products of two or more normal numbers, which cancel',
};

export const einsumInfos = {
  einsum: opInfo(einsum, {
    tensorflow: { python: 'lambda inputs, equation: tf.einsum(equation, *inputs)' },
    samples: [
      // One operand: permutations, sums, diagonals.
      sample([[normal([])]], { equation: '->' }),
      sample([[normal([2, 3, 5])]], { equation: 'ijk->kij' }),
      sample([[normal([5, 3])]], { equation: 'ba' }),
      sample([[normal([5, 7])]], { equation: 'ij->j' }),
      sample([[normal([5, 0])]], { equation: 'ij->i' }),
      sample([[normal([5, 5])]], { equation: 'ii' }),
      sample([[normal([5, 5])]], { equation: 'ii->i' }),
      sample([[normal([3, 3, 3])]], { equation: 'iii->i' }),
      sample([[normal([2, 2, 2, 3])]], { equation: 'iiij->j' }),
      sample([[normal([2, 3, 3])]], { equation: '...ii->...i' }),
      sample([[normal([2, 3, 4])]], { equation: 'i...j->...' }),
      // Two.
      sample([[normal([5, 7]), normal([7, 3])]], { equation: 'ij,jk->ik' }),
      sample([[normal([5, 7]), normal([7, 3])]], { equation: ' i j , j k ' }),
      sample([[normal([5]), normal([])]], { equation: 'i,->i' }),
      sample([[normal([2]), normal([3])]], { equation: 'i,j->ij' }),
      sample([[normal([3, 5]), normal([3, 5])]], { equation: 'ij,ij->ij' }),
      sample([[normal([3, 5]), normal([5, 3])]], { equation: 'ij,ji->' }),
      sample([[normal([2, 3]), normal([4, 5])]], { equation: 'Ba,bA' }),
      sample([[normal([2, 3, 4, 5]), normal([2, 3, 6, 5])]], { equation: 'bhqd,bhkd->bhqk' }),
      sample([[normal([1, 3]), normal([4, 3])]], { equation: '...i,...i->...' }),
      sample([[normal([7, 1, 2, 3]), normal([5, 3, 4])]], { equation: '...ij,...jk->...ik' }),
      sample([[normal([3, 3, 1]), normal([3, 3, 5])]], { equation: 'ij...,jk...->ik...' }),
      sample([[normal([2, 2, 3]), normal([3, 4])]], { equation: 'aab,bc->ac' }),
      sample([[normal([2, 0]), normal([0, 3])]], { equation: 'ij,jk->ik' }),
      // More.
      sample([[normal([3]), normal([3]), normal([3])]], { equation: 'i,i,i->' }),
      sample([[normal([2, 3]), normal([3, 4]), normal([4, 5])]], { equation: 'ab,bc,cd->ad' }),
      sample([[normal([2, 3, 4]), normal([2, 3]), normal([2, 4])]], { equation: 'bij,bi,bj->b' }),
      sample([[normal([2, 3]), normal([4, 3]), normal([4, 5]), normal([5])]], { equation: 'ab,cb,cd,d->a' }),
    ],
    errors: [
      refused(sample([[normal([2, 3])]], { equation: 'ij,jk->ik' }), /2 operands, and 1/),
      refused(sample([[normal([2, 3])]], { equation: 'ijk->i' }), /operand 0 has 2 axes/),
      refused(sample([[normal([2, 3]), normal([2, 3])]], { equation: 'ij,jk->ik' }), /'j' has length 3.*2/),
      refused(sample([[normal([2, 3])]], { equation: 'ij->ik' }), /axis 'k' that no operand has/),
      refused(sample([[normal([2])]], { equation: 'i->ii' }), /names an axis twice/),
      refused(sample([[normal([2, 3])]], { equation: 'i..->i' }), /'i\.\.' is not letters/),
      refused(sample([[normal([2, 3])]], { equation: 'i...->i' }), /the result has none/),
      refused(sample([[normal([2, 3])]], { equation: 'ij->i->j' }), /more than one '->'/),
      refused(
        sample([[normal([2, 3]), normal([3, 3])]], { equation: '...i,...i->...' }),
        /2 and 3 under the ellipsis/,
      ),
    ],
    tolerance,
    gradient: {
      samples: [
        sample([[normal([3, 3, 3])]], { equation: 'iii->i' }),
        sample([[normal([2, 3, 4])]], { equation: 'i...j->...' }),
        sample([[normal([5, 7]), normal([7, 3])]], { equation: 'ij,jk->ik' }),
        sample([[normal([3, 5]), normal([3, 5])]], { equation: 'ij,ij->ij' }),
        sample([[normal([7, 1, 2, 3]), normal([5, 3, 4])]], { equation: '...ij,...jk->...ik' }),
        sample([[normal([2, 2, 3]), normal([3, 4])]], { equation: 'aab,bc->ac' }),
        sample([[normal([2, 3]), normal([4, 3]), normal([4, 5]), normal([5])]], {
          equation: 'ab,cb,cd,d->a',
        }),
      ],
    },
  }),

  tensordot: opInfo(tensordot, {
    tensorflow: 'tensordot',
    samples: [
      sample([normal([5, 7]), normal([7, 3])], { axes: 1 }),
      sample([normal([2, 3]), normal([4])], { axes: 0 }),
      sample([normal([2, 3]), normal([2, 3])], { axes: 2 }),
      sample([normal([3, 4, 5]), normal([4, 3, 2])], {
        axes: [
          [1, 0],
          [0, 1],
        ],
      }),
      sample([normal([3, 4, 5]), normal([5, 3, 2])], {
        axes: [
          [-1, 0],
          [0, 1],
        ],
      }),
      sample([normal([2, 3]), normal([3, 2])], { axes: [1, 0] }),
      sample([normal([2, 0]), normal([0, 3])], { axes: 1 }),
    ],
    errors: [
      refused(sample([normal([2, 3]), normal([2, 3])], { axes: 1 }), /tensordot: axes \[1\] and \[0\]/),
      refused(sample([normal([2, 3]), normal([2, 3])], { axes: 3 }), /cannot sum over 3 axes/),
      refused(sample([normal([2, 3]), normal([2, 3])], { axes: [[0], [0, 1]] }), /in pairs/),
      refused(sample([normal([2, 3]), normal([2, 3])], { axes: [[0], [2]] }), /axis 2 is outside/),
    ],
    tolerance,
  }),
};
