/**
 * @file Resizing images.
 */

import { integers as integerDTypes, resizeImages } from '@tenon/core';
import { opInfo } from '../op-info.ts';
import { integers, normal, refused, sample } from '../samples.ts';

const methods = [
  'bilinear',
  'nearest',
  'bicubic',
  'area',
  'lanczos3',
  'lanczos5',
  'gaussian',
  'mitchellcubic',
] as const;

export const imageResizeInfos = {
  resizeImages: opInfo(resizeImages, {
    tensorflow: 'image.resize',
    // All but float64: of that the result, which is float32, has not the digits that the kit expects of gradients.
    dtypes: [...integerDTypes.members, 'float16', 'bfloat16', 'float32'],
    samples: [
      ...methods.flatMap((method) => [
        sample([normal([2, 3, 5, 2])], { size: [7, 6], method } as const),
        sample([normal([1, 9, 8, 1])], { size: [4, 3], method } as const),
        sample([normal([8, 7, 2])], { size: [3, 9], method, antialias: true } as const),
      ]),
      sample([normal([2, 5, 4, 3])], { size: [5, 4] }),
      sample([normal([2, 5, 4, 3])], { size: [10, 6], preserveAspectRatio: true }),
      sample([normal([0, 5, 4, 3])], { size: [2, 2] }),
      sample([integers([1, 4, 4, 1], 0, 3)], { size: [6, 2], method: 'bicubic' }),
    ],
    errors: [
      refused(sample([normal([4, 4])], { size: [2, 2] }), /needs images/),
      refused(sample([normal([0, 4, 3])], { size: [2, 2] }), /with pixels/),
      refused(sample([normal([4, 4, 1])], { size: [2, 0] }), /size must be/),
      refused(
        sample([normal([4, 4, 1])], { size: [2, 2], method: 'linear' as 'bilinear' }),
        /method must be one of/,
      ),
    ],
    tolerance: { ulp: 16, of: 'operands', why: 'two sums of weighted pixels, whose weights may be negative' },
    oracle: { testedDType: 'the result is float32, whatever the dtype of the images' },
  }),
};
