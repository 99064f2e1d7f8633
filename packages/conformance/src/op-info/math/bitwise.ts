/**
 * @file Bit operations on integers of every width.
 */

import { bitwiseAnd, bitwiseOr, bitwiseXor, invert, leftShift, rightShift } from '@tenon/core';
import {
  mixedDTypes,
  oneOperand,
  specialOperand,
  specialPairs,
  twoOperands,
  unequalShapes,
} from '../elementwise-samples.ts';
import { opInfo } from '../op-info.ts';
import { integers, normal } from '../samples.ts';

const bits = { samples: twoOperands(), special: specialPairs, errors: [...unequalShapes, ...mixedDTypes] };
/** Distances of a shift: every pair of special values has those below 0 and past the width. */
const shift = { ...bits, samples: twoOperands(normal, (shape) => integers(shape, 0, 7)) };

export const bitwiseInfos = {
  bitwiseAnd: opInfo(bitwiseAnd, { tensorflow: 'bitwise.bitwise_and', ...bits }),
  bitwiseOr: opInfo(bitwiseOr, { tensorflow: 'bitwise.bitwise_or', ...bits }),
  bitwiseXor: opInfo(bitwiseXor, { tensorflow: 'bitwise.bitwise_xor', ...bits }),
  invert: opInfo(invert, { tensorflow: 'bitwise.invert', samples: oneOperand(), special: specialOperand }),
  leftShift: opInfo(leftShift, { tensorflow: 'bitwise.left_shift', ...shift }),
  rightShift: opInfo(rightShift, { tensorflow: 'bitwise.right_shift', ...shift }),
};
