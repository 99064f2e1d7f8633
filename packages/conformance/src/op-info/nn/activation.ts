/**
 * @file Activation functions.
 */

import { crelu, elu, gelu, leakyRelu, relu, relu6, selu, silu, swish } from '@tenon/core';
import type { Shape } from '@tenon/core/backend';
import { integerOperand, oneOperand, specialOfOneZero, specialOperand } from '../elementwise-samples.ts';
import { opInfo, type Sample } from '../op-info.ts';
import { awayFromZero, literal, normal, refused, sample, uniform } from '../samples.ts';

const wide = (shape: Shape) => uniform(shape, -9, 9);

/** Kinks at 0: gradients are checked beside it, and at it against TensorFlow's convention. */
const rectifier = {
  samples: oneOperand(wide),
  special: [sample([specialOfOneZero]), sample([literal([-6, 0, 6, 7])])],
  gradient: { samples: oneOperand(awayFromZero) },
};

const smooth = { samples: oneOperand(wide), special: specialOperand, errors: integerOperand };

const swishing = {
  samples: [
    sample([wide([]), null]),
    sample([wide([0]), null]),
    sample([wide([5, 7]), null]),
    sample([wide([301]), normal([])]),
    sample([wide([5, 7]), literal(1.5)]),
  ] as readonly Sample<never>[],
  special: specialOperand,
  errors: [refused(sample([normal([2]), normal([2])]), /'beta' must have no axes/)],
};

export const activationInfos = {
  relu: opInfo(relu, { tensorflow: 'nn.relu', ...rectifier }),
  relu6: opInfo(relu6, { tensorflow: 'nn.relu6', ...rectifier }),
  leakyRelu: opInfo(leakyRelu, {
    tensorflow: 'nn.leaky_relu',
    samples: [
      ...oneOperand(wide),
      sample([wide([5, 7])], { alpha: 0 }),
      sample([wide([5, 7])], { alpha: 0.5 }),
      sample([wide([5, 7])], { alpha: 2 }),
    ],
    special: [...specialOperand, sample([specialOfOneZero], { alpha: 0.25 })],
    tensorflowTolerance: { ulp: { float64: 2 ** 27 }, why: 'TensorFlow holds alpha in float32' },
    gradient: { samples: [sample([awayFromZero([5, 7])]), sample([awayFromZero([13])], { alpha: 0.5 })] },
  }),
  elu: opInfo(elu, { tensorflow: 'nn.elu', ...smooth, gradient: { samples: oneOperand(awayFromZero) } }),
  selu: opInfo(selu, {
    tensorflow: 'nn.selu',
    ...smooth,
    tensorflowTolerance: { ulp: 8, of: 'output', why: 'TensorFlow subtracts 1 from eˣ' },
    gradient: { samples: oneOperand(awayFromZero) },
  }),
  gelu: opInfo(gelu, {
    tensorflow: 'nn.gelu',
    samples: [
      ...oneOperand(),
      sample([normal([5, 7])], { approximate: true }),
      sample([normal([301])], { approximate: true }),
    ],
    special: [...specialOperand, sample([specialOfOneZero], { approximate: true })],
    errors: integerOperand,
    tolerance: { ulp: 16, why: 'the relative slope in the lower tail is x²' },
    tensorflowTolerance: {
      ulp: { float16: 32, bfloat16: 128, float32: 32, float64: 2 ** 31 },
      why: 'TensorFlow adds 1 to tanh, rounds each step to the dtype, and holds 1/√2 and 0.044715 in float32',
    },
  }),
  crelu: opInfo(crelu, {
    tensorflow: 'nn.crelu',
    samples: [
      sample([wide([0])]),
      sample([wide([5, 7])]),
      sample([wide([2, 3, 5])], { axis: 1 }),
      sample([wide([2, 3, 5])], { axis: -3 }),
    ],
    special: [sample([specialOfOneZero])],
    errors: [refused(sample([wide([2])], { axis: 1 }), /axis 1/)],
    gradient: { samples: [sample([awayFromZero([5, 7])], { axis: 0 })] },
  }),
  silu: opInfo(silu, { tensorflow: 'nn.silu', ...swishing }),
  swish: opInfo(swish, { tensorflow: 'nn.swish', ...swishing }),
};
