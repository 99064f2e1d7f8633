/**
 * @file Logic on bool.
 */

import { logicalAnd, logicalNot, logicalOr, logicalXor } from '@tenon/core';
import {
  mixedDTypes,
  oneOperand,
  specialOperand,
  specialPairs,
  twoOperands,
  unequalShapes,
} from '../elementwise-samples.ts';
import { opInfo } from '../op-info.ts';
import { booleans } from '../samples.ts';

const connective = {
  samples: twoOperands(booleans),
  special: specialPairs,
  errors: [...unequalShapes, ...mixedDTypes],
};

export const logicalInfos = {
  logicalAnd: opInfo(logicalAnd, { tensorflow: 'logical_and', ...connective }),
  logicalOr: opInfo(logicalOr, { tensorflow: 'logical_or', ...connective }),
  logicalXor: opInfo(logicalXor, { tensorflow: 'math.logical_xor', ...connective }),
  logicalNot: opInfo(logicalNot, {
    tensorflow: 'logical_not',
    samples: oneOperand(booleans),
    special: specialOperand,
  }),
};
