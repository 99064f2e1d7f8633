/**
 * @file Folding slices by segment, and counting.
 */

import {
  bincount,
  confusionMatrix,
  segmentMax,
  segmentMean,
  segmentMin,
  segmentProd,
  segmentSum,
  unsortedSegmentMax,
  unsortedSegmentMean,
  unsortedSegmentMin,
  unsortedSegmentProd,
  unsortedSegmentSqrtN,
  unsortedSegmentSum,
} from '@tenon/core';
import { opInfo } from '../op-info.ts';
import { awayFromZero, distinct, integers, literal, normal, refused, sample } from '../samples.ts';

/** Ids in any order, negative ones among them, of one axis and of two, and segments that none names. */
const unsorted = [
  sample([normal([7]), literal([0, 3, -1, 0, 2, 3, 0], 'int32')], { numSegments: 5 }),
  sample([normal([5, 3]), literal([1, 0, 1, -7, 1], 'int64')], { numSegments: 2 }),
  sample(
    [
      normal([2, 3, 5]),
      literal(
        [
          [0, 1, 1],
          [-1, 0, 3],
        ],
        'int32',
      ),
    ],
    { numSegments: 4 },
  ),
  sample([normal([3]), literal(1, 'int32')], { numSegments: 2 }),
  sample([normal([0, 2]), integers([0], 0, 0, 'int32')], { numSegments: 3 }),
  sample([normal([2, 2]), literal([-1, -1], 'int32')], { numSegments: 0 }),
  sample([distinct([101, 2]), integers([101], -1, 6, 'int32')], { numSegments: 7 }),
];

/** Products of moderate size, and of one zero. */
const unsortedProducts = [
  ...unsorted.slice(0, -1),
  sample([awayFromZero([13], 0.5, 2), integers([13], -1, 3, 'int32')], { numSegments: 4 }),
  sample([literal([2, 0, 3, 5, 7]), literal([0, 0, 0, 1, 1], 'int32')], { numSegments: 2 }),
];

/** The same, and of two zeros: where TensorFlow's rule, which is followed, has no second gradient. */
const productsOfZeros = [
  ...unsortedProducts,
  sample([literal([2, 0, 3, 0, 5, 0]), literal([0, 0, 0, 1, 2, 2], 'int32')], { numSegments: 3 }),
];

/** No segment is empty: the limits of float64 that empty ones hold have no difference quotient. */
const withoutGaps = [
  sample([distinct([7]), literal([0, 2, -1, 0, 2, 1, 0], 'int32')], { numSegments: 3 }),
  sample([distinct([5, 3]), literal([1, 0, 1, -7, 1], 'int64')], { numSegments: 2 }),
];

const badUnsorted = [
  refused(sample([normal([3]), literal([0, 1], 'int32')], { numSegments: 2 }), /must have the leading axes/),
  refused(sample([normal([2]), literal([0, 1], 'int32')], { numSegments: -1 }), /non-negative integer/),
  refused(
    sample([normal([2]), literal([0, 2], 'int32')], { numSegments: 2 }),
    /not below the number of segments, 2/,
    {
      onlyIf: 'outOfRangeIndex',
    },
  ),
];

const single = normal([1, 2, 3]);

const sorted = [
  sample([normal([7]), literal([0, 0, 1, 1, 1, 4, 4], 'int32')]),
  sample([normal([5, 3]), literal([1, 1, 2, 2, 2], 'int64')]),
  sample([normal([0, 2]), integers([0], 0, 0, 'int32')]),
  sample([single, literal([0], 'int32')]),
];

const badSorted = [
  refused(sample([normal([3]), literal([0, 2, 1], 'int32')]), /id 2 is 1/),
  refused(sample([normal([2]), literal([-1, 0], 'int32')]), /id 0 is -1/),
  refused(sample([normal([3]), literal([0, 1], 'int32')]), /must be a vector/),
  refused(sample([normal([2, 1]), literal([[0], [1]], 'int32')]), /must be a vector/),
];

const sums = { ulp: 4, of: 'operands', why: 'terms cancel, and are added in any order' } as const;
const products = { ulp: 8, why: 'every factor may round the product' } as const;

/** `numSegments` is Tenon's own: TensorFlow always reads the ids. */
const sortedOf = (name: string) => ({
  python: `lambda data, segment_ids: tf.math.${name}(data, segment_ids)`,
});

export const segmentInfos = {
  unsortedSegmentSum: opInfo(unsortedSegmentSum, {
    tensorflow: 'math.unsorted_segment_sum',
    samples: unsorted,
    errors: badUnsorted,
    testedInput: 'data',
    tolerance: sums,
  }),

  unsortedSegmentProd: opInfo(unsortedSegmentProd, {
    tensorflow: 'math.unsorted_segment_prod',
    samples: productsOfZeros,
    errors: badUnsorted,
    testedInput: 'data',
    tolerance: products,
    gradient: { samples: unsortedProducts },
  }),

  unsortedSegmentMin: opInfo(unsortedSegmentMin, {
    tensorflow: 'math.unsorted_segment_min',
    samples: unsorted,
    errors: badUnsorted,
    testedInput: 'data',
    oracle: { testedDType: 'empty segments hold the greatest number of the dtype' },
    gradient: { samples: withoutGaps },
  }),

  unsortedSegmentMax: opInfo(unsortedSegmentMax, {
    tensorflow: 'math.unsorted_segment_max',
    samples: unsorted,
    errors: badUnsorted,
    testedInput: 'data',
    oracle: { testedDType: 'empty segments hold the lowest number of the dtype' },
    gradient: { samples: withoutGaps },
  }),

  unsortedSegmentMean: opInfo(unsortedSegmentMean, {
    tensorflow: 'math.unsorted_segment_mean',
    samples: unsorted,
    errors: badUnsorted,
    testedInput: 'data',
    tolerance: sums,
  }),

  unsortedSegmentSqrtN: opInfo(unsortedSegmentSqrtN, {
    tensorflow: 'math.unsorted_segment_sqrt_n',
    samples: unsorted,
    errors: badUnsorted,
    testedInput: 'data',
    tolerance: sums,
  }),

  segmentSum: opInfo(segmentSum, {
    tensorflow: sortedOf('segment_sum'),
    samples: sorted,
    errors: badSorted,
    testedInput: 'data',
    tolerance: sums,
  }),

  segmentProd: opInfo(segmentProd, {
    tensorflow: sortedOf('segment_prod'),
    samples: sorted,
    errors: badSorted,
    testedInput: 'data',
    tolerance: products,
    // Of a single factor the second gradient is 0, but for rounding, which has no scale to be relative to.
    gradient: { samples: sorted.filter(({ inputs }) => inputs[0] !== single) },
  }),

  segmentMean: opInfo(segmentMean, {
    tensorflow: sortedOf('segment_mean'),
    samples: sorted,
    errors: badSorted,
    testedInput: 'data',
    tolerance: sums,
  }),

  segmentMin: opInfo(segmentMin, {
    tensorflow: sortedOf('segment_min'),
    samples: sorted,
    errors: badSorted,
    testedInput: 'data',
  }),

  segmentMax: opInfo(segmentMax, {
    tensorflow: sortedOf('segment_max'),
    samples: sorted,
    errors: badSorted,
    testedInput: 'data',
  }),

  bincount: opInfo(bincount, {
    tensorflow: 'math.bincount',
    samples: [
      sample([integers([7], 0, 5), null]),
      sample([integers([7], 0, 5), normal([7], 'float32')]),
      sample([integers([5, 7], 0, 9), null], { minlength: 12 }),
      sample([integers([5, 7], 0, 9), null], { maxlength: 4, dtype: 'float32' as const }),
      sample([integers([5, 7], 0, 9), null], { axis: -1 as const }),
      sample([integers([5, 7], 0, 9), null], { axis: -1 as const, binaryOutput: true }),
      sample([integers([0], 0, 0), null], { minlength: 2 }),
    ],
    errors: [
      refused(sample([literal([1, -1]), null]), /must not be negative, got -1/, { dtype: 'int32' }),
      refused(sample([literal([1, 1]), normal([3])]), /must have the shape of arr/),
      refused(sample([literal([1, 1]), normal([2])], { binaryOutput: true }), /weights have no meaning/),
      refused(sample([literal([1, 1]), null], { axis: -1 as const }), /axis must be/),
    ],
    testedInput: 'arr',
    dtypes: ['int32', 'int64', 'int8', 'uint8'],
    tolerance: sums,
  }),

  confusionMatrix: opInfo(confusionMatrix, {
    tensorflow: 'math.confusion_matrix',
    samples: [
      sample([integers([13], 0, 3), integers([13], 0, 4), null]),
      sample([integers([13], 0, 3), integers([13], 0, 4), null], {
        numClasses: 7,
        dtype: 'float32' as const,
      }),
      sample([literal([1, 2, 4]), literal([2, 2, 4]), literal([0.5, 1, 2], 'float32')], {
        dtype: 'float32' as const,
      }),
      sample([literal([[1], [0]]), literal([1, 1]), null]),
    ],
    errors: [
      refused(sample([literal([1, 2]), literal([1]), null]), /vectors of one length/),
      refused(sample([literal([1, -2]), literal([1, 1]), null]), /must not be negative/),
      refused(sample([literal([1, 3]), literal([1, 1]), null], { numClasses: 3 }), /not in \[0, 3\)/, {
        onlyIf: 'outOfRangeIndex',
      }),
      refused(sample([literal([[1, 2]]), literal([[1, 2]]), null]), /must be vectors/),
    ],
    testedInput: 'labels',
  }),
};
