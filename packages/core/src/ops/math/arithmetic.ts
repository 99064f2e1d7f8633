/**
 * @file Arithmetic: what operators stand for in TensorFlow's Python, and the variants of division.
 *
 * Two operands have one dtype and broadcast. Integers wrap, and divide by zero with an error (where the backend can
 * raise one from a kernel, see its `supports.integerFault`).
 */

import {
  type FloatingDType,
  floating,
  isFloating,
  type NumericDType,
  numeric,
  signed,
} from '../../dtype/index.ts';
import { InvalidArgumentError } from '../../errors/index.ts';
import type { Scalar, ScalarBuilder } from '../../scalar/index.ts';
import { formatShape, sameShape } from '../../shape/index.ts';
import type { Tensor, TensorLike, Values } from '../../tensor/index.ts';
import { alias } from '../array/layout.ts';
import {
  type BinaryCall,
  binary,
  composite,
  type DTypeOfList,
  elementwise,
  type OneDType,
  type Operand,
  signature,
  unary,
} from '../define/index.ts';
import { dividend, productOrZero, type QuotientDType, quotientOrZero } from './expressions/quotients.ts';

/**
 * x + y, elementwise with broadcasting. Integers wrap.
 * @example
 * tn.add([1, 2], [[10], [20]]).arraySync(); // => [ [ 11, 12 ], [ 21, 22 ] ]
 */
export const add = binary('add', numeric, (s, x, y) => s.add(x, y));

/**
 * x − y, elementwise with broadcasting. Integers wrap.
 * @example
 * tn.subtract([5, 7], 2).arraySync(); // => [ 3, 5 ]
 */
export const subtract = binary('subtract', numeric, (s, x, y) => s.sub(x, y));

/**
 * x · y, elementwise with broadcasting. Integers wrap.
 * @example
 * tn.multiply([1, 2], [3, 4]).arraySync(); // => [ 3, 8 ]
 */
export const multiply = binary('multiply', numeric, (s, x, y) => s.mul(x, y));

/** Two operands of one dtype; the result is floating. */
export interface QuotientCall {
  (x: Values, y: Values): Tensor<'float32'>;
  <D extends NumericDType>(x: Values, y: TensorLike<D>): Tensor<QuotientDType<D>>;
  <D extends NumericDType>(x: TensorLike<D>, y: Operand<NoInfer<D>>): Tensor<QuotientDType<D>>;
}

function quotient<const Name extends string>(
  name: Name,
  program: (s: ScalarBuilder, x: Scalar, y: Scalar) => Scalar,
) {
  return elementwise(name, {
    inputs: ['x', 'y'],
    dtypes: numeric,
    call: signature<QuotientCall>(),
    program: (s, { x, y }) => program(s, dividend(s, x), dividend(s, y)),
  });
}

/**
 * x / y, elementwise with broadcasting. Integers of up to 16 bits give float32, wider ones float64.
 * @example
 * const x = tn.constant([7, 8], 'int32');
 * const y = tn.divide(x, 2);
 * console.log(y.dtype, y.arraySync()); // => float64 [ 3.5, 4 ]
 */
export const divide = quotient('divide', (s, x, y) => s.div(x, y));

/**
 * Another name of `divide`.
 * @example
 * tn.truediv(1, 4).item(); // => 0.25
 */
export const truediv = quotient('truediv', (s, x, y) => s.div(x, y));

/**
 * x / y, but 0 where y is 0. Integers as in `divide`.
 * @example
 * tn.divideNoNan([3, 3], [0, 2]).arraySync(); // => [ 0, 1.5 ]
 */
export const divideNoNan = quotient('divideNoNan', quotientOrZero);

/**
 * x · y, but 0 where y is 0, even if x is infinite or NaN.
 * @example
 * tn.multiplyNoNan([NaN, 2], [0, 3]).arraySync(); // => [ 0, 6 ]
 */
export const multiplyNoNan = elementwise('multiplyNoNan', {
  inputs: ['x', 'y'],
  dtypes: floating,
  call: signature<BinaryCall<FloatingDType>>(),
  program: (s, { x, y }) => s.select(s.equal(y, 0), 0, s.mul(x, y)),
  // Each factor of the product rule is such a product too (math_grad.py): the slope by y is x, also where y is 0.
  tangent: (s, { x, y }, _product, tangents) => {
    const byX = tangents.x && productOrZero(s, tangents.x, y);
    const byY = tangents.y && productOrZero(s, x, tangents.y);
    return byX && byY ? s.add(byX, byY) : (byX ?? byY);
  },
});

/**
 * ⌊x / y⌋, elementwise with broadcasting: division rounded toward −∞.
 * @throws InvalidArgumentError if an integer is divided by 0.
 * @example
 * tn.floordiv([7, -7], 2).arraySync(); // => [ 3, -4 ]
 */
export const floordiv = binary('floordiv', numeric, (s, x, y) => s.floorDiv(x, y));

/**
 * The remainder of `floordiv`, which has y's sign: x − y·⌊x / y⌋.
 * @throws InvalidArgumentError if an integer is divided by 0.
 * @example
 * tn.floormod([7, -7], 3).arraySync(); // => [ 1, 2 ]
 */
export const floormod = binary('floormod', numeric, (s, x, y) => s.floorMod(x, y));

/**
 * Another name of `floormod`.
 * @throws InvalidArgumentError if an integer is divided by 0.
 * @example
 * tn.mod(-1, 4).item(); // => 3
 */
export const mod = binary('mod', numeric, (s, x, y) => s.floorMod(x, y));

/**
 * x / y rounded toward 0.
 * @throws InvalidArgumentError if an integer is divided by 0.
 * @example
 * tn.truncatediv([7, -7], 2).arraySync(); // => [ 3, -3 ]
 */
export const truncatediv = binary('truncatediv', numeric, (s, x, y) =>
  isFloating(x.dtype) ? s.trunc(s.div(x, y)) : s.truncDiv(x, y),
);

/**
 * The remainder of `truncatediv`, which has x's sign (C's `%` and `fmod`).
 * @throws InvalidArgumentError if an integer is divided by 0.
 * @example
 * tn.truncatemod([7, -7], 3).arraySync(); // => [ 1, -1 ]
 */
export const truncatemod = binary('truncatemod', numeric, (s, x, y) => s.truncMod(x, y));

/**
 * −x. The lowest integer of a dtype stays itself.
 * @example
 * tn.negative([1, -2]).arraySync(); // => [ -1, 2 ]
 */
export const negative = unary('negative', signed, (s, x) => s.neg(x));

/**
 * |x|. The lowest integer of a dtype stays itself; the gradient at 0 is 0.
 * @example
 * tn.abs([-1.5, 2]).arraySync(); // => [ 1.5, 2 ]
 */
export const abs = unary('abs', signed, (s, x) => s.abs(x));

/**
 * −1, 0 or 1, as x is negative, zero or positive; NaN for NaN. Its gradient is 0.
 * @example
 * tn.sign([-3, 0, 0.5]).arraySync(); // => [ -1, 0, 1 ]
 */
export const sign = unary('sign', signed, (s, x) => s.sign(x));

/**
 * x². Integers wrap.
 * @example
 * tn.square([2, -3]).arraySync(); // => [ 4, 9 ]
 */
export const square = unary('square', numeric, (s, x) => s.mul(x, x));

/**
 * (x − y)², elementwise with broadcasting. Integers wrap.
 * @example
 * tn.squaredDifference([1, 5], 3).arraySync(); // => [ 4, 4 ]
 */
export const squaredDifference = binary('squaredDifference', numeric, (s, x, y) => {
  const difference = s.sub(x, y);
  return s.mul(difference, difference);
});

/**
 * 1 / x.
 * @example
 * tn.reciprocal([2, 4]).arraySync(); // => [ 0.5, 0.25 ]
 */
export const reciprocal = unary('reciprocal', floating, (s, x) => s.div(1, x));

/**
 * 1 / x, but 0 where x is 0.
 * @example
 * tn.reciprocalNoNan([2, 0]).arraySync(); // => [ 0.5, 0 ]
 */
export const reciprocalNoNan = unary('reciprocalNoNan', floating, (s, x) =>
  quotientOrZero(s, s.constant(1, x.dtype), x),
);

/**
 * xʸ, elementwise with broadcasting. The gradient for y is 0 where x ≤ 0, since there is no real one.
 * @throws InvalidArgumentError if an integer is raised to a negative power.
 * @example
 * tn.pow([2, 9], [3, 0.5]).arraySync(); // => [ 8, 3 ]
 */
export const pow = binary('pow', numeric, (s, x, y) => s.pow(x, y));

/**
 * The greater of x and y; NaN if either is. Where they are equal the gradient goes to x.
 * @example
 * tn.maximum([1, 5], 3).arraySync(); // => [ 3, 5 ]
 */
export const maximum = binary('maximum', numeric, (s, x, y) => s.max(x, y));

/**
 * The lesser of x and y; NaN if either is. Where they are equal the gradient goes to x.
 * @example
 * tn.minimum([1, 5], 3).arraySync(); // => [ 1, 3 ]
 */
export const minimum = binary('minimum', numeric, (s, x, y) => s.min(x, y));

/**
 * The number of the dtype that is next to x1 in the direction of x2.
 * @example
 * tn.nextafter(1, 2).item(); // => 1.0000001192092896
 */
export const nextafter = elementwise('nextafter', {
  inputs: ['x1', 'x2'],
  dtypes: floating,
  call: signature<BinaryCall<FloatingDType>>(),
  program: (s, { x1, x2 }) => s.nextAfter(x1, x2),
});

/**
 * The sum of tensors of one shape and dtype; they do not broadcast.
 * @throws InvalidArgumentError if the list is empty or the shapes differ.
 * @example
 * tn.addN([tn.constant([1, 2]), tn.constant([3, 4]), tn.constant([5, 6])]).arraySync(); // => [ 9, 12 ]
 */
export const addN = composite('addN', {
  inputs: ['...inputs'],
  dtypes: numeric,
  call: signature<
    <const List extends readonly Operand<NumericDType>[]>(
      inputs: List & OneDType<List>,
    ) => Tensor<DTypeOfList<List>>
  >(),
  lower: ({ inputs: [first, ...rest] }) => {
    if (!first)
      throw new InvalidArgumentError('addN: the list of inputs is empty; give at least one tensor.');
    const stranger = rest.find(({ shape }) => !sameShape(shape, first.shape));
    if (stranger) {
      throw new InvalidArgumentError(
        `addN: inputs of shapes ${formatShape(first.shape)} and ${formatShape(stranger.shape)}; all must have one ` +
          'shape. To broadcast use add.',
      );
    }
    const [second, ...others] = rest;
    return second ? others.reduce((sum, next) => add(sum, next), add(first, second)) : alias(first);
  },
});

/**
 * x times a scalar.
 * @throws InvalidArgumentError if `scalar` has axes.
 * @example
 * tn.scalarMul(3, tn.constant([1, 2])).arraySync(); // => [ 3, 6 ]
 */
export const scalarMul = composite('scalarMul', {
  inputs: ['scalar', 'x'],
  dtypes: numeric,
  call: signature<BinaryCall<NumericDType>>(),
  lower: ({ scalar, x }) => {
    if (scalar.rank !== 0) {
      throw new InvalidArgumentError(
        `scalarMul: 'scalar' must have no axes, got shape ${formatShape(scalar.shape)}. To broadcast use multiply.`,
      );
    }
    return multiply(scalar, x);
  },
});
