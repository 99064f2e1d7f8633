/**
 * @file Reductions.
 */

import {
  countNonzero,
  isFloating,
  reduceAll,
  reduceAny,
  reduceEuclideanNorm,
  reduceLogsumexp,
  reduceMax,
  reduceMean,
  reduceMin,
  reduceProd,
  reduceStd,
  reduceSum,
  reduceVariance,
  zeroFraction,
} from '@tenon/core';
import { opInfo } from '../op-info.ts';
import {
  awayFromZero,
  booleans,
  distinct,
  integers,
  literal,
  normal,
  refused,
  sample,
  special,
} from '../samples.ts';

/** Every choice of axes, over ordinary numbers. */
const overSomething = [
  sample([normal([])]),
  sample([normal([5, 7])]),
  sample([normal([5, 7])], { axis: [-1], keepdims: true }),
  sample([normal([2, 3, 5])], { axis: [0, 2] }),
  sample([normal([2, 3])], { axis: [] }),
  sample([normal([301, 3])], { axis: 0 }),
];

/** The same, and over an axis that is empty: where the result is no finite number, it has no slope. */
const overAxes = [...overSomething, sample([normal([3, 0, 2])], { axis: 1 })];

/** The same without single elements, where what is reduced has no spread. */
const overSpread = [
  sample([normal([5, 7])]),
  sample([normal([5, 7])], { axis: [-1], keepdims: true }),
  sample([normal([2, 3, 5])], { axis: [0, 2] }),
];

const flagsOverAxes = [
  sample([booleans([])]),
  sample([booleans([3, 0, 2])], { axis: 1 }),
  sample([booleans([5, 7])], { axis: [-1], keepdims: true }),
  sample([booleans([2, 3, 5])], { axis: [0, 2] }),
  sample([booleans([2, 3])], { axis: [] }),
  sample([booleans([301])]),
];

const badAxes = [
  refused(sample([normal([2, 3])], { axis: 2 }), /axis 2 is outside/),
  refused(sample([normal([2, 3])], { axis: [1, -1] }), /axis 1 is given twice/),
];

/** Each element by itself, and all but NaN together. */
const edges = [sample([special()], { axis: [] }), sample([special()]), sample([special({ nan: false })])];

const infiniteSums = [sample([literal([1, Infinity, 2])]), sample([literal([Infinity, 1, -Infinity])])];

const terms = { ulp: 4, of: 'operands', why: 'terms cancel' } as const;

export const reductionInfos = {
  reduceSum: opInfo(reduceSum, {
    tensorflow: 'math.reduce_sum',
    samples: overAxes,
    // The limits of floats overflow in the order in which they are added, which is the backend's.
    special: (dtype) => [
      sample([special()], { axis: [] }),
      ...(isFloating(dtype) ? infiniteSums : [sample([special()])]),
    ],
    errors: badAxes,
    tolerance: terms,
  }),

  reduceProd: opInfo(reduceProd, {
    tensorflow: 'math.reduce_prod',
    samples: [
      sample([normal([])]),
      sample([normal([3, 0, 2])], { axis: 1 }),
      sample([awayFromZero([5, 7])]),
      sample([normal([5, 7])], { axis: [-1], keepdims: true }),
      sample([normal([2, 3, 5])], { axis: [0, 2] }),
      sample([normal([2, 3])], { axis: [] }),
      // Rows without a zero, with one and with two.
      sample(
        [
          literal([
            [2, 3, 4],
            [2, 0, 3],
            [0, 5, 0],
          ]),
        ],
        { axis: 1 },
      ),
    ],
    special: [sample([special()], { axis: [] })],
    errors: badAxes,
    tolerance: { ulp: 40, why: 'every factor may round the product' },
  }),

  reduceMax: opInfo(reduceMax, {
    tensorflow: 'math.reduce_max',
    samples: overAxes,
    special: edges,
    errors: badAxes,
    gradient: { samples: overSomething },
  }),

  reduceMin: opInfo(reduceMin, {
    tensorflow: 'math.reduce_min',
    samples: overAxes,
    special: edges,
    errors: badAxes,
    gradient: { samples: overSomething },
  }),

  reduceMean: opInfo(reduceMean, {
    tensorflow: 'math.reduce_mean',
    samples: overAxes,
    special: [sample([special()], { axis: [] }), sample([special()])],
    errors: badAxes,
    tolerance: terms,
    gradient: { samples: overSomething },
  }),

  reduceAny: opInfo(reduceAny, {
    tensorflow: 'math.reduce_any',
    samples: flagsOverAxes,
    errors: [refused(sample([booleans([2])], { axis: 1 }), /axis 1 is outside/)],
  }),

  reduceAll: opInfo(reduceAll, {
    tensorflow: 'math.reduce_all',
    samples: flagsOverAxes,
    errors: [refused(sample([booleans([2])], { axis: 1 }), /axis 1 is outside/)],
  }),

  reduceLogsumexp: opInfo(reduceLogsumexp, {
    tensorflow: 'math.reduce_logsumexp',
    samples: overAxes,
    special: [
      sample([special()], { axis: [] }),
      sample([special()]),
      sample([special({ nan: false, infinite: false })]),
      sample([literal([-Infinity, 0, 1])]),
    ],
    errors: badAxes,
    tolerance: { ulp: 4, of: 'operands', why: 'the greatest element and the logarithm may cancel' },
    gradient: { samples: overSpread },
  }),

  reduceEuclideanNorm: opInfo(reduceEuclideanNorm, {
    tensorflow: 'math.reduce_euclidean_norm',
    samples: overAxes,
    special: (dtype) => (isFloating(dtype) ? [sample([special({ nan: false })])] : []),
    errors: badAxes,
    // The squares of narrower integers wrap in TensorFlow, and the root of what is left has no meaning.
    dtypes: ['float16', 'bfloat16', 'float32', 'float64', 'int32', 'int64'],
    gradient: { samples: overSpread },
  }),

  reduceVariance: opInfo(reduceVariance, {
    tensorflow: 'math.reduce_variance',
    samples: overAxes,
    errors: badAxes,
    tolerance: { ulp: 8, of: 'operands', why: 'rounding of the mean enters every term' },
    gradient: { samples: overSpread },
  }),

  reduceStd: opInfo(reduceStd, {
    tensorflow: 'math.reduce_std',
    samples: overAxes,
    errors: badAxes,
    tolerance: { ulp: 8, of: 'operands', why: 'rounding of the mean enters every term' },
    gradient: { samples: overSpread },
  }),

  countNonzero: opInfo(countNonzero, {
    tensorflow: 'math.count_nonzero',
    samples: [
      sample([integers([], -1, 1)]),
      sample([integers([3, 0, 2], -1, 1)], { axis: 1 }),
      sample([integers([5, 7], -1, 1)]),
      sample([integers([5, 7], -1, 1)], { axis: [-1], keepdims: true, dtype: 'int32' }),
      sample([integers([301], 0, 1)], { dtype: 'float32' }),
    ],
    special: [sample([special()]), sample([special()], { axis: [] })],
    errors: badAxes,
  }),

  zeroFraction: opInfo(zeroFraction, {
    tensorflow: 'math.zero_fraction',
    samples: [
      sample([integers([], 0, 1)]),
      sample([integers([0, 3], 0, 1)]),
      sample([integers([5, 7], -1, 1)]),
      sample([distinct([301])]),
    ],
    special: [sample([special()])],
  }),
};
