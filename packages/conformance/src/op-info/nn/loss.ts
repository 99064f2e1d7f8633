/**
 * @file Losses.
 */

import {
  l2Loss,
  logPoissonLoss,
  sigmoidCrossEntropyWithLogits,
  softmaxCrossEntropyWithLogits,
  sparseSoftmaxCrossEntropyWithLogits,
  weightedCrossEntropyWithLogits,
} from '@tenon/core';
import { opInfo, type SampleInput } from '../op-info.ts';
import { input, integers, literal, normal, refused, sample, special, uniform } from '../samples.ts';

/** Rows of probabilities that sum to 1 along the last axis. */
function distributions(rows: number, classes: number): SampleInput {
  return input([rows, classes], undefined, (_dtype, random) =>
    Array.from({ length: rows }).flatMap(() => {
      const weights = Array.from({ length: classes }, () => 0.05 + random());
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      return weights.map((weight) => weight / total);
    }),
  );
}

/** Whole distributions along the first axis, each the same. */
const alongFirstAxis = literal([
  [0.5, 0.5, 0.5],
  [0.25, 0.25, 0.25],
  [0.25, 0.25, 0.25],
]);

const rounded = { ulp: 8, of: 'operands', why: 'logit, logarithm and product cancel' } as const;

const unequalShapes = [refused(sample([normal([2]), normal([3])]), /must have one shape/)];

export const lossInfos = {
  softmaxCrossEntropyWithLogits: opInfo(softmaxCrossEntropyWithLogits, {
    tensorflow: 'nn.softmax_cross_entropy_with_logits',
    samples: [
      sample([distributions(1, 5), normal([1, 5])]),
      sample([distributions(5, 7), normal([5, 7])]),
      sample([distributions(1, 3), normal([5, 3])]),
      sample([alongFirstAxis, normal([3, 3])], { axis: 0 }),
      sample([literal([0, 0, 1]), literal([1, 2, 3])]),
      sample([distributions(13, 101), uniform([13, 101], -30, 30)]),
    ],
    special: [
      sample([literal([[0, 1]]), literal([[0, 80]])]),
      sample([literal([[0.5, 0.5]]), literal([[Infinity, 1]])]),
      sample([literal([[0, 1]]), literal([[-Infinity, 1]])]),
    ],
    errors: [
      refused(sample([normal([3]), normal([2, 3])]), /must have one rank/),
      refused(sample([normal([2, 3]), normal([2, 4])]), /do not broadcast/),
      refused(sample([normal([]), normal([])]), /a scalar has no axes/),
    ],
    tolerance: rounded,
  }),

  sparseSoftmaxCrossEntropyWithLogits: opInfo(sparseSoftmaxCrossEntropyWithLogits, {
    tensorflow: 'nn.sparse_softmax_cross_entropy_with_logits',
    samples: [
      sample([literal(2, 'int32'), normal([5])]),
      sample([integers([5], 0, 6, 'int32'), normal([5, 7])]),
      sample([integers([2, 3], 0, 4, 'int64'), normal([2, 3, 5])]),
      sample([integers([0], 0, 0, 'int32'), normal([0, 3])]),
      sample([integers([13], 0, 100, 'int32'), uniform([13, 101], -30, 30)]),
    ],
    special: [
      sample([literal([1], 'int32'), literal([[0, 80]])]),
      sample([literal([0], 'int32'), literal([[-Infinity, 1]])]),
    ],
    errors: [
      refused(sample([integers([3], 0, 1, 'int32'), normal([2, 3])]), /must have the shape of logits/),
      refused(sample([literal([2], 'int32'), normal([1, 2])]), /not in \[0, 2\)/, {
        onlyIf: 'outOfRangeIndex',
      }),
    ],
    testedInput: 'logits',
    tolerance: rounded,
  }),

  sigmoidCrossEntropyWithLogits: opInfo(sigmoidCrossEntropyWithLogits, {
    tensorflow: 'nn.sigmoid_cross_entropy_with_logits',
    samples: [
      sample([uniform([], 0, 1), normal([])]),
      sample([uniform([0, 2], 0, 1), normal([0, 2])]),
      sample([uniform([5, 7], 0, 1), normal([5, 7])]),
      sample([uniform([301], 0, 1), uniform([301], -30, 30)]),
      sample([literal([0, 0.25, 1]), literal([0, 0, 0])]),
    ],
    special: [
      sample([literal([0, 0, 1, 1]), literal([Infinity, -80, 80, NaN])]),
      sample([literal([0.5]), literal([-Infinity])]),
    ],
    errors: unequalShapes,
    tolerance: rounded,
  }),

  weightedCrossEntropyWithLogits: opInfo(weightedCrossEntropyWithLogits, {
    tensorflow: 'nn.weighted_cross_entropy_with_logits',
    samples: [
      sample([uniform([], 0, 1), normal([]), literal(2)]),
      sample([uniform([5, 7], 0, 1), normal([5, 7]), uniform([7], 0.5, 3)]),
      sample([uniform([301], 0, 1), uniform([301], -30, 30), literal(0.5)]),
    ],
    special: [sample([literal([0, 0, 1, 1]), literal([Infinity, -80, 80, NaN]), literal(3)])],
    errors: [refused(sample([normal([2]), normal([3]), normal([])]), /must have one shape/)],
    tolerance: rounded,
  }),

  logPoissonLoss: opInfo(logPoissonLoss, {
    tensorflow: 'nn.log_poisson_loss',
    samples: [
      sample([uniform([], 0, 5), normal([])]),
      sample([uniform([5, 7], 0, 5), normal([5, 7])]),
      sample([uniform([5, 7], 1.5, 5), normal([5, 7])], { computeFullLoss: true }),
      sample([literal([0.25, 0.5, 0.75]), normal([3])], { computeFullLoss: true }),
    ],
    special: [sample([literal([0, 1, -1, 2]), literal([0, 0, 0, -Infinity])], { computeFullLoss: true })],
    errors: unequalShapes,
    tolerance: rounded,
    gradient: {
      tensorflow: { skip: 'NaN by targets of at most 1: the branch that was not taken reaches it there' },
    },
  }),

  l2Loss: opInfo(l2Loss, {
    tensorflow: 'nn.l2_loss',
    samples: [sample([normal([])]), sample([normal([0])]), sample([normal([5, 7])]), sample([normal([301])])],
    special: [sample([special({ nan: false, infinite: false })]), sample([special()])],
  }),
};
