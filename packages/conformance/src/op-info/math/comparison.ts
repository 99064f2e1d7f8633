/**
 * @file Comparisons, which are exact.
 */

import {
  approximateEqual,
  type DType,
  equal,
  greater,
  greaterEqual,
  less,
  lessEqual,
  notEqual,
} from '@tenon/core';
import { mixedDTypes, specialPairs, twoOperands, unequalShapes } from '../elementwise-samples.ts';
import { type OpInfoDefinition, opInfo } from '../op-info.ts';
import { filled, integers, literal, normal, sample, uniform } from '../samples.ts';

/** Few enough numbers that many are equal. */
const comparison: Omit<OpInfoDefinition<Record<never, never>>, 'tensorflow'> = {
  samples: [...twoOperands(), ...twoOperands((shape) => integers(shape, 0, 3))],
  special: specialPairs,
  errors: [...unequalShapes, ...mixedDTypes],
};

/** The smallest tolerance that tells neighbours of 1 apart from farther numbers, by dtype. */
const coarse = (dtype: DType) => (dtype === 'float64' || dtype === 'float32' ? 1e-3 : 0.25);

export const comparisonInfos = {
  equal: opInfo(equal, { tensorflow: 'equal', ...comparison }),
  notEqual: opInfo(notEqual, { tensorflow: 'not_equal', ...comparison }),
  less: opInfo(less, { tensorflow: 'less', ...comparison }),
  lessEqual: opInfo(lessEqual, { tensorflow: 'less_equal', ...comparison }),
  greater: opInfo(greater, { tensorflow: 'greater', ...comparison }),
  greaterEqual: opInfo(greaterEqual, { tensorflow: 'greater_equal', ...comparison }),
  approximateEqual: opInfo(approximateEqual, {
    tensorflow: {
      python: 'lambda x, y, tolerance=1e-5: tf.raw_ops.ApproximateEqual(x=x, y=y, tolerance=tolerance)',
    },
    samples: (dtype) => [
      sample([normal([]), normal([])], { tolerance: 2 }),
      sample([filled([0], 0), filled([0], 0)]),
      sample([uniform([5, 7], 0, 1), uniform([5, 7], 0, 1)], { tolerance: 0.5 }),
      sample([literal([1, 1, 1, 3]), literal([1, 1.5, 0, 3])], { tolerance: coarse(dtype) }),
      sample([uniform([5, 1], 0, 1), uniform([7], 0, 1)], { tolerance: 0.25 }),
    ],
    special: specialPairs,
    errors: unequalShapes,
    oracle: { testedDType: 'whether a difference is below the tolerance depends on how both are rounded' },
  }),
};
