/**
 * @file Tensors filled with a value.
 */

import { type DType, fill, ones, onesLike, zeros, zerosLike } from '@tenon/core';
import { allDTypes } from '@tenon/core/backend';
import { opInfo } from '../op-info.ts';
import { literal, normal, refused, sample, special } from '../samples.ts';

const shapes = (dtype: DType) => [
  sample([], { shape: [], dtype }),
  sample([], { shape: [0, 3], dtype }),
  sample([], { shape: [5, 7], dtype }),
  sample([], { shape: [301], dtype }),
];

const badShapes = [
  refused(sample([], { shape: [2, -1] }), /non-negative integers, got \(2, -1\)/),
  refused(sample([], { shape: [1.5] }), /non-negative integers/),
  refused(sample([], { shape: [2], dtype: 'float' as DType }), /'float' is not a dtype/),
];

const likes = [
  sample([normal([])]),
  sample([normal([0, 3])]),
  sample([normal([5, 7])]),
  sample([normal([5, 7])], { dtype: 'int32' as const }),
  sample([normal([2])], { dtype: 'bool' as const }),
];

export const creationInfos = {
  zeros: opInfo(zeros, { tensorflow: 'zeros', dtypes: allDTypes, samples: shapes, errors: badShapes }),
  ones: opInfo(ones, { tensorflow: 'ones', dtypes: allDTypes, samples: shapes, errors: badShapes }),
  zerosLike: opInfo(zerosLike, {
    tensorflow: 'zeros_like',
    samples: likes,
    special: [sample([special()])],
  }),
  onesLike: opInfo(onesLike, {
    tensorflow: 'ones_like',
    samples: likes,
    special: [sample([special()])],
  }),
  fill: opInfo(fill, {
    tensorflow: 'fill',
    samples: [
      sample([normal([])], { dims: [] }),
      sample([normal([])], { dims: [0, 3] }),
      sample([normal([])], { dims: [5, 7] }),
    ],
    errors: [
      refused(sample([literal([3])], { dims: [2] }), /must be a scalar, got shape \(1,\)/),
      refused(sample([normal([])], { dims: [-1] }), /non-negative integers/),
    ],
  }),
};
