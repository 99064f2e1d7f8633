/**
 * @file Special functions. Their tolerance is what float32 arithmetic on their formulas leaves; TensorFlow's own
 * formulas leave more in places.
 */

import {
  betainc,
  dawsn,
  digamma,
  erf,
  erfc,
  erfcinv,
  erfinv,
  expint,
  fresnelCos,
  fresnelSin,
  igamma,
  igammac,
  lbeta,
  lgamma,
  ndtri,
  polygamma,
  spence,
  zeta,
} from '@tenon/core';
import type { Shape } from '@tenon/core/backend';
import {
  integerOperand,
  normalSpecialOperand,
  oneOperand,
  specialOperand,
  twoOperands,
  unequalShapes,
} from '../elementwise-samples.ts';
import { opInfo } from '../op-info.ts';
import { integers, literal, normal, refused, sample, special, uniform } from '../samples.ts';

const between = (low: number, high: number) => (shape: Shape) => uniform(shape, low, high);
const on = (draw: (shape: Shape) => ReturnType<typeof uniform>) => ({
  samples: oneOperand(draw),
  special: specialOperand,
  errors: integerOperand,
});

const two = (drawFirst: (shape: Shape) => ReturnType<typeof uniform>, drawSecond = drawFirst) => ({
  samples: twoOperands(drawFirst, drawSecond),
  errors: unequalShapes,
});

export const specialInfos = {
  erf: opInfo(erf, {
    tensorflow: 'math.erf',
    ...on(between(-4, 4)),
    // TensorFlow's erf is NaN in float64 where x² overflows.
    special: (dtype) => [sample([special({ infinite: dtype !== 'float64', limits: dtype !== 'float64' })])],
  }),
  erfc: opInfo(erfc, {
    tensorflow: 'math.erfc',
    ...on(between(-4, 9)),
    tolerance: {
      ulp: { float64: 10 },
      why: 'e^(−x²) magnifies the error of x²: the oracle itself, in float64 too, is off by up to 5.5, measured on [0.5, 6]',
    },
  }),
  erfinv: opInfo(erfinv, {
    tensorflow: 'math.erfinv',
    ...on(between(-0.999, 0.999)),
    special: [sample([literal([0, -0, 1, -1, 2, -2, Infinity, -Infinity, NaN])])],
  }),
  erfcinv: opInfo(erfcinv, {
    tensorflow: 'math.erfcinv',
    ...on(between(0.001, 1.99)),
    special: [sample([literal([0, 1, 2, -1, 3, Infinity, -Infinity, NaN])])],
  }),
  ndtri: opInfo(ndtri, {
    tensorflow: 'math.ndtri',
    ...on(between(0.001, 0.99)),
    special: [sample([literal([0, 0.5, 1, -1, 2, Infinity, -Infinity, NaN])])],
  }),
  lgamma: opInfo(lgamma, {
    tensorflow: 'math.lgamma',
    ...on(between(0.1, 20)),
    special: normalSpecialOperand,
  }),
  digamma: opInfo(digamma, {
    tensorflow: 'math.digamma',
    ...on(between(0.1, 20)),
    tolerance: {
      ulp: { float64: 24 },
      why: 'near its zero it is the difference of a logarithm and reciprocals near 2, which is up to 19 ulp off the exact value where it is above 0.3, in the oracle too; whose engine decides the last bits of the logarithm',
    },
  }),
  polygamma: opInfo(polygamma, {
    tensorflow: 'math.polygamma',
    ...two((shape) => integers(shape, 0, 4), between(0.5, 10)),
    special: [sample([literal([0, 1, 2, -1, 0.5, NaN]), literal([[0], [1], [-0.5], [Infinity], [NaN]])])],
    gradient: { inputs: ['x'] },
  }),
  zeta: opInfo(zeta, {
    tensorflow: 'math.zeta',
    ...two(between(1.5, 8), between(0.5, 10)),
    special: [sample([literal([0.5, 1, 2, 3, Infinity, NaN]), literal([[0], [-1], [1], [NaN]])])],
    gradient: { inputs: ['q'] },
  }),
  igamma: opInfo(igamma, {
    tensorflow: 'math.igamma',
    ...two(between(0.3, 8)),
    special: [sample([literal([0, 1, -1, Infinity, NaN]), literal([[0], [-1], [1], [Infinity], [NaN]])])],
    gradient: { second: { skip: '∂²P/∂a² is not known in closed form' } },
  }),
  igammac: opInfo(igammac, {
    tensorflow: 'math.igammac',
    ...two(between(0.3, 8)),
    special: [sample([literal([0, 1, -1, Infinity, NaN]), literal([[0], [-1], [1], [Infinity], [NaN]])])],
    gradient: { second: { skip: '∂²P/∂a² is not known in closed form' } },
  }),
  betainc: opInfo(betainc, {
    tensorflow: 'math.betainc',
    samples: [
      sample([uniform([], 0.5, 5), uniform([], 0.5, 5), uniform([], 0.1, 0.9)]),
      sample([uniform([0], 0.5, 5), uniform([0], 0.5, 5), uniform([0], 0.1, 0.9)]),
      sample([uniform([5, 7], 0.5, 5), uniform([5, 7], 0.5, 5), uniform([5, 7], 0.1, 0.9)]),
      sample([uniform([], 0.5, 5), uniform([], 0.5, 5), uniform([101], 0, 1)]),
      sample([uniform([5, 1], 0.5, 5), uniform([7], 0.5, 5), uniform([], 0.1, 0.9)]),
    ],
    special: [
      sample([
        literal([1, 1, 0, -1, 2, 2]),
        literal([1, 1, 1, 1, 2, 2]),
        literal([0, 1, 0.5, 0.5, NaN, 1.5]),
      ]),
    ],
    errors: [refused(sample([normal([2]), normal([3]), normal([])]), /do not broadcast/)],
    gradient: { inputs: ['x'] },
  }),
  lbeta: opInfo(lbeta, {
    tensorflow: 'math.lbeta',
    samples: [
      sample([uniform([3], 0.5, 5)]),
      sample([uniform([5, 7], 0.5, 5)]),
      sample([uniform([2, 0, 3], 1, 2)]),
    ],
    errors: [refused(sample([normal([])]), /needs an axis/)],
    tolerance: { ulp: 8, of: 'operands', why: 'terms cancel' },
  }),

  dawsn: opInfo(dawsn, {
    tensorflow: 'math.special.dawsn',
    ...on(between(-9, 9)),
    special: [sample([literal([0, Infinity, -Infinity, NaN])])],
    tolerance: { ulp: 8, why: 'a sum of thirty terms' },
  }),
  expint: opInfo(expint, {
    tensorflow: 'math.special.expint',
    ...on(between(0.05, 30)),
    special: [sample([literal([0, -1, -Infinity, NaN])])],
    tolerance: { ulp: 16, why: 'the exponential of a rounded half, squared' },
  }),
  fresnelCos: opInfo(fresnelCos, {
    tensorflow: 'math.special.fresnel_cos',
    ...on(between(-9, 9)),
    special: [sample([literal([0, Infinity, -Infinity, NaN])])],
    tolerance: { ulp: 8, why: 'a sum of thirty terms' },
  }),
  fresnelSin: opInfo(fresnelSin, {
    tensorflow: 'math.special.fresnel_sin',
    ...on(between(-9, 9)),
    special: [sample([literal([0, Infinity, -Infinity, NaN])])],
    tolerance: { ulp: 8, why: 'a sum of thirty terms' },
  }),
  spence: opInfo(spence, {
    tensorflow: 'math.special.spence',
    ...on(between(0.01, 9)),
    special: [sample([literal([0, 1, -1, -Infinity, NaN])])],
    tolerance: { ulp: 8, why: 'a sum of thirty terms' },
  }),
};
