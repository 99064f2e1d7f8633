/**
 * @file The Bessel functions. Away from their zeros they are exact to a few ULP; at a zero, to a few of the largest.
 */

import {
  besselI0,
  besselI0e,
  besselI1,
  besselI1e,
  besselJ0,
  besselJ1,
  besselK0,
  besselK0e,
  besselK1,
  besselK1e,
  besselY0,
  besselY1,
} from '@tenon/core';
import type { Shape } from '@tenon/core/backend';
import { integerOperand, oneOperand } from '../elementwise-samples.ts';
import { type OpInfoDefinition, opInfo, type Tolerance } from '../op-info.ts';
import { literal, sample, uniform } from '../samples.ts';

type Definition = Omit<OpInfoDefinition<Record<never, never>>, 'tensorflow'>;

const expansions: Tolerance = {
  ulp: 16,
  why: 'sums of up to thirty terms, and the exponential of a rounded half',
};
const zeros: Tolerance = { ulp: 16, of: 'output', why: 'the functions oscillate around 0' };

/** Finite arguments only: at infinity TensorFlow gives NaN. */
const modified: Definition = {
  samples: oneOperand((shape: Shape) => uniform(shape, -12, 12)),
  special: [sample([literal([0, -0, NaN])])],
  errors: integerOperand,
  tolerance: expansions,
  gradient: { samples: oneOperand((shape) => uniform(shape, 0.5, 12)) },
};

const decaying: Definition = {
  ...modified,
  samples: oneOperand((shape: Shape) => uniform(shape, 0.05, 12)),
  special: [sample([literal([0, -1, Infinity, -Infinity, NaN])])],
};

const oscillating: Definition = {
  ...modified,
  samples: oneOperand((shape: Shape) => uniform(shape, -20, 20)),
  tolerance: zeros,
  gradient: { samples: oneOperand((shape) => uniform(shape, 0.5, 20)) },
};

const singular: Definition = {
  ...oscillating,
  samples: oneOperand((shape: Shape) => uniform(shape, 0.2, 20)),
  tolerance: { ulp: 64, of: 'output', why: 'beside a zero a logarithm cancels' },
  special: [sample([literal([-1, NaN])])],
};

export const besselInfos = {
  besselI0: opInfo(besselI0, { tensorflow: 'math.bessel_i0', ...modified }),
  besselI0e: opInfo(besselI0e, { tensorflow: 'math.bessel_i0e', ...modified }),
  besselI1: opInfo(besselI1, {
    tensorflow: 'math.bessel_i1',
    ...modified,
    // Not 0, where TensorFlow's gradient is 1 and the slope is ½.
    special: [sample([literal([NaN])])],
  }),
  besselI1e: opInfo(besselI1e, { tensorflow: 'math.bessel_i1e', ...modified }),
  besselK0: opInfo(besselK0, { tensorflow: 'math.special.bessel_k0', ...decaying }),
  besselK0e: opInfo(besselK0e, { tensorflow: 'math.special.bessel_k0e', ...decaying }),
  besselK1: opInfo(besselK1, { tensorflow: 'math.special.bessel_k1', ...decaying }),
  besselK1e: opInfo(besselK1e, { tensorflow: 'math.special.bessel_k1e', ...decaying }),
  besselJ0: opInfo(besselJ0, { tensorflow: 'math.special.bessel_j0', ...oscillating }),
  besselJ1: opInfo(besselJ1, { tensorflow: 'math.special.bessel_j1', ...oscillating }),
  besselY0: opInfo(besselY0, { tensorflow: 'math.special.bessel_y0', ...singular }),
  besselY1: opInfo(besselY1, { tensorflow: 'math.special.bessel_y1', ...singular }),
};
