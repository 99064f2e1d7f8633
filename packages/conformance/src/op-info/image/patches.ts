/**
 * @file Patches of images.
 */

import { extractPatches } from '@tenon/core';
import { opInfo } from '../op-info.ts';
import { normal, refused, sample } from '../samples.ts';

export const patchesInfos = {
  extractPatches: opInfo(extractPatches, {
    tensorflow: 'image.extract_patches',
    samples: [
      sample([normal([2, 4, 5, 3])], {
        sizes: [1, 2, 2, 1],
        strides: [1, 1, 1, 1],
        rates: [1, 1, 1, 1],
        padding: 'VALID',
      }),
      sample([normal([1, 7, 6, 2])], {
        sizes: [1, 3, 2, 1],
        strides: [1, 2, 1, 1],
        rates: [1, 1, 2, 1],
        padding: 'SAME',
      }),
      sample([normal([1, 7, 6, 2])], {
        sizes: [1, 3, 3, 1],
        strides: [1, 5, 5, 1],
        rates: [1, 1, 1, 1],
        padding: 'VALID',
      }),
    ],
    errors: [
      refused(
        sample([normal([7, 6, 2])], { sizes: 2, strides: 1, rates: 1, padding: 'VALID' }),
        /extractPatches.*4 axes/,
      ),
    ],
  }),
};
