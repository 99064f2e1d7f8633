/**
 * @file Norms, traces, bands and cross products.
 */

import { adjoint, bandPart, cross, type DType, norm, normalize, trace } from '@tenon/core';
import { opInfo, type SampleInput, type Tolerance } from '../op-info.ts';
import { awayFromZero, filled, normal, refused, sample, special, specialColumn } from '../samples.ts';
import { specialValues } from '../special-values.ts';

const sums: Tolerance = { ulp: 4, of: 'operands', why: 'terms cancel' };
const roots: Tolerance = { ulp: 16, why: 'powers and roots are several roundings' };

/** The special values of the dtype as a matrix of one row. */
const specialRow: SampleInput = { ...special(), shape: (dtype) => [1, specialValues(dtype).length] };

/** Norms of the singular values, which 16-bit floats have not. */
const hasSingularValues = (dtype: DType) => dtype === 'float32' || dtype === 'float64';
const spectralNorms = [
  sample([awayFromZero([3, 4])], { ord: 2, axis: [0, 1] as const }),
  sample([awayFromZero([4, 2, 3])], { ord: 2, axis: [2, 0] as const, keepdims: true }),
  sample([awayFromZero([3, 4, 2])], { ord: 'nuclear' as const, axis: [0, 1] as const }),
];

export const linalgInfos = {
  trace: opInfo(trace, {
    tensorflow: 'linalg.trace',
    samples: [
      sample([normal([5, 5])]),
      sample([normal([2, 3, 5])]),
      sample([normal([3, 5, 0])]),
      sample([normal([0, 2, 2])]),
    ],
    errors: [refused(sample([normal([3])]), /trace: takes matrices/)],
    tolerance: sums,
  }),

  adjoint: opInfo(adjoint, {
    tensorflow: 'linalg.adjoint',
    samples: [sample([normal([5, 7])]), sample([normal([2, 3, 0])]), sample([normal([2, 3, 5])])],
    errors: [refused(sample([normal([3])]), /adjoint: takes matrices/)],
  }),

  bandPart: opInfo(bandPart, {
    tensorflow: 'linalg.band_part',
    samples: [
      sample([normal([5, 7])], { numLower: 0, numUpper: 0 }),
      sample([normal([5, 7])], { numLower: 2, numUpper: 1 }),
      sample([normal([2, 4, 3])], { numLower: 0, numUpper: -1 }),
      sample([normal([2, 4, 3])], { numLower: -1, numUpper: 1 }),
      sample([normal([3, 3])], { numLower: -1, numUpper: -1 }),
      sample([normal([0, 3])], { numLower: 0, numUpper: 3 }),
    ],
    // What is outside of the band is zero, whatever stood there.
    special: [
      sample([specialRow], { numLower: 0, numUpper: 2 }),
      sample([specialColumn()], { numLower: 2, numUpper: 0 }),
    ],
    errors: [
      refused(sample([normal([3])], { numLower: 0, numUpper: 0 }), /bandPart: takes matrices/),
      refused(sample([normal([2, 3])], { numLower: 3, numUpper: 0 }), /no 3 diagonals below/),
      refused(sample([normal([2, 3])], { numLower: 0, numUpper: 0.5 }), /0\.5 above/),
    ],
  }),

  cross: opInfo(cross, {
    tensorflow: 'linalg.cross',
    samples: [sample([normal([3]), normal([3])]), sample([normal([2, 5, 3]), normal([2, 5, 3])])],
    errors: [
      refused(sample([normal([2]), normal([2])]), /last axis has length 3/),
      refused(sample([normal([2, 3]), normal([3])]), /one shape/),
    ],
    tolerance: { ulp: 16, of: 'operands', why: 'a difference of two products, which cancel' },
  }),

  norm: opInfo(norm, {
    tensorflow: {
      // TensorFlow tells the axes of matrices from a list only if it is a tuple of its own kind. It has no nuclear norm:
      // that is the sum of its singular values, here along the axes of the one sample.
      python:
        'lambda tensor, axis=None, ord="euclidean", **attrs: (' +
        'tf.reduce_sum(tf.linalg.svd(tf.transpose(tensor, [2, 0, 1]), compute_uv=False), -1) if ord == "nuclear" else ' +
        'tf.norm(tensor, axis=tuple(axis) if isinstance(axis, list) else axis, ord=ord, **attrs))',
    },
    samples: (dtype) => [
      ...(hasSingularValues(dtype) ? spectralNorms : []),
      sample([awayFromZero([3, 4])]),
      sample([awayFromZero([3, 4, 2])], { axis: 1 }),
      sample([awayFromZero([3, 4, 2])], { axis: -1, keepdims: true }),
      sample([awayFromZero([3, 4])], { ord: 1 }),
      sample([awayFromZero([3, 4])], { ord: 1, axis: 0 }),
      sample([awayFromZero([3, 4])], { ord: 2, axis: 1 }),
      sample([awayFromZero([3, 4])], { ord: 3, axis: 1, keepdims: true }),
      sample([awayFromZero([3, 4])], { ord: 2.5 }),
      sample([awayFromZero([3, 4])], { ord: Number.POSITIVE_INFINITY, axis: 1 }),
      sample([awayFromZero([3, 4, 2])], { ord: 'fro', axis: [0, 2] }),
      sample([awayFromZero([3, 4, 2])], { ord: 'euclidean', axis: [-1, 0], keepdims: true }),
      sample([awayFromZero([3, 4, 2])], { ord: 1, axis: [0, 1] }),
      sample([awayFromZero([3, 4, 2])], { ord: Number.POSITIVE_INFINITY, axis: [2, 1], keepdims: true }),
      sample([normal([3, 0])], { axis: 1 }),
    ],
    errors: [
      refused(sample([normal([3])], { ord: 'fro' }), /of vectors ord/),
      refused(sample([normal([3])], { ord: -1 }), /of vectors ord.*-1/),
      refused(sample([normal([3, 3])], { ord: 3, axis: [0, 1] }), /of matrices ord/),
      refused(sample([normal([3, 3])], { axis: [0, -2] }), /two different ones/),
      refused(sample([normal([3, 3])], { axis: 2 }), /axis 2/),
      refused(sample([normal([3, 3])], { ord: 2, axis: [0, 1] }), /singular values.*not in float16/, {
        dtype: 'float16',
      }),
    ],
    tolerance: roots,
    gradient: {
      samples: (dtype) => [
        ...(hasSingularValues(dtype) ? spectralNorms : []),
        sample([awayFromZero([3, 4])]),
        sample([awayFromZero([3, 4, 2])], { axis: -1, keepdims: true }),
        sample([awayFromZero([3, 4])], { ord: 1, axis: 0 }),
        sample([awayFromZero([3, 4])], { ord: 3, axis: 1, keepdims: true }),
        sample([awayFromZero([3, 4])], { ord: Number.POSITIVE_INFINITY, axis: 1 }),
        sample([awayFromZero([3, 4, 2])], { ord: 'fro', axis: [0, 2] }),
        sample([awayFromZero([3, 4, 2])], { ord: 1, axis: [0, 1] }),
      ],
    },
  }),

  normalize: opInfo(normalize, {
    tensorflow: 'linalg.normalize',
    samples: [
      sample([awayFromZero([5])]),
      sample([awayFromZero([3, 4])], { axis: 1 }),
      sample([awayFromZero([3, 4])], { ord: 1, axis: 0 }),
      sample([awayFromZero([3, 4, 2])], { ord: 'fro', axis: [0, 1] }),
    ],
    // Nothing has a direction where there is no length.
    special: [sample([filled([3], 0)])],
    errors: [refused(sample([normal([3])], { ord: 0 }), /normalize: of vectors ord/)],
    tolerance: roots,
  }),
};
