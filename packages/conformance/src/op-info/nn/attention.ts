/**
 * @file Attention. TensorFlow has it as a layer of Keras only, so its definition is asked, written with TensorFlow's ops.
 */

import { scaledDotProductAttention } from '@tenon/core';
import { opInfo } from '../op-info.ts';
import { booleans, literal, normal, refused, sample } from '../samples.ts';

const definition = [
  'lambda query, key, value, mask=None, causal=False, scale=None:',
  '(lambda scores: (lambda seen: tf.matmul(tf.where(seen, tf.nn.softmax(tf.where(seen, scores, scores.dtype.min)),',
  'tf.zeros([], scores.dtype)), value))(tf.linalg.band_part(tf.ones(scores.shape, tf.int32), -1, 0 if causal else -1) *',
  '(1 if mask is None else tf.cast(tf.broadcast_to(mask, scores.shape), tf.int32)) > 0))(tf.matmul(query * tf.cast(',
  'query.shape[-1] ** -0.5 if scale is None else scale, query.dtype), key, transpose_b=True))',
].join(' ');

export const attentionInfos = {
  scaledDotProductAttention: opInfo(scaledDotProductAttention, {
    tensorflow: { python: definition },
    samples: [
      sample([normal([5, 4]), normal([7, 4]), normal([7, 3]), null]),
      sample([normal([2, 3, 5, 4]), normal([2, 3, 5, 4]), normal([2, 3, 5, 4]), null], { causal: true }),
      sample([normal([2, 5, 4]), normal([2, 7, 4]), normal([2, 7, 3]), null], { causal: true, scale: 0.3 }),
      sample([normal([2, 3, 5, 4]), normal([2, 1, 7, 4]), normal([1, 3, 7, 2]), null]),
      sample([normal([2, 5, 4]), normal([2, 7, 4]), normal([2, 7, 3]), booleans([5, 7])]),
      sample([normal([2, 3, 5, 4]), normal([2, 3, 7, 4]), normal([2, 3, 7, 3]), booleans([2, 1, 1, 7])], {
        causal: true,
      }),
      // The second query may look at nothing.
      sample([
        normal([2, 4]),
        normal([3, 4]),
        normal([3, 2]),
        literal(
          [
            [true, false, true],
            [false, false, false],
          ],
          'bool',
        ),
      ]),
      sample([normal([0, 4]), normal([3, 4]), normal([3, 2]), null]),
    ],
    errors: [
      refused(
        sample([normal([5, 4]), normal([7, 3]), normal([7, 3]), null]),
        /scaledDotProductAttention: needs/,
      ),
      refused(
        sample([normal([5, 4]), normal([7, 4]), normal([6, 3]), null]),
        /scaledDotProductAttention: needs/,
      ),
      refused(
        sample([normal([4]), normal([7, 4]), normal([7, 3]), null]),
        /scaledDotProductAttention: needs/,
      ),
      refused(
        sample([normal([5, 4]), normal([7, 4]), normal([7, 3]), booleans([2, 5, 7])]),
        /does not broadcast to the scores/,
      ),
    ],
    tolerance: {
      ulp: { float16: 16, bfloat16: 16, float32: 64, float64: 64 },
      of: 'operands',
      why: 'scores are sums of products that cancel; their error grows in the exponential; the weights are rounded',
    },
  }),
};
