/**
 * @file Convolutions. TensorFlow's CPU kernels know neither the formats with channels first nor gradients of dilated or
 * grouped convolutions; the kernels that its compiler makes do, so those are asked.
 */

import {
  atrousConv2d,
  conv1d,
  conv2d,
  conv3d,
  convolution,
  depthwiseConv2d,
  separableConv2d,
} from '@tenon/core';
import { opInfo, type TensorFlowCall, type Tolerance } from '../op-info.ts';
import { filled, normal, refused, sample } from '../samples.ts';

/** A function of TensorFlow's, compiled. */
const compiled = (name: string): TensorFlowCall => ({
  python: `lambda input, filters, **attrs: tf.function(lambda x, w: tf.nn.${name}(x, w, **attrs), jit_compile=True)(input, filters)`,
});

const tolerance: Tolerance = {
  ulp: 32,
  of: 'operands',
  why: 'sums of up to 100 products of normal numbers, which cancel',
};

export const convInfos = {
  conv1d: opInfo(conv1d, {
    tensorflow: compiled('conv1d'),
    samples: [
      sample([normal([2, 9, 3]), normal([3, 3, 4])], { stride: 1, padding: 'VALID' }),
      sample([normal([2, 9, 3]), normal([3, 3, 4])], { stride: 2, padding: 'SAME' }),
      sample([normal([2, 9, 3]), normal([2, 3, 4])], { stride: 1, padding: 'SAME', dilations: 3 }),
      sample([normal([2, 3, 9]), normal([3, 3, 4])], { stride: [2], padding: 'SAME', dataFormat: 'NCW' }),
      sample([normal([2, 2, 5, 3]), normal([2, 3, 4])], { stride: 1, padding: 'VALID' }),
    ],
    errors: [
      refused(
        sample([normal([2, 5, 3]), normal([2, 2, 4])], { stride: 1, padding: 'SAME' }),
        /conv1d: filters of shape.*see 2 channels/,
      ),
      refused(
        sample([normal([2, 5, 3]), normal([2, 3, 4, 1])], { stride: 1, padding: 'SAME' }),
        /conv1d: filters must have 3 axes/,
      ),
    ],
    tolerance,
  }),

  conv2d: opInfo(conv2d, {
    tensorflow: compiled('conv2d'),
    samples: [
      sample([normal([2, 6, 5, 3]), normal([3, 2, 3, 4])], { strides: 1, padding: 'VALID' }),
      sample([normal([2, 6, 5, 3]), normal([3, 2, 3, 4])], { strides: 1, padding: 'SAME' }),
      sample([normal([1, 7, 6, 2]), normal([3, 3, 2, 3])], { strides: 2, padding: 'SAME' }),
      sample([normal([1, 7, 6, 2]), normal([3, 3, 2, 3])], { strides: [3, 2], padding: 'VALID' }),
      sample([normal([1, 5, 5, 2]), normal([1, 1, 2, 3])], { strides: [1, 2, 2, 1], padding: 'SAME' }),
      sample([normal([1, 3, 4, 2]), normal([3, 2, 2, 3])], {
        strides: 2,
        padding: [
          [0, 0],
          [2, 0],
          [1, 3],
          [0, 0],
        ],
      }),
      sample([normal([1, 7, 6, 2]), normal([3, 2, 2, 3])], {
        strides: 1,
        padding: 'SAME',
        dilations: [2, 3],
      }),
      sample([normal([1, 7, 6, 2]), normal([2, 2, 2, 3])], { strides: 1, padding: 'VALID', dilations: 2 }),
      // Groups: two of two channels each, and one for each channel.
      sample([normal([2, 5, 4, 4]), normal([2, 2, 2, 6])], { strides: 1, padding: 'SAME' }),
      sample([normal([2, 5, 4, 3]), normal([2, 2, 1, 6])], { strides: 2, padding: 'VALID' }),
      sample([normal([1, 3, 5, 4]), normal([2, 2, 3, 2])], {
        strides: 1,
        padding: 'SAME',
        dataFormat: 'NCHW',
      }),
      sample([normal([0, 5, 4, 3]), normal([2, 2, 3, 2])], { strides: 1, padding: 'SAME' }),
      sample([normal([2, 2, 3, 4, 2]), normal([2, 2, 2, 3])], { strides: 1, padding: 'VALID' }),
      sample([normal([1, 12, 11, 8]), normal([3, 3, 8, 9])], { strides: 1, padding: 'SAME' }),
    ],
    errors: [
      refused(
        sample([normal([1, 5, 5, 3]), normal([2, 2, 2, 4])], { strides: 1, padding: 'SAME' }),
        /conv2d.*see 2 channels and give 4/,
      ),
      refused(
        sample([normal([1, 5, 5, 4]), normal([2, 2, 2, 3])], { strides: 1, padding: 'SAME' }),
        /conv2d.*groups/,
      ),
      refused(
        sample([normal([5, 5, 3]), normal([2, 2, 3, 4])], { strides: 1, padding: 'SAME' }),
        /the input must have at least 4 axes/,
      ),
      refused(
        sample([normal([1, 5, 5, 3]), normal([2, 2, 3, 4])], { strides: 0, padding: 'SAME' }),
        /strides 0 must be positive/,
      ),
      refused(
        sample([normal([1, 5, 5, 3]), normal([2, 2, 3, 4])], { strides: [2, 1, 1, 1], padding: 'SAME' }),
        /strides.*1 for batch/,
      ),
      refused(
        sample([normal([1, 5, 5, 3]), normal([2, 2, 3, 4])], { strides: 1, padding: [[1, 1]] }),
        /padding.*2 pairs/,
      ),
      refused(
        sample([normal([1, 5, 5, 3]), normal([2, 2, 3, 4])], {
          strides: 1,
          padding: [
            [1, 1],
            [-1, 0],
          ],
        }),
        /non-negative/,
      ),
    ],
    tolerance,
  }),

  conv3d: opInfo(conv3d, {
    tensorflow: compiled('conv3d'),
    dtypes: ['float16', 'bfloat16', 'float32', 'float64'],
    samples: [
      sample([normal([1, 4, 3, 5, 2]), normal([2, 3, 2, 2, 3])], {
        strides: [1, 1, 1, 1, 1],
        padding: 'VALID',
      }),
      sample([normal([2, 3, 4, 3, 1]), normal([2, 2, 3, 1, 2])], {
        strides: [1, 2, 1, 2, 1],
        padding: 'SAME',
      }),
      sample([normal([1, 2, 4, 3, 3]), normal([2, 2, 2, 2, 2])], {
        strides: [1, 1, 1, 1, 1],
        padding: 'SAME',
        dataFormat: 'NCDHW',
        dilations: [1, 1, 2, 1, 1],
      }),
    ],
    errors: [
      refused(
        sample([normal([1, 5, 5, 3]), normal([2, 2, 3, 4])], { strides: 1, padding: 'SAME' }),
        /conv3d: filters must have 5 axes/,
      ),
    ],
    tolerance,
  }),

  convolution: opInfo(convolution, {
    tensorflow: compiled('convolution'),
    samples: [
      sample([normal([2, 7, 3]), normal([3, 3, 4])]),
      sample([normal([2, 5, 4, 3]), normal([2, 2, 3, 4])], { strides: 2, padding: 'SAME' }),
      sample([normal([1, 7, 6, 2]), normal([2, 2, 2, 3])], { dilations: [2, 1] }),
      sample([normal([1, 3, 3, 4, 2]), normal([2, 2, 2, 2, 3])], { padding: 'SAME' }),
    ],
    errors: [
      refused(sample([normal([2, 3]), normal([3, 4])]), /one, two or three spatial axes, got 0/),
      refused(sample([normal([2, 7, 3]), normal([3, 3, 4])], { dataFormat: 'NHWC' }), /'NWC' or 'NCW'/),
    ],
    tolerance,
  }),

  depthwiseConv2d: opInfo(depthwiseConv2d, {
    tensorflow: 'nn.depthwise_conv2d',
    dtypes: ['float16', 'bfloat16', 'float32', 'float64'],
    samples: [
      sample([normal([2, 6, 5, 3]), normal([3, 2, 3, 1])], { strides: [1, 1, 1, 1], padding: 'VALID' }),
      sample([normal([2, 6, 5, 3]), normal([3, 2, 3, 2])], { strides: [1, 2, 2, 1], padding: 'SAME' }),
      sample([normal([1, 5, 4, 2]), normal([2, 2, 2, 3])], {
        strides: [1, 1, 1, 1],
        padding: [
          [0, 0],
          [1, 0],
          [2, 1],
          [0, 0],
        ],
      }),
      sample([normal([1, 6, 5, 2]), normal([2, 2, 2, 2])], {
        strides: [1, 1, 1, 1],
        padding: 'SAME',
        dilations: [2, 2],
      }),
    ],
    errors: [
      refused(
        sample([normal([1, 5, 5, 3]), normal([2, 2, 2, 4])], { strides: 1, padding: 'SAME' }),
        /depthwiseConv2d/,
      ),
      refused(
        sample([normal([1, 5, 5, 3]), filled([2, 2, 3], 1)], { strides: 1, padding: 'SAME' }),
        /filter must/,
      ),
    ],
    tolerance,
  }),

  separableConv2d: opInfo(separableConv2d, {
    tensorflow: 'nn.separable_conv2d',
    dtypes: ['float16', 'bfloat16', 'float32', 'float64'],
    samples: [
      sample([normal([2, 6, 5, 3]), normal([3, 2, 3, 2]), normal([1, 1, 6, 4])], {
        strides: [1, 1, 1, 1],
        padding: 'VALID',
      }),
      sample([normal([1, 6, 5, 2]), normal([2, 2, 2, 1]), normal([1, 1, 2, 3])], {
        strides: [1, 2, 2, 1],
        padding: 'SAME',
      }),
    ],
    errors: [
      refused(
        sample([normal([1, 6, 5, 2]), normal([2, 2, 2, 2]), normal([1, 1, 3, 4])], {
          strides: 1,
          padding: 'SAME',
        }),
        /see 3 channels/,
      ),
    ],
    tolerance: {
      ulp: 64,
      of: 'operands',
      why: 'the first sum is rounded before it becomes an operand of the second',
    },
  }),

  atrousConv2d: opInfo(atrousConv2d, {
    tensorflow: 'nn.atrous_conv2d',
    dtypes: ['float16', 'bfloat16', 'float32', 'float64'],
    samples: [
      sample([normal([1, 7, 6, 2]), normal([3, 2, 2, 3])], { rate: 2, padding: 'SAME' }),
      sample([normal([1, 7, 6, 2]), normal([3, 2, 2, 3])], { rate: 2, padding: 'VALID' }),
    ],
    errors: [
      refused(
        sample([normal([1, 7, 6, 2]), normal([3, 2, 2, 3])], { rate: 0, padding: 'SAME' }),
        /dilations 0/,
      ),
    ],
    tolerance,
  }),
};
