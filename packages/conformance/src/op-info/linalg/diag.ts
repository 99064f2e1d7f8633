/**
 * @file Diagonals of matrices: every element must arrive bit for bit.
 */

import { diag, diagPart, setDiag, tensorDiag, tensorDiagPart } from '@tenon/core';
import { opInfo } from '../op-info.ts';
import { normal, refused, sample } from '../samples.ts';

export const diagInfos = {
  diagPart: opInfo(diagPart, {
    tensorflow: 'linalg.diag_part',
    samples: [
      sample([normal([3, 3])]),
      sample([normal([0, 0])]),
      sample([normal([2, 3, 4])], { k: 2 }),
      sample([normal([2, 3, 4])], { k: -1 }),
      sample([normal([2, 3, 4])], { k: [-1, 2] }),
      sample([normal([3, 4])], { k: [-2, 0], align: 'LEFT_RIGHT' }),
      sample([normal([3, 4])], { k: [1, 3], align: 'RIGHT_RIGHT' }),
      sample([normal([4, 3])], { k: [-3, 1], align: 'LEFT_LEFT' }),
    ],
    errors: [
      refused(sample([normal([3])]), /diagPart: takes matrices/),
      refused(sample([normal([2, 3])], { k: 3 }), /diagonals -1 to 2, got k = 3/),
      refused(sample([normal([2, 3])], { k: [1, 0] }), /pair \[low, high\]/),
      // @ts-expect-error: a caller without types may say anything.
      refused(sample([normal([2, 3])], { align: 'MIDDLE' }), /align/),
    ],
  }),

  setDiag: opInfo(setDiag, {
    tensorflow: 'linalg.set_diag',
    samples: [
      sample([normal([3, 3]), normal([3])]),
      sample([normal([2, 3, 4]), normal([2, 3])], { k: 1 }),
      sample([normal([2, 3, 4]), normal([2, 2])], { k: -1 }),
      sample([normal([2, 3, 4]), normal([2, 3, 3])], { k: [-1, 1] }),
      sample([normal([4, 3]), normal([2, 3])], { k: [-2, -1], align: 'RIGHT_RIGHT' }),
    ],
    errors: [
      refused(sample([normal([3, 3]), normal([2])]), /setDiag.*have shape \[?\(?3/),
      refused(sample([normal([3]), normal([3])]), /takes matrices/),
    ],
  }),

  diag: opInfo(diag, {
    tensorflow: 'linalg.diag',
    samples: [
      sample([normal([4])]),
      sample([normal([0])]),
      sample([normal([2, 3])], { k: 1 }),
      sample([normal([3])], { k: -2 }),
      sample([normal([2, 3])], { numRows: 3, numCols: 5 }),
      sample([normal([3])], { k: -1, numCols: 5 }),
      sample([normal([2, 3, 4])], { k: [-1, 1] }),
      sample([normal([2, 3])], { k: [1, 2], align: 'LEFT_LEFT' }),
    ],
    errors: [
      refused(sample([normal([])]), /diag: diagonals.*1 axes/),
      refused(sample([normal([3])], { k: [0, 1] }), /2 axes/),
      refused(sample([normal([3])], { numRows: 2 }), /need 3 rows/),
      refused(sample([normal([3])], { numRows: 4, numCols: 4 }), /not fewer/),
    ],
  }),

  tensorDiag: opInfo(tensorDiag, {
    tensorflow: 'linalg.tensor_diag',
    samples: [sample([normal([3])]), sample([normal([2, 3])]), sample([normal([0])])],
  }),

  tensorDiagPart: opInfo(tensorDiagPart, {
    tensorflow: 'linalg.tensor_diag_part',
    samples: [sample([normal([3, 3])]), sample([normal([2, 3, 2, 3])])],
    errors: [
      refused(sample([normal([2, 3])]), /must repeat the first/),
      refused(sample([normal([2, 2, 2])]), /must repeat the first/),
    ],
  }),
};
