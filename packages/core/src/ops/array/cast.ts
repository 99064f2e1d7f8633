/**
 * @file Changing a tensor's dtype: by value, by value with saturation, and by bits.
 */

import { anyDType, byteWidth, type DType, isDType, type NumericDType, numeric } from '../../dtype/index.ts';
import { InvalidArgumentError } from '../../errors/index.ts';
import { formatShape } from '../../shape/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import {
  composite,
  elementwise,
  keptAxesView,
  kernelOp,
  type Operand,
  required,
  signature,
} from '../define/index.ts';
import { joinedPiece, splitPiece, unsignedOfWidth } from '../math/expressions/bit-pieces.ts';
import { saturationLimits } from '../math/expressions/saturation.ts';
import { alias, broadcastTo, expandDims } from './layout.ts';

function checkDType(op: string, dtype: DType): void {
  if (!isDType(dtype)) throw new InvalidArgumentError(`${op}: '${dtype}' is not a dtype.`);
}

const castElements = elementwise('cast', {
  inputs: ['x'],
  dtypes: anyDType,
  attrs: { dtype: required<DType>() },
  call: signature<(x: Tensor, dtype: DType) => Tensor>(),
  program: (s, { x }, { dtype }) => s.cast(x, dtype),
});

/**
 * The elements in another dtype. To a float: the nearest number. From a float to an integer: toward 0; what the integer
 * cannot hold, and NaN, becomes what the table of scalar operations says, so use `saturateCast` where that may happen.
 * Between integers: wraps. To bool: whether it is not 0. Differentiable between floats.
 * @throws InvalidArgumentError if `dtype` is none.
 * @example
 * const x = tn.cast([1.9, -1.9], 'int32');
 * console.log(x.dtype, x.arraySync()); // => int32 [ 1, -1 ]
 */
export const cast = composite('cast', {
  inputs: ['x'],
  dtypes: anyDType,
  attrs: { dtype: required<DType>() },
  call: signature<<D extends DType>(x: Operand, dtype: D) => Tensor<D>>(),
  // A derived gradient would have the dtype of the output.
  gradient: 'rule',
  infer: ({ x: { shape } }, { dtype }) => ({ dtype, shape }),
  lower: ({ x }, { dtype }) => {
    checkDType('cast', dtype);
    return x.dtype === dtype ? alias(x) : castElements(x, dtype);
  },
});

const clampTo = elementwise('saturateCast', {
  inputs: ['value'],
  dtypes: numeric,
  attrs: { dtype: required<NumericDType>() },
  call: signature<(value: Tensor<NumericDType>, dtype: NumericDType) => Tensor<NumericDType>>(),
  program: (s, { value }, { dtype }) => {
    // The class of `value` is numeric.
    const { low, high } = saturationLimits(value.dtype as NumericDType, dtype);
    return s.max(s.min(value, s.constant(high, value.dtype)), s.constant(low, value.dtype));
  },
});

/**
 * The elements in another dtype, those that it cannot hold brought to its nearest finite limit first (the nearest that
 * the dtype of `value` can express too). NaN is not changed before the cast.
 * @throws InvalidArgumentError if `dtype` is not numeric.
 * @example
 * tn.saturateCast([-5, 100, 1000], 'uint8').arraySync(); // => [ 0, 100, 255 ]
 */
export const saturateCast = composite('saturateCast', {
  inputs: ['value'],
  dtypes: numeric,
  attrs: { dtype: required<NumericDType>() },
  call: signature<<D extends NumericDType>(value: Operand<NumericDType>, dtype: D) => Tensor<D>>(),
  infer: ({ value: { shape } }, { dtype }) => ({ dtype, shape }),
  lower: ({ value }, { dtype }) => {
    if (!numeric.members.includes(dtype)) {
      throw new InvalidArgumentError(`saturateCast: dtype must be numeric, got '${dtype}'.`);
    }
    return cast(clampTo(value, dtype), dtype);
  },
});

const reinterpret = elementwise('bitcast', {
  inputs: ['input'],
  dtypes: numeric,
  attrs: { type: required<NumericDType>() },
  call: signature<(input: Tensor, type: NumericDType) => Tensor>(),
  program: (s, { input }, { type }) => s.bitcast(input, type),
});

/** The pieces of each element in a narrower dtype; the pieces lie along the last axis, over which the input repeats. */
const splitBits = elementwise('bitcast', {
  inputs: ['input'],
  dtypes: numeric,
  attrs: { type: required<NumericDType>(), axis: required<number>() },
  call: signature<(input: Tensor, type: NumericDType, axis: number) => Tensor>(),
  program: (s, { input }, { type, axis }) => splitPiece(s, input, type, axis),
});

/** The elements of a wider unsigned dtype whose pieces lie along the last axis: the sum of the shifted pieces. */
const joinBits = kernelOp('bitcast', {
  inputs: ['input'],
  dtypes: numeric,
  attrs: { type: required<NumericDType>() },
  call: signature<(input: Tensor, type: NumericDType) => Tensor>(),
  notDifferentiable: 'the bits of a number have no slope',
  kernel: 'reduce',
  infer: ({ input: { shape } }, { type }) => ({ dtype: unsignedOfWidth(type), shape: shape.slice(0, -1) }),
  run: (kernels, { input }, [output], { type }) => {
    const axis = input.rank - 1;
    const program = joinedPiece(input.dtype, type, axis);
    kernels.reduce('sum', program, [input], [axis], keptAxesView(output, input.shape, [axis]));
  },
});

/**
 * The same bits read as another dtype. A narrower dtype adds a last axis for the pieces of each element, lowest bits
 * first; for a wider one the last axis must hold exactly the pieces of an element, and goes. No gradient.
 * @throws InvalidArgumentError if `type` is not numeric, or the last axis does not fit a wider one.
 * @example
 * tn.bitcast(tn.constant(1), 'uint32').item(); // => 1065353216
 * tn.bitcast(tn.constant(1), 'uint8').arraySync(); // => [ 0, 0, 128, 63 ]
 */
export const bitcast = composite('bitcast', {
  inputs: ['input'],
  dtypes: numeric,
  attrs: { type: required<NumericDType>() },
  call: signature<<D extends NumericDType>(input: Operand<NumericDType>, type: D) => Tensor<D>>(),
  notDifferentiable: 'the bits of a number have no slope',
  lower: ({ input }, { type }) => {
    if (!numeric.members.includes(type)) {
      throw new InvalidArgumentError(`bitcast: type must be numeric, got '${type}'.`);
    }
    const pieces = byteWidth(input.dtype) / byteWidth(type);
    if (pieces === 1) return input.dtype === type ? alias(input) : reinterpret(input, type);
    if (pieces > 1) {
      return splitBits(broadcastTo(expandDims(input, -1), [...input.shape, pieces]), type, input.rank);
    }
    if (input.shape[input.rank - 1] !== 1 / pieces) {
      throw new InvalidArgumentError(
        `bitcast: one ${type} is made of ${1 / pieces} elements of ${input.dtype} along the last axis, got shape ` +
          `${formatShape(input.shape)}.`,
      );
    }
    const joined = joinBits(input, type);
    return joined.dtype === type ? joined : reinterpret(joined as Tensor<NumericDType>, type);
  },
});
