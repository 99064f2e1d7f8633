/**
 * @file Elementary functions, within a few ULP of the exact value over their whole domain.
 */

import {
  acos,
  acosh,
  asin,
  asinh,
  atan,
  atan2,
  atanh,
  ceil,
  cos,
  cosh,
  exp,
  expm1,
  floor,
  isFinite,
  isFloating,
  isInf,
  isNan,
  log,
  log1p,
  logSigmoid,
  polyval,
  rint,
  round,
  rsqrt,
  sigmoid,
  sin,
  sinh,
  softplus,
  softsign,
  sqrt,
  tan,
  tanh,
  xdivy,
  xlog1py,
  xlogy,
} from '@tenon/core';
import type { Shape } from '@tenon/core/backend';
import {
  integerOperand,
  normalSpecialOperand,
  normalSpecialPairs,
  oneOperand,
  specialOperand,
  twoOperands,
  unequalShapes,
} from '../elementwise-samples.ts';
import { type OpInfoDefinition, opInfo } from '../op-info.ts';
import { awayFromZero, literal, normal, sample, special, uniform } from '../samples.ts';

/** A definition of an op without attributes. */
type Definition = OpInfoDefinition<Record<never, never>>;

const between = (low: number, high: number) => (shape: Shape) => uniform(shape, low, high);

/** A function of one floating operand, drawn from its domain. */
const on = (draw: (shape: Shape) => ReturnType<typeof uniform>): Omit<Definition, 'tensorflow'> => ({
  samples: oneOperand(draw),
  special: specialOperand,
  errors: integerOperand,
});

const everywhere = on(normal);
/** Three times as wide as the normal distribution: into the tails of exponentials. */
const wide = on(between(-9, 9));
/** Singular at 0. */
const positive = { ...on(between(0.01, 20)), special: normalSpecialOperand };

/** Rounding has no gradient; the samples stay between the jumps, and halves are tested by value. */
const rounding: Omit<Definition, 'tensorflow'> = {
  samples: oneOperand(between(-9, 9)),
  special: [sample([special()]), sample([literal([-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5])])],
  errors: integerOperand,
};

/** x · f(y), 0 where x is 0. */
const guardedProduct = (
  draw: (shape: Shape) => ReturnType<typeof uniform>,
): Omit<Definition, 'tensorflow'> => ({
  samples: [...twoOperands(normal, draw), sample([literal([0, 0, 0, 2]), literal([0, -1, NaN, 3])])],
  special: normalSpecialPairs,
  errors: [...unequalShapes, ...integerOperand],
  gradient: { samples: twoOperands(awayFromZero, draw) },
});

export const mathInfos = {
  exp: opInfo(exp, { tensorflow: 'exp', ...wide }),
  expm1: opInfo(expm1, { tensorflow: 'math.expm1', ...wide }),
  log: opInfo(log, { tensorflow: 'math.log', ...positive }),
  log1p: opInfo(log1p, { tensorflow: 'math.log1p', ...on(between(-0.9, 20)) }),
  sqrt: opInfo(sqrt, { tensorflow: 'sqrt', ...positive }),
  rsqrt: opInfo(rsqrt, { tensorflow: 'math.rsqrt', ...positive }),

  sin: opInfo(sin, { tensorflow: 'sin', ...wide }),
  cos: opInfo(cos, { tensorflow: 'cos', ...wide }),
  tan: opInfo(tan, { tensorflow: 'tan', ...on(between(-1.4, 1.4)) }),
  asin: opInfo(asin, { tensorflow: 'asin', ...on(between(-0.95, 0.95)) }),
  acos: opInfo(acos, { tensorflow: 'acos', ...on(between(-0.95, 0.95)) }),
  atan: opInfo(atan, { tensorflow: 'atan', ...everywhere }),
  atan2: opInfo(atan2, {
    tensorflow: 'atan2',
    samples: twoOperands(),
    special: normalSpecialPairs,
    errors: unequalShapes,
  }),
  sinh: opInfo(sinh, { tensorflow: 'sinh', ...everywhere }),
  cosh: opInfo(cosh, { tensorflow: 'cosh', ...everywhere }),
  tanh: opInfo(tanh, { tensorflow: 'tanh', ...everywhere }),
  asinh: opInfo(asinh, { tensorflow: 'asinh', ...wide }),
  acosh: opInfo(acosh, { tensorflow: 'acosh', ...on(between(1.1, 20)) }),
  atanh: opInfo(atanh, { tensorflow: 'atanh', ...on(between(-0.95, 0.95)) }),

  floor: opInfo(floor, { tensorflow: 'floor', ...rounding }),
  ceil: opInfo(ceil, { tensorflow: 'math.ceil', ...rounding }),
  round: opInfo(round, { tensorflow: 'round', ...rounding, errors: [] }),
  rint: opInfo(rint, { tensorflow: 'math.rint', ...rounding }),

  sigmoid: opInfo(sigmoid, { tensorflow: 'sigmoid', ...wide }),
  logSigmoid: opInfo(logSigmoid, { tensorflow: 'math.log_sigmoid', ...wide }),
  softplus: opInfo(softplus, {
    tensorflow: { python: 'lambda x: tf.math.softplus(x)' },
    ...wide,
  }),
  softsign: opInfo(softsign, {
    tensorflow: { python: 'lambda x: tf.math.softsign(x)' },
    ...everywhere,
  }),

  xlogy: opInfo(xlogy, { tensorflow: 'math.xlogy', ...guardedProduct(between(0.1, 5)) }),
  xlog1py: opInfo(xlog1py, { tensorflow: 'math.xlog1py', ...guardedProduct(between(-0.8, 5)) }),
  xdivy: opInfo(xdivy, { tensorflow: 'math.xdivy', ...guardedProduct(awayFromZero) }),

  isNan: opInfo(isNan, { tensorflow: 'math.is_nan', ...everywhere }),
  isInf: opInfo(isInf, { tensorflow: 'math.is_inf', ...everywhere }),
  isFinite: opInfo(isFinite, { tensorflow: 'math.is_finite', ...everywhere }),

  polyval: opInfo(polyval, {
    tensorflow: 'math.polyval',
    samples: (dtype) => [
      sample([[], normal([3])]),
      sample([[normal([2])], normal([2])]),
      sample([[normal([]), normal([]), normal([])], normal([0])]),
      sample([
        [normal([]), normal([5, 1]), normal([7])],
        isFloating(dtype) ? normal([5, 7]) : uniform([5, 7], 0, 3),
      ]),
    ],
    tolerance: { ulp: 8, of: 'operands', why: 'terms cancel' },
    gradient: { samples: [sample([[normal([]), normal([5, 1]), normal([7])], normal([5, 7])])] },
  }),
};
