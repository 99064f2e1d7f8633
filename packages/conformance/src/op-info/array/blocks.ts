/**
 * @file Blocks of points moved into channels or batch, and back: every element must arrive bit for bit.
 */

import { batchToSpace, depthToSpace, spaceToBatchNd, spaceToDepth } from '@tenon/core';
import { opInfo } from '../op-info.ts';
import { counting, normal, refused, sample } from '../samples.ts';

/** TensorFlow's CPU has only NHWC. */
const inEitherFormat = (path: string) => ({
  python:
    `lambda input, block_size, data_format='NHWC': ${path}(input, block_size) if data_format == 'NHWC' ` +
    `else tf.transpose(${path}(tf.transpose(input, [0, 2, 3, 1]), block_size), [0, 3, 1, 2])`,
});

export const blocksInfos = {
  spaceToDepth: opInfo(spaceToDepth, {
    tensorflow: inEitherFormat('tf.nn.space_to_depth'),
    samples: [
      sample([counting([1, 4, 4, 1])], { blockSize: 2 }),
      sample([normal([2, 6, 3, 5])], { blockSize: 3 }),
      sample([normal([2, 5, 4, 6])], { blockSize: 2, dataFormat: 'NCHW' as const }),
      sample([normal([0, 2, 2, 3])], { blockSize: 2 }),
    ],
    errors: [
      refused(sample([normal([1, 4, 4, 1])], { blockSize: 3 }), /3 must divide height 4 and width 4/),
      refused(sample([normal([4, 4, 1])], { blockSize: 2 }), /rank 4.*\(4, 4, 1\)/),
      refused(sample([normal([1, 4, 4, 1])], { blockSize: 1 }), /at least 2, got 1/),
    ],
  }),

  depthToSpace: opInfo(depthToSpace, {
    tensorflow: inEitherFormat('tf.nn.depth_to_space'),
    samples: [
      sample([counting([1, 2, 2, 4])], { blockSize: 2 }),
      sample([normal([2, 1, 3, 18])], { blockSize: 3 }),
      sample([normal([2, 8, 3, 5])], { blockSize: 2, dataFormat: 'NCHW' as const }),
      sample([normal([2, 0, 3, 4])], { blockSize: 2 }),
    ],
    errors: [
      refused(sample([normal([1, 2, 2, 3])], { blockSize: 2 }), /4 must divide the 3 channels/),
      refused(sample([normal([1, 2, 2, 4])], { blockSize: 2, dataFormat: 'NC' as 'NCHW' }), /got 'NC'/),
    ],
  }),

  spaceToBatchNd: opInfo(spaceToBatchNd, {
    tensorflow: 'space_to_batch_nd',
    samples: [
      sample([counting([1, 4, 2])], { blockShape: [3], paddings: [[1, 1]] }),
      sample([normal([2, 4, 6, 3])], {
        blockShape: [2, 3],
        paddings: [
          [0, 0],
          [0, 0],
        ],
      }),
      sample([normal([1, 5, 3, 2])], {
        blockShape: [2, 2],
        paddings: [
          [1, 0],
          [0, 1],
        ],
      }),
      sample([normal([3, 5])], { blockShape: [1], paddings: [[2, 1]] }),
    ],
    errors: [
      refused(sample([normal([1, 5])], { blockShape: [2], paddings: [[0, 0]] }), /\[2\] must divide/),
      refused(
        sample([normal([1, 4])], {
          blockShape: [2, 2],
          paddings: [
            [0, 0],
            [0, 0],
          ],
        }),
        /at most 1 of/,
      ),
      refused(sample([normal([1, 4])], { blockShape: [2], paddings: [[-1, 1]] }), /non-negative/),
    ],
  }),

  batchToSpace: opInfo(batchToSpace, {
    tensorflow: 'batch_to_space',
    samples: [
      sample([counting([4, 2, 2])], { blockShape: [2], crops: [[1, 0]] }),
      sample([normal([12, 2, 2, 3])], {
        blockShape: [2, 3],
        crops: [
          [0, 0],
          [0, 0],
        ],
      }),
      sample([normal([8, 3, 2, 2])], {
        blockShape: [2, 2],
        crops: [
          [1, 2],
          [0, 1],
        ],
      }),
      sample([normal([3, 5])], { blockShape: [1], crops: [[2, 1]] }),
    ],
    errors: [
      refused(sample([normal([3, 2])], { blockShape: [2], crops: [[0, 0]] }), /must divide the batch/),
      refused(sample([normal([4, 2])], { blockShape: [2], crops: [[3, 3]] }), /crops.*leave something/),
    ],
  }),
};
