/**
 * @file Tensors whose elements follow from where they are.
 */

import { type DType, eye, isFloating, linspace, oneHot, range } from '@tenon/core';
import { allDTypes, type NumericDType, numeric } from '@tenon/core/backend';
import { opInfo } from '../op-info.ts';
import { filled, literal, normal, refused, sample } from '../samples.ts';

/** The dtype that is tested is one of those given to the op. */
const inNumeric = (dtype: DType) => dtype as NumericDType;

export const rangesInfos = {
  range: opInfo(range, {
    // TensorFlow takes the dtype of the numbers; ours are float32 unless told otherwise.
    tensorflow: {
      python: "lambda start, limit=None, delta=1, dtype='float32': tf.range(start, limit, delta, dtype)",
    },
    dtypes: numeric.members,
    samples: (dtype) => [
      sample([], { start: 7, dtype: inNumeric(dtype) }),
      sample([], { start: 0, dtype: inNumeric(dtype) }),
      sample([], { start: 3, limit: 17, delta: 4, dtype: inNumeric(dtype) }),
      sample([], { start: 3, limit: 100, delta: 1, dtype: inNumeric(dtype) }),
      ...(isFloating(dtype)
        ? [
            sample([], { start: 0, limit: 0.3, delta: 0.1, dtype: inNumeric(dtype) }),
            sample([], { start: 1, limit: -1, delta: -0.3, dtype: inNumeric(dtype) }),
            sample([], { start: 3, limit: 20, delta: 0.1, dtype: inNumeric(dtype) }),
          ]
        : []),
    ],
    oracle: { testedDType: 'how many elements there are is computed in the dtype' },
    errors: [
      refused(sample([], { start: 0, limit: 5, delta: 0 }), /delta must not be 0/),
      refused(sample([], { start: 3, limit: 1 }), /from 3 in steps of 1, 1 is never reached/),
      refused(sample([], { start: 0, limit: 5, delta: -1 }), /never reached/),
      refused(sample([], { start: 0, limit: Infinity }), /no finite length/),
      refused(sample([], { start: 0.5, limit: 3, dtype: 'int32' as const }), /0\.5 cannot be int32/),
      refused(sample([], { start: 2, dtype: 'bool' as 'int8' }), /'bool' is not a numeric dtype/),
    ],
  }),

  linspace: opInfo(linspace, {
    tensorflow: 'linspace',
    samples: [
      sample([normal([]), normal([])], { num: 7 }),
      sample([normal([]), normal([])], { num: 1 }),
      sample([normal([]), normal([])], { num: 2 }),
      sample([normal([]), normal([])], { num: 0 }),
      sample([normal([2, 3]), normal([2, 3])], { num: 5, axis: 1 }),
      sample([normal([2, 1]), normal([3])], { num: 4, axis: -1 }),
      sample([normal([0]), normal([0])], { num: 3 }),
      sample([normal([]), normal([])], { num: 301 }),
    ],
    errors: [
      refused(sample([normal([]), normal([])], { num: -1 }), /num.*-1/),
      refused(sample([normal([]), normal([])], { num: 3, axis: 1 }), /axis 1/),
      refused(sample([normal([2]), normal([3])], { num: 3 }), /do not broadcast/),
    ],
    tolerance: {
      ulp: 4,
      of: 'operands',
      why: 'the two terms of start + i·step cancel where the sum is near 0',
    },
  }),

  eye: opInfo(eye, {
    tensorflow: 'eye',
    dtypes: allDTypes,
    samples: (dtype) => [
      sample([], { numRows: 3, dtype }),
      sample([], { numRows: 2, numColumns: 5, dtype }),
      sample([], { numRows: 5, numColumns: 2, batchShape: [3, 2], dtype }),
      sample([], { numRows: 0, dtype }),
    ],
    errors: [refused(sample([], { numRows: -2 }), /eye.*non-negative/)],
  }),

  oneHot: opInfo(oneHot, {
    // The dtype of TensorFlow's follows Python's numbers.
    tensorflow: {
      python:
        'lambda indices, depth, on_value=None, off_value=None, axis=None, dtype=None: tf.one_hot(indices, depth, on_value, ' +
        "off_value, axis, dtype or (None if isinstance(on_value, bool) else 'float32'))",
    },
    samples: [
      sample([literal([0, 2, 1])], { depth: 3 }),
      sample([literal(1)], { depth: 4 }),
      sample(
        [
          literal([
            [0, 5],
            [2, 9],
          ]),
        ],
        { depth: 3 },
      ),
      sample([literal([0, 2])], { depth: 3, axis: 0 }),
      sample(
        [
          literal([
            [0, 2],
            [1, 1],
          ]),
        ],
        { depth: 3, axis: 1 },
      ),
      sample([literal([0, 2])], { depth: 3, onValue: 5, offValue: -2 }),
      sample([literal([0, 2])], { depth: 3, onValue: true, offValue: false }),
      sample([literal([0, 2])], { depth: 3, onValue: 5, dtype: 'int32' as const }),
      sample([literal([0, 2])], { depth: 0 }),
      sample([filled([0, 3], 0)], { depth: 2 }),
      sample([literal([0, 100, 44])], { depth: 301, dtype: 'int8' as const }),
    ],
    special: (dtype) => (dtype.startsWith('int') ? [sample([literal([-1, 1])], { depth: 3 })] : []),
    errors: [
      refused(sample([literal([1])], { depth: 3, axis: 2 }), /axis must be −1 or in \[0, 1\], got 2/),
      refused(sample([literal([1])], { depth: 3, axis: -2 }), /got -2/),
      refused(sample([literal([1])], { depth: -1 }), /oneHot.*non-negative/),
    ],
  }),
};
