/**
 * @file Pooling.
 */

import {
  avgPool,
  avgPool1d,
  avgPool2d,
  avgPool3d,
  maxPool,
  maxPool1d,
  maxPool2d,
  maxPool3d,
  maxPoolWithArgmax,
  pool,
} from '@tenon/core';
import { opInfo, type TensorFlowCall } from '../op-info.ts';
import { distinct, integers, literal, normal, refused, sample } from '../samples.ts';

/** A function of TensorFlow's; compiled where the channels stand first, which its CPU kernels do not know. */
const poolOf = (name: string): TensorFlowCall => ({
  python: [
    'lambda input, **attrs: (lambda f: tf.function(f, jit_compile=True)(input)',
    `if attrs.get('data_format', '').startswith('NC') else f(input))(lambda x: tf.nn.${name}(x, **attrs))`,
  ].join(' '),
});

const floats = ['float16', 'bfloat16', 'float32', 'float64'] as const;
const mean = { ulp: 4, of: 'operands', why: 'terms cancel' } as const;

const windows2d = [
  sample([distinct([2, 4, 6, 3])], { ksize: 2, strides: 2, padding: 'VALID' } as const),
  sample([distinct([2, 5, 7, 2])], { ksize: 2, strides: 2, padding: 'SAME' } as const),
  sample([distinct([1, 5, 7, 2])], { ksize: 3, strides: 1, padding: 'SAME' } as const),
  sample([distinct([1, 7, 6, 2])], { ksize: [3, 2], strides: [2, 1], padding: 'VALID' } as const),
  sample([distinct([1, 4, 5, 2])], { ksize: [1, 2, 3, 1], strides: [1, 1, 2, 1], padding: 'SAME' } as const),
  sample([distinct([1, 4, 3, 2])], { ksize: 1, strides: 1, padding: 'VALID' } as const),
  sample([distinct([1, 5, 4, 2])], { ksize: 2, strides: 3, padding: 'VALID' } as const),
  sample([normal([0, 4, 4, 2])], { ksize: 2, strides: 2, padding: 'VALID' } as const),
  sample([distinct([1, 2, 4, 5])], { ksize: 2, strides: 2, padding: 'SAME', dataFormat: 'NCHW' } as const),
  sample([distinct([1, 13, 11, 3])], { ksize: 5, strides: 2, padding: 'SAME' } as const),
];

const windows1d = [
  sample([distinct([2, 7, 3])], { ksize: 2, strides: 2, padding: 'VALID' } as const),
  sample([distinct([2, 7, 3])], { ksize: [3], strides: 2, padding: 'SAME' } as const),
  sample([distinct([1, 3, 7])], { ksize: 3, strides: 1, padding: 'SAME', dataFormat: 'NCW' } as const),
];

const windows3d = [
  sample([distinct([1, 4, 5, 3, 2])], { ksize: 2, strides: 2, padding: 'VALID' } as const),
  sample([distinct([1, 3, 4, 3, 2])], { ksize: [2, 3, 1], strides: [1, 2, 1], padding: 'SAME' } as const),
  sample([distinct([1, 2, 3, 4, 3])], {
    ksize: 2,
    strides: 2,
    padding: 'SAME',
    dataFormat: 'NCDHW',
  } as const),
];

const anyRank = [
  sample([distinct([2, 7, 3])], { ksize: 3, strides: 2, padding: 'SAME' } as const),
  sample([distinct([1, 5, 4, 2])], { ksize: 2, strides: 1, padding: 'VALID' } as const),
  sample([distinct([1, 3, 4, 3, 2])], { ksize: 2, strides: 2, padding: 'SAME' } as const),
];

const errors2d = [
  refused(
    sample([normal([4, 4, 2])], { ksize: 2, strides: 2, padding: 'SAME' } as const),
    /must have 4 axes/,
  ),
  refused(sample([normal([1, 4, 4, 2])], { ksize: 0, strides: 2, padding: 'SAME' } as const), /ksize 0/),
  refused(
    sample([normal([1, 4, 4, 2])], { ksize: [2, 2, 2], strides: 2, padding: 'SAME' } as const),
    /ksize \[2,2,2\] must be one number/,
  ),
  refused(
    sample([normal([1, 4, 4, 2])], { ksize: 2, strides: [1, 1, 1, 2], padding: 'SAME' } as const),
    /strides.*1 for batch and channels/,
  ),
];

export const poolingInfos = {
  maxPool1d: opInfo(maxPool1d, { tensorflow: poolOf('max_pool1d'), samples: windows1d }),

  maxPool2d: opInfo(maxPool2d, {
    tensorflow: poolOf('max_pool2d'),
    samples: [
      ...windows2d,
      sample([distinct([1, 5, 4, 2])], {
        ksize: 3,
        strides: 2,
        padding: [
          [0, 0],
          [1, 2],
          [0, 1],
          [0, 0],
        ],
      }),
    ],
    special: [
      sample([integers([1, 6, 6, 2], 0, 2)], { ksize: 3, strides: 1, padding: 'SAME' }),
      sample([integers([1, 4, 4, 1], -3, -1)], { ksize: 3, strides: 2, padding: 'SAME' }),
    ],
    errors: [
      ...errors2d,
      refused(
        sample([normal([1, 4, 4, 2])], {
          ksize: 2,
          strides: 2,
          padding: [
            [2, 0],
            [0, 0],
          ],
        }),
        /without any element/,
      ),
    ],
  }),

  maxPool3d: opInfo(maxPool3d, { tensorflow: poolOf('max_pool3d'), samples: windows3d }),

  maxPool: opInfo(maxPool, {
    tensorflow: poolOf('max_pool'),
    samples: anyRank,
    errors: [
      refused(
        sample([normal([4, 4])], { ksize: 2, strides: 2, padding: 'SAME' }),
        /one, two or three spatial axes, got 0/,
      ),
    ],
  }),

  avgPool1d: opInfo(avgPool1d, { tensorflow: poolOf('avg_pool1d'), samples: windows1d, tolerance: mean }),

  avgPool2d: opInfo(avgPool2d, {
    tensorflow: poolOf('avg_pool2d'),
    samples: windows2d,
    special: [
      sample(
        [
          literal([
            [
              [[Number.NaN], [1]],
              [[Infinity], [2]],
            ],
          ]),
        ],
        { ksize: [2, 1], strides: 1, padding: 'VALID' },
      ),
    ],
    errors: [
      ...errors2d,
      refused(
        sample([normal([1, 4, 4, 2])], {
          ksize: 2,
          strides: 2,
          padding: [
            [1, 0],
            [0, 0],
          ],
        }),
        /padding must be 'SAME' or 'VALID'/,
      ),
    ],
    tolerance: mean,
  }),

  avgPool3d: opInfo(avgPool3d, { tensorflow: poolOf('avg_pool3d'), samples: windows3d, tolerance: mean }),

  avgPool: opInfo(avgPool, { tensorflow: poolOf('avg_pool'), samples: anyRank, tolerance: mean }),

  pool: opInfo(pool, {
    tensorflow: 'nn.pool',
    dtypes: floats,
    samples: [
      sample([distinct([2, 7, 3])], { windowShape: [2], poolingType: 'MAX' }),
      sample([distinct([2, 7, 3])], { windowShape: [3], poolingType: 'AVG', padding: 'SAME', strides: [2] }),
      sample([distinct([1, 7, 6, 2])], { windowShape: [2, 3], poolingType: 'MAX', padding: 'SAME' }),
      sample([distinct([1, 7, 6, 2])], { windowShape: [2, 2], poolingType: 'MAX', dilations: [2, 3] }),
      sample([distinct([1, 7, 6, 2])], { windowShape: [2, 3], poolingType: 'AVG', dilations: [2, 1] }),
    ],
    errors: [
      // @ts-expect-error: a caller without types may say anything.
      refused(
        sample([normal([1, 4, 2])], { windowShape: [2], poolingType: 'MIN' }),
        /poolingType must be 'AVG' or 'MAX'/,
      ),
      refused(sample([normal([4, 4, 2])], { windowShape: [2, 2], poolingType: 'MAX' }), /must have 4 axes/),
    ],
    tolerance: mean,
  }),

  maxPoolWithArgmax: opInfo(maxPoolWithArgmax, {
    tensorflow: 'nn.max_pool_with_argmax',
    samples: [
      sample([distinct([2, 4, 6, 3])], { ksize: 2, strides: 2, padding: 'VALID' }),
      sample([distinct([2, 5, 7, 2])], { ksize: [3, 2], strides: 2, padding: 'SAME', outputDtype: 'int32' }),
      sample([distinct([2, 5, 4, 2])], { ksize: 2, strides: 1, padding: 'SAME', includeBatchInIndex: true }),
    ],
    special: [sample([integers([1, 6, 6, 2], 0, 2)], { ksize: 3, strides: 1, padding: 'SAME' })],
    errors: [
      refused(
        sample([normal([1, 2, 4, 4])], { ksize: 2, strides: 2, padding: 'SAME', dataFormat: 'NCHW' }),
        /'NHWC' only/,
      ),
    ],
  }),
};
