/**
 * @file Changes of dtype: from each to each. Numbers that the target cannot hold are tested where they wrap, between
 * integers; what a float out of range becomes is the scalar table's to say, and its own tests'.
 */

import {
  allDTypes,
  bitcast,
  cast,
  type DType,
  isFloating,
  type NumericDType,
  saturateCast,
} from '@tenon/core';
import { byteWidth } from '@tenon/core/backend';
import { opInfo } from '../op-info.ts';
import { counting, literal, normal, refused, sample, special, uniform } from '../samples.ts';

const numbers = allDTypes.filter((dtype): dtype is NumericDType => dtype !== 'bool');

/** Within every dtype's range, and of both signs where the target has them. */
const inRange = (target: DType) =>
  target.startsWith('uint') ? uniform([5, 7], 0, 100) : uniform([5, 7], -100, 100);

const ownDType = { testedDType: 'the result depends on the dtype it comes from' };

/** How a tensor of `size` elements must end so that they can be read as a wider dtype. */
const pieces = (from: DType, to: DType) => Math.max(1, byteWidth(to) / byteWidth(from));

export const castInfos = {
  cast: opInfo(cast, {
    tensorflow: 'cast',
    samples: [
      sample([normal([])], { dtype: 'float64' }),
      sample([normal([0, 3])], { dtype: 'int32' }),
      sample([normal([301])], { dtype: 'float32' }),
      ...allDTypes.map((dtype) => sample([inRange(dtype)], { dtype })),
    ],
    special: (from) =>
      allDTypes
        .filter((to) => !isFloating(from) || isFloating(to) || to === 'bool')
        .map((dtype) => sample([special()], { dtype })),
    errors: [refused(sample([normal([2])], { dtype: 'int4' as DType }), /'int4' is not a dtype/)],
    oracle: ownDType,
    // In a narrower float the numeric slope is that of a staircase.
    gradient: { samples: [sample([normal([5, 7])], { dtype: 'float64' })] },
  }),

  saturateCast: opInfo(saturateCast, {
    // TensorFlow computes the limits of 64-bit integers in float64, where they overflow to the lowest.
    tensorflow: {
      python:
        'lambda value, dtype: tf.saturate_cast(value, dtype) if "int64" not in value.dtype.name + dtype ' +
        'else exec("raise OverflowError(\'limits of int64\')")',
    },
    samples: [
      sample([normal([])], { dtype: 'float64' }),
      sample([normal([0, 3])], { dtype: 'int32' }),
      ...numbers.map((dtype) => sample([uniform([5, 7], -300, 300)], { dtype })),
    ],
    special: numbers.map((dtype) => sample([special({ nan: false })], { dtype })),
    errors: [refused(sample([normal([2])], { dtype: 'bool' as NumericDType }), /must be numeric/)],
    oracle: ownDType,
    gradient: { samples: [sample([normal([5, 7])], { dtype: 'float64' })] },
  }),

  bitcast: opInfo(bitcast, {
    tensorflow: 'bitcast',
    samples: (from) => [
      ...numbers.map((type) => sample([normal([3, 5, pieces(from, type)])], { type })),
      ...numbers
        .filter((type) => byteWidth(type) <= byteWidth(from))
        .flatMap((type) => [sample([normal([])], { type }), sample([normal([0])], { type })]),
    ],
    special: (from) =>
      numbers
        .filter((type) => byteWidth(type) <= byteWidth(from))
        .map((type) => sample([special({ nan: false })], { type })),
    errors: [
      refused(sample([counting([3, 2])], { type: 'int32' }), /4 elements of int8 along the last axis/, {
        dtype: 'int8',
      }),
      refused(sample([literal(1)], { type: 'float64' }), /2 elements of float32/, { dtype: 'float32' }),
    ],
    oracle: ownDType,
  }),
};
