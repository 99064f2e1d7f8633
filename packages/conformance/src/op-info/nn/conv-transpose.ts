/**
 * @file Transposed convolutions.
 */

import {
  atrousConv2dTranspose,
  conv1dTranspose,
  conv2dTranspose,
  conv3dTranspose,
  convTranspose,
} from '@tenon/core';
import { opInfo, type TensorFlowCall, type Tolerance } from '../op-info.ts';
import { normal, refused, sample } from '../samples.ts';

/** A function of TensorFlow's, compiled: its CPU kernels know neither channels first nor dilations. */
const compiled = (name: string): TensorFlowCall => ({
  python: `lambda input, filters, **attrs: tf.function(lambda x, w: tf.nn.${name}(x, w, **attrs), jit_compile=True)(input, filters)`,
});

const tolerance: Tolerance = {
  ulp: 32,
  of: 'operands',
  why: 'sums of products of normal numbers, which cancel',
};

const dtypes = ['float16', 'bfloat16', 'float32', 'float64'] as const;

export const convTransposeInfos = {
  conv1dTranspose: opInfo(conv1dTranspose, {
    tensorflow: compiled('conv1d_transpose'),
    dtypes,
    samples: [
      sample([normal([2, 4, 3]), normal([3, 2, 3])], { outputShape: [2, 8, 2], strides: 2 }),
      sample([normal([2, 4, 3]), normal([3, 2, 3])], {
        outputShape: [2, 9, 2],
        strides: 2,
        padding: 'VALID',
      }),
      sample([normal([2, 3, 4]), normal([3, 2, 3])], {
        outputShape: [2, 2, 4],
        strides: 1,
        dataFormat: 'NCW',
      }),
    ],
    errors: [
      refused(
        sample([normal([2, 4, 3]), normal([3, 2, 3])], { outputShape: [2, 9, 2], strides: 2 }),
        /conv1dTranspose.*takes outputShape.*5/,
      ),
    ],
    tolerance,
  }),

  conv2dTranspose: opInfo(conv2dTranspose, {
    tensorflow: compiled('conv2d_transpose'),
    dtypes,
    samples: [
      sample([normal([2, 3, 4, 2]), normal([3, 2, 3, 2])], { outputShape: [2, 3, 4, 3], strides: 1 }),
      sample([normal([2, 3, 4, 2]), normal([3, 2, 3, 2])], { outputShape: [2, 6, 7, 3], strides: 2 }),
      sample([normal([1, 3, 2, 2]), normal([2, 3, 3, 2])], {
        outputShape: [1, 8, 6, 3],
        strides: [3, 2],
        padding: 'VALID',
      }),
      sample([normal([1, 4, 3, 2]), normal([2, 2, 3, 2])], {
        outputShape: [1, 4, 3, 3],
        strides: 1,
        padding: [
          [0, 0],
          [1, 0],
          [0, 1],
          [0, 0],
        ],
      }),
      sample([normal([1, 5, 5, 2]), normal([2, 2, 3, 2])], {
        outputShape: [1, 5, 5, 3],
        strides: 1,
        dilations: 2,
      }),
      sample([normal([1, 2, 3, 3]), normal([2, 2, 4, 2])], {
        outputShape: [1, 4, 6, 6],
        strides: 2,
        dataFormat: 'NCHW',
      }),
    ],
    errors: [
      refused(
        sample([normal([2, 3, 4, 2]), normal([3, 2, 3, 2])], { outputShape: [2, 6, 4, 3], strides: 2 }),
        /conv2dTranspose/,
      ),
      refused(
        sample([normal([2, 3, 4, 2]), normal([3, 2, 3, 2])], { outputShape: [6, 8, 3], strides: 2 }),
        /outputShape must have 4 axes/,
      ),
    ],
    tolerance,
  }),

  conv3dTranspose: opInfo(conv3dTranspose, {
    tensorflow: compiled('conv3d_transpose'),
    dtypes,
    samples: [
      sample([normal([1, 2, 2, 3, 2]), normal([2, 2, 3, 3, 2])], {
        outputShape: [1, 4, 3, 3, 3],
        strides: [2, 2, 1],
      }),
      sample([normal([1, 2, 2, 2, 2]), normal([2, 1, 2, 2, 2])], {
        outputShape: [1, 3, 2, 3, 2],
        strides: 1,
        padding: 'VALID',
      }),
    ],
    errors: [
      refused(
        sample([normal([1, 2, 2, 3, 2]), normal([2, 2, 3, 3, 1])], {
          outputShape: [1, 4, 3, 3, 3],
          strides: 1,
        }),
        /conv3dTranspose/,
      ),
    ],
    tolerance,
  }),

  convTranspose: opInfo(convTranspose, {
    tensorflow: compiled('conv_transpose'),
    dtypes,
    samples: [
      sample([normal([2, 4, 3]), normal([3, 2, 3])], { outputShape: [2, 8, 2], strides: 2 }),
      sample([normal([2, 3, 4, 2]), normal([3, 2, 3, 2])], { outputShape: [2, 6, 8, 3], strides: 2 }),
    ],
    errors: [
      refused(
        sample([normal([4, 3]), normal([2, 3])], { outputShape: [8, 2], strides: 2 }),
        /one, two or three spatial axes/,
      ),
    ],
    tolerance,
  }),

  atrousConv2dTranspose: opInfo(atrousConv2dTranspose, {
    tensorflow: 'nn.atrous_conv2d_transpose',
    dtypes,
    samples: [
      sample([normal([1, 6, 5, 2]), normal([3, 2, 3, 2])], {
        outputShape: [1, 6, 5, 3],
        rate: 2,
        padding: 'SAME',
      }),
    ],
    errors: [
      refused(
        sample([normal([1, 6, 5, 2]), normal([3, 2, 3, 2])], {
          outputShape: [1, 5, 5, 3],
          rate: 2,
          padding: 'SAME',
        }),
        /atrousConv2dTranspose/,
      ),
    ],
    tolerance,
  }),
};
