/**
 * @file Arithmetic: exact in integers, which wrap, and one rounding in floats.
 */

import {
  abs,
  add,
  addN,
  type DType,
  divide,
  divideNoNan,
  floordiv,
  floormod,
  isFloating,
  isInteger,
  maximum,
  minimum,
  mod,
  multiply,
  multiplyNoNan,
  negative,
  nextafter,
  pow,
  reciprocal,
  reciprocalNoNan,
  scalarMul,
  sign,
  square,
  squaredDifference,
  subtract,
  truediv,
  truncatediv,
  truncatemod,
} from '@tenon/core';
import {
  integerOperand,
  mixedDTypes,
  normalSpecialOperand,
  normalSpecialPairs,
  oneOperand,
  specialColumnOfOneZero,
  specialOfOneZero,
  specialOperand,
  specialPairs,
  twoOperands,
  unequalShapes,
} from '../elementwise-samples.ts';
import { type OpInfoDefinition, opInfo } from '../op-info.ts';
import {
  awayFromZero,
  filled,
  integers,
  literal,
  normal,
  refused,
  sample,
  special,
  specialColumn,
  uniform,
} from '../samples.ts';

/** A definition of an op without attributes. */
type Definition = OpInfoDefinition<Record<never, never>>;

const binary: Omit<Definition, 'tensorflow'> = {
  samples: twoOperands(),
  special: specialPairs,
  errors: [...unequalShapes, ...mixedDTypes],
};

const unary: Omit<Definition, 'tensorflow'> = { samples: oneOperand(), special: specialOperand };

/** Divisors that are not 0: every special dividend beside a few of them, and for floats every pair. */
const specialDivision = (dtype: DType) => [
  ...(isFloating(dtype) ? specialPairs : []),
  sample([special(), literal([[1], [2], [3], [7]])]),
  ...(isInteger(dtype) && !dtype.startsWith('uint')
    ? [sample([special(), literal([[-1], [-2], [-7]])])]
    : []),
];

const division: Omit<Definition, 'tensorflow'> = {
  samples: twoOperands(normal, awayFromZero),
  special: specialDivision,
  errors: unequalShapes,
};

const divisionByZero = [
  refused(sample([normal([3]), filled([3], 0)]), /division by zero/i, {
    dtype: 'int32',
    onlyIf: 'integerFault',
  }),
  refused(sample([normal([3]), filled([3], 0)]), /division by zero/i, {
    dtype: 'int64',
    onlyIf: 'integerFault',
  }),
];

/**
 * Quotients whose integer part is the same however small ones are rounded: TensorFlow flushes what is subnormal, so that
 * a tiny negative quotient is −0 and not −1.
 */
const integerParts = (dtype: DType) =>
  isFloating(dtype)
    ? [
        sample([
          special({ subnormal: false }),
          literal([[1], [-1], [0.5], [0], [-0], [Infinity], [-Infinity], [NaN]]),
        ]),
        sample([literal([7, -7, 7.5, -7.5, 0.3]), literal([[2], [-2], [2.5], [3]])]),
      ]
    : specialDivision(dtype);

/** The float64 quotient may lie on the other side of an integer than the rounded one. */
const roundsFirst = { testedDType: 'the quotient is rounded to the dtype before its integer part is taken' };

/** Not where the quotient is whole: the rounding jumps there. */
const betweenJumps = [
  sample([literal([7.3, -7.3, 2.1]), literal([2, 3, -1.5])]),
  sample([uniform([5, 1], 0.1, 0.9), uniform([4], 1.1, 1.9)]),
];

const choicePairs = [sample([specialOfOneZero, specialColumnOfOneZero])];

const floats = ['float16', 'bfloat16', 'float32', 'float64'] as const;

/** Powers that stay in range in every dtype; integers have no negative ones. */
const powers = (dtype: DType) =>
  isFloating(dtype)
    ? twoOperands((shape) => uniform(shape, 0.2, 3), normal)
    : twoOperands(normal, (shape) => integers(shape, 0, 4));

export const arithmeticInfos = {
  add: opInfo(add, { tensorflow: 'add', ...binary }),
  subtract: opInfo(subtract, { tensorflow: 'subtract', ...binary }),
  multiply: opInfo(multiply, { tensorflow: 'multiply', ...binary }),

  divide: opInfo(divide, { tensorflow: 'divide', ...division, special: specialPairs }),
  truediv: opInfo(truediv, { tensorflow: 'math.truediv', ...division }),
  divideNoNan: opInfo(divideNoNan, {
    tensorflow: 'math.divide_no_nan',
    ...division,
    samples: [...twoOperands(normal, awayFromZero), sample([normal([2, 3]), literal([0, 2, 0])])],
    special: normalSpecialPairs,
    gradient: { samples: twoOperands(normal, awayFromZero) },
  }),
  multiplyNoNan: opInfo(multiplyNoNan, {
    tensorflow: 'math.multiply_no_nan',
    samples: [...twoOperands(), sample([literal([NaN, Infinity, 2]), literal([0, 0, 3])])],
    special: specialPairs,
    errors: unequalShapes,
    gradient: { samples: twoOperands() },
  }),

  floordiv: opInfo(floordiv, {
    tensorflow: 'math.floordiv',
    ...division,
    errors: [...unequalShapes, ...divisionByZero],
    special: integerParts,
    oracle: roundsFirst,
    gradient: { samples: betweenJumps },
  }),
  floormod: opInfo(floormod, {
    tensorflow: 'math.floormod',
    ...division,
    errors: [...unequalShapes, ...divisionByZero],
    gradient: { samples: betweenJumps },
  }),
  mod: opInfo(mod, { tensorflow: 'math.mod', ...division, gradient: { samples: betweenJumps } }),
  truncatediv: opInfo(truncatediv, {
    tensorflow: 'truncatediv',
    ...division,
    errors: [...unequalShapes, ...divisionByZero],
    special: integerParts,
    oracle: roundsFirst,
    gradient: { samples: betweenJumps },
  }),
  truncatemod: opInfo(truncatemod, {
    tensorflow: 'truncatemod',
    ...division,
    errors: [...unequalShapes, ...divisionByZero],
    gradient: { samples: betweenJumps, tensorflow: { skip: 'TensorFlow has no gradient of TruncateMod' } },
  }),

  negative: opInfo(negative, { tensorflow: 'negative', ...unary }),
  abs: opInfo(abs, { tensorflow: 'abs', ...unary, gradient: { samples: oneOperand(awayFromZero) } }),
  sign: opInfo(sign, { tensorflow: 'sign', ...unary, gradient: { samples: oneOperand(awayFromZero) } }),
  square: opInfo(square, { tensorflow: 'square', ...unary }),
  squaredDifference: opInfo(squaredDifference, { tensorflow: 'math.squared_difference', ...binary }),
  reciprocal: opInfo(reciprocal, {
    tensorflow: 'math.reciprocal',
    ...unary,
    errors: integerOperand,
    gradient: { samples: oneOperand(awayFromZero) },
  }),
  reciprocalNoNan: opInfo(reciprocalNoNan, {
    tensorflow: 'math.reciprocal_no_nan',
    ...unary,
    special: normalSpecialOperand,
    errors: integerOperand,
    gradient: { samples: oneOperand(awayFromZero) },
  }),

  pow: opInfo(pow, {
    tensorflow: 'pow',
    samples: powers,
    special: (dtype) =>
      isFloating(dtype) ? normalSpecialPairs : [sample([special(), literal([[0], [1], [2], [3], [7]])])],
    errors: [
      ...unequalShapes,
      refused(sample([literal([2, 3]), literal([1, -1])]), /negative integer powers/, {
        dtype: 'int32',
        onlyIf: 'integerFault',
      }),
    ],
    gradient: { samples: twoOperands((shape) => uniform(shape, 0.2, 3), normal) },
  }),

  maximum: opInfo(maximum, { tensorflow: 'maximum', ...binary, special: choicePairs }),
  minimum: opInfo(minimum, { tensorflow: 'minimum', ...binary, special: choicePairs }),
  nextafter: opInfo(nextafter, {
    tensorflow: 'math.nextafter',
    samples: twoOperands(),
    special: [sample([special(), specialColumn()])],
    errors: unequalShapes,
    dtypes: floats,
    oracle: { testedDType: 'the neighbour of a number is another in every dtype' },
  }),

  addN: opInfo(addN, {
    tensorflow: 'add_n',
    samples: [
      sample([[normal([])]]),
      sample([[normal([0, 3]), normal([0, 3])]]),
      sample([[normal([5, 7]), normal([5, 7]), normal([5, 7])]]),
      sample([new Array(9).fill(normal([13]))]),
    ],
    errors: [
      refused(sample([[]]), /empty/),
      refused(sample([[normal([2, 1]), normal([1, 2])]]), /\(2, 1\).*\(1, 2\).*use add/),
    ],
    tolerance: { ulp: 9, of: 'operands', why: 'terms cancel' },
  }),
  scalarMul: opInfo(scalarMul, {
    tensorflow: 'math.scalar_mul',
    samples: [
      sample([normal([]), normal([])]),
      sample([normal([]), normal([0])]),
      sample([normal([]), normal([5, 7])]),
    ],
    errors: [refused(sample([normal([2]), normal([2])]), /'scalar' must have no axes/)],
  }),
};
