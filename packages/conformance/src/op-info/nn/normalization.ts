/**
 * @file Normalizations.
 */

import {
  batchNormalization,
  type DType,
  fusedBatchNorm,
  groupNormalization,
  l2Normalize,
  layerNormalization,
  localResponseNormalization,
} from '@tenon/core';
import { opInfo } from '../op-info.ts';
import { filled, literal, normal, refused, sample, uniform } from '../samples.ts';

/** The dtype of parameters and statistics: float32 beside halves, as TensorFlow has it. */
const parameterDType = (tested: DType): DType => (tested === 'float64' ? 'float64' : 'float32');

const rounded = { ulp: 32, of: 'operands', why: 'deviation, scale and offset cancel' } as const;

/** TensorFlow rounds each step to 16 bits, where Tenon computes in float32. */
const roundedInHalves = {
  ulp: { float16: 128, bfloat16: 128, float32: 32, float64: 32 },
  of: 'operands',
  why: 'every step is rounded to 16 bits there',
} as const;

/** What Keras' layer computes, by `tf.nn`: parameters are laid along the normalized axes. */
const layerNormalizationByMoments =
  'lambda x, scale=None, offset=None, axis=-1, epsilon=1e-3: (lambda axes: ' +
  '(lambda lay: tf.nn.batch_normalization(x, *tf.nn.moments(x, axes, keepdims=True), lay(offset), lay(scale), epsilon))' +
  '(lambda p: None if p is None else tf.cast(tf.reshape(p, [n if i in axes else 1 for i, n in enumerate(x.shape)]), x.dtype)))' +
  '(sorted(a % len(x.shape) for a in (axis if isinstance(axis, list) else [axis])))';

const groupNormalizationByMoments =
  'lambda x, scale=None, offset=None, groups=32, axis=-1, epsilon=1e-3: (lambda c: (lambda g: ' +
  '(lambda m, lay: tf.nn.batch_normalization(tf.reshape(x, g), *m, lay(offset), lay(scale), epsilon))' +
  '(tf.nn.moments(tf.reshape(x, g), [i for i in range(1, len(g)) if i != c], keepdims=True), ' +
  'lambda p: None if p is None else tf.cast(tf.reshape(p, [g[i] if i in (c, c + 1) else 1 for i in range(len(g))]), x.dtype)))' +
  '(list(x.shape[:c]) + [groups, x.shape[c] // groups] + list(x.shape[c + 1:])))(axis % len(x.shape))';

const oneOfZeros = literal([
  [3, 4],
  [0, 0],
]);

export const normalizationInfos = {
  batchNormalization: opInfo(batchNormalization, {
    tensorflow: {
      python:
        'lambda x, mean, variance, variance_epsilon, offset=None, scale=None: ' +
        'tf.nn.batch_normalization(x, mean, variance, offset, scale, variance_epsilon)',
    },
    samples: (tested) => {
      const dtype = parameterDType(tested);
      return [
        sample(
          [
            normal([5, 3]),
            normal([3], dtype),
            uniform([3], 0.5, 2, dtype),
            normal([3], dtype),
            normal([3], dtype),
          ],
          {
            varianceEpsilon: 1e-3,
          },
        ),
        sample([normal([2, 3, 4]), normal([1, 3, 1], dtype), uniform([1, 3, 1], 0.5, 2, dtype), null, null], {
          varianceEpsilon: 0.01,
        }),
        sample([normal([7, 2]), normal([2], dtype), uniform([2], 0.5, 2, dtype), null, normal([2], dtype)], {
          varianceEpsilon: 0,
        }),
        sample([normal([0, 2]), normal([2], dtype), uniform([2], 0.5, 2, dtype), normal([2], dtype), null], {
          varianceEpsilon: 0.1,
        }),
      ];
    },
    errors: [
      refused(
        sample([normal([2, 3]), normal([2]), uniform([3], 1, 2), null, null], { varianceEpsilon: 0.1 }),
        /do not broadcast/,
      ),
      refused(
        sample([normal([3]), normal([2, 3]), uniform([3], 1, 2), null, null], { varianceEpsilon: 0.1 }),
        /must broadcast to that of x/,
      ),
    ],
    tolerance: rounded,
    tensorflowTolerance: roundedInHalves,
  }),

  fusedBatchNorm: opInfo(fusedBatchNorm, {
    tensorflow: {
      python: 'lambda x, scale, offset, **given: tf.compat.v1.nn.fused_batch_norm(x, scale, offset, **given)',
    },
    samples: (tested) => {
      const dtype = parameterDType(tested);
      return [
        sample([normal([2, 3, 2, 5]), normal([5], dtype), normal([5], dtype), null, null]),
        sample(
          [
            normal([2, 3, 2, 5]),
            normal([5], dtype),
            normal([5], dtype),
            normal([5], dtype),
            uniform([5], 0.5, 2, dtype),
          ],
          {
            exponentialAvgFactor: 0.25,
            epsilon: 0.01,
          },
        ),
        sample(
          [
            normal([2, 3, 2, 5]),
            normal([5], dtype),
            normal([5], dtype),
            normal([5], dtype),
            uniform([5], 0.5, 2, dtype),
          ],
          {
            isTraining: false,
          },
        ),
        sample([normal([2, 5, 3, 2]), normal([5], dtype), normal([5], dtype), null, null], {
          dataFormat: 'NCHW',
        }),
        sample([normal([1, 1, 1, 2]), normal([2], dtype), normal([2], dtype), null, null]),
        sample([normal([2, 2, 3, 2, 3]), normal([3], dtype), normal([3], dtype), null, null], {
          dataFormat: 'NDHWC',
        }),
      ];
    },
    errors: [
      refused(sample([normal([2, 3]), normal([3]), normal([3]), null, null]), /rank 4 or volumes of rank 5/),
      refused(sample([normal([2, 3, 2, 5]), normal([3]), normal([5]), null, null]), /each of the 5 channels/),
      refused(
        sample([normal([2, 3, 2, 5]), normal([5]), normal([5]), null, null], { isTraining: false }),
        /mean and variance must be given/,
      ),
    ],
    tolerance: rounded,
    tensorflowTolerance: roundedInHalves,
    gradient: {
      inputs: ['x', 'scale', 'offset'],
      numeric: { skip: 'the gradient flows from y alone, as in TensorFlow, not from the running statistics' },
    },
  }),

  layerNormalization: opInfo(layerNormalization, {
    tensorflow: { python: layerNormalizationByMoments },
    samples: (tested) => {
      const dtype = parameterDType(tested);
      return [
        sample([normal([5, 7]), normal([7], dtype), normal([7], dtype)]),
        sample([normal([5, 7]), null, null], { axis: 0, epsilon: 0.1 }),
        sample([normal([2, 3, 5]), normal([2, 5], dtype), null], { axis: [0, 2] }),
        sample([normal([2, 3, 5]), null, normal([3, 5], dtype)], { axis: [-1, -2] }),
        sample([normal([0, 3]), normal([3], dtype), normal([3], dtype)]),
        sample([uniform([3, 101], 5, 6), normal([101], dtype), normal([101], dtype)]),
      ];
    },
    special: [sample([filled([2, 5], 3), null, null])],
    errors: [
      refused(sample([normal([2, 3]), normal([2]), null]), /must have the shape \(3,\)/),
      refused(sample([normal([2, 3]), null, null], { axis: 2 }), /axis 2 is outside/),
    ],
    tolerance: rounded,
    tensorflowTolerance: roundedInHalves,
  }),

  groupNormalization: opInfo(groupNormalization, {
    tensorflow: {
      python: `lambda x, **given: tf.reshape((${groupNormalizationByMoments})(x, **given), x.shape)`,
    },
    samples: (tested) => {
      const dtype = parameterDType(tested);
      return [
        sample([normal([2, 3, 4]), normal([4], dtype), normal([4], dtype)], { groups: 2 }),
        sample([normal([2, 6, 5]), normal([6], dtype), null], { groups: 3, axis: 1 }),
        sample([normal([5, 8]), null, null], { groups: 1, epsilon: 0.1 }),
      ];
    },
    errors: [
      refused(sample([normal([2, 3]), null, null], { groups: 2 }), /divide into 2 groups/),
      refused(sample([normal([2, 4]), normal([3]), null], { groups: 2 }), /must have the shape \(4,\)/),
    ],
    tolerance: rounded,
    tensorflowTolerance: roundedInHalves,
  }),

  l2Normalize: opInfo(l2Normalize, {
    tensorflow: 'math.l2_normalize',
    samples: [
      sample([normal([7])]),
      sample([normal([5, 7])], { axis: 1 }),
      sample([normal([2, 3, 5])], { axis: [0, -1] }),
      sample([normal([5, 3])], { axis: 0, epsilon: 4 }),
      sample([normal([0, 3])], { axis: 1 }),
    ],
    // In TensorFlow's float16 the default ε is 0, and so a vector of zeros has no direction there.
    special: (dtype) => (dtype === 'float16' ? [] : [sample([oneOfZeros], { axis: 1 })]),
    errors: [refused(sample([normal([2])], { axis: 1 }), /axis 1 is outside/)],
    tensorflowTolerance: {
      ulp: { float16: 16, bfloat16: 16 },
      why: 'every step is rounded to 16 bits there',
    },
  }),

  localResponseNormalization: opInfo(localResponseNormalization, {
    tensorflow: 'nn.local_response_normalization',
    samples: [
      sample([normal([1, 2, 3, 7])], { depthRadius: 2 }),
      sample([normal([2, 1, 1, 13])]),
      sample([normal([1, 1, 2, 5])], { depthRadius: 0, bias: 2, alpha: 0.5, beta: 0.75 }),
      sample([normal([1, 3, 0, 5])]),
    ],
    errors: [
      refused(sample([normal([2, 3])]), /takes \[batch, height, width, channels\]/),
      refused(sample([normal([1, 1, 1, 2])], { depthRadius: -1 }), /radius of at least 0/),
    ],
    tolerance: { ulp: 16, why: 'the power multiplies the rounding of its base' },
    tensorflowTolerance: {
      ulp: { float16: 64, bfloat16: 64, float32: 16, float64: 16 },
      why: 'every step is rounded to 16 bits there',
    },
  }),
};
