/**
 * @file Tensors from values, and tensors filled with a value.
 */

import { anyDType, type DType, isDType } from '../../dtype/index.ts';
import { InvalidArgumentError } from '../../errors/index.ts';
import { currentDevice, scoped, type TensorSpec, tensorFromEncoded } from '../../runtime/index.ts';
import { buildProgram } from '../../scalar/index.ts';
import {
  broadcastLayout,
  checkShape,
  formatShape,
  resolveShape,
  type Shape,
  sizeOf,
} from '../../shape/index.ts';
import { encodeValues, isTensorLike, Tensor, type TensorLike, type Values } from '../../tensor/index.ts';
import { kernelOp, type Operand, required, signature, view } from '../define/index.ts';
import { withCall } from '../define/with-call.ts';
import { alias, broadcastTo, reshape } from './layout.ts';

/** What `constant` takes after the values. */
export interface ConstantOptions<D extends DType> {
  /** The dtype; by default float32 for numbers, bool for booleans, int64 for bigints, a typed array's own. */
  readonly dtype?: D;
  /** The shape; a single value is repeated to it. By default the nesting's. */
  readonly shape?: Shape;
}

/** What is inside nested arrays, to the depth that a literal is likely to have. */
type Leaf<V, Depth extends readonly unknown[] = []> = Depth['length'] extends 6
  ? V
  : V extends readonly (infer Item)[]
    ? Leaf<Item, [...Depth, unknown]>
    : V;

interface TypedArrayDTypes {
  readonly int8: Int8Array;
  readonly int16: Int16Array;
  readonly int32: Int32Array;
  readonly int64: BigInt64Array;
  readonly uint8: Uint8Array | Uint8ClampedArray;
  readonly uint16: Uint16Array;
  readonly uint32: Uint32Array;
  readonly uint64: BigUint64Array;
  readonly float32: Float32Array;
  readonly float64: Float64Array;
}

/** The dtype that values have without being told. */
export type InferredDType<V> =
  Leaf<V> extends infer Element
    ? [Element] extends [number]
      ? 'float32'
      : [Element] extends [boolean]
        ? 'bool'
        : [Element] extends [bigint]
          ? 'int64'
          : {
              [D in keyof TypedArrayDTypes]: [Element] extends [TypedArrayDTypes[D]] ? D : never;
            }[keyof TypedArrayDTypes]
    : DType;

/**
 * A tensor from numbers, booleans, bigints, typed arrays, or arrays of them nested to any depth.
 * @throws InvalidArgumentError if the values are ragged, mix kinds, do not fit the dtype or do not fill the shape.
 * @example
 * const x = tn.constant([[1, 2], [3, 4]], { dtype: 'int8' });
 * console.log(x.shape, x.dtype); // => [ 2, 2 ] int8
 */
export function constant<V extends Values, D extends DType = InferredDType<V>>(
  value: V,
  options?: D | ConstantOptions<D>,
  shape?: Shape,
): Tensor<NoInfer<D>> {
  const given = typeof options === 'object' ? options : { dtype: options, shape };
  const encoded = encodeValues(value, given.dtype, 'constant');
  // The encoding has the dtype that was asked for, or the one that the type infers by the same rule.
  const tensor: Tensor<DType> = tensorFromEncoded(currentDevice(), encoded, 'constant');
  if (given.shape === undefined) return tensor as Tensor<D>;
  try {
    return shaped(tensor, given.shape) as Tensor<D>;
  } finally {
    tensor.dispose();
  }
}

function shaped<D extends DType>(tensor: Tensor<D>, shape: Shape): Tensor<D> {
  if (tensor.size === 1) {
    return scoped(
      () => broadcastTo(reshape(tensor, []), shape),
      (result) => [result],
    );
  }
  if (tensor.size !== sizeOf(shape)) {
    throw new InvalidArgumentError(
      `constant: ${tensor.size} values of shape ${formatShape(tensor.shape)} do not fill shape ${formatShape(shape)}.`,
    );
  }
  return reshape(tensor, resolveShape(shape, tensor.size, 'constant'));
}

/**
 * A tensor from whatever can stand for one: a tensor is returned as it is, a variable gives its value, JavaScript
 * values become a constant.
 * @throws InvalidArgumentError if a tensor has another dtype than asked for.
 * @example
 * tn.convertToTensor([1, 2], 'int32').dtype; // => int32
 */
export function convertToTensor<D extends DType>(value: TensorLike<D>, dtype?: D | { dtype?: D }): Tensor<D>;
export function convertToTensor<V extends Values, D extends DType = InferredDType<V>>(
  value: V,
  dtype?: D | { dtype?: D },
): Tensor<NoInfer<D>>;
export function convertToTensor(value: Operand, dtype?: DType | { dtype?: DType }): Tensor {
  const expected = typeof dtype === 'object' ? dtype.dtype : dtype;
  if (!isTensorLike(value)) return constant(value, expected);
  // A variable's own tensor would be disposed with whatever is done to the result.
  const tensor = value instanceof Tensor ? value : alias(value);
  if (expected === undefined || tensor.dtype === expected) return tensor;
  throw new InvalidArgumentError(
    `convertToTensor: the tensor is ${tensor.dtype}, not ${expected}; dtypes are never converted implicitly. Use tn.cast.`,
  );
}

// `NoInfer`: what is expected of the result must not decide its dtype.
type ShapeCall = <D extends DType = 'float32'>(shape: Shape, dtype?: D | { dtype?: D }) => Tensor<NoInfer<D>>;
type LikeCall = {
  <D extends DType>(input: TensorLike, dtype: D | { dtype: D }): Tensor<D>;
  <D extends DType>(input: TensorLike<D>): Tensor<D>;
  <V extends Values>(input: V): Tensor<InferredDType<V>>;
};

/** The ops that fill a shape with one value. It is in the program, so nothing is read. */
function filledWith<const Name extends string>(name: Name, value: 0 | 1) {
  return kernelOp(name, {
    inputs: [],
    dtypes: anyDType,
    attrs: { shape: required<Shape>(), dtype: 'float32' as DType },
    call: signature<ShapeCall>(),
    notDifferentiable: 'it is constant',
    kernel: 'map',
    infer: (_inputs, { shape, dtype }) => checkedSpec(name, shape, dtype),
    run: (kernels, _inputs, [output]) => kernels.map(constantProgram(output.dtype, value), [], [output]),
  });
}

/** The same with the shape of an input, on its device. */
function filledLike<const Name extends string>(name: Name, value: 0 | 1) {
  return kernelOp(name, {
    inputs: ['input'],
    dtypes: anyDType,
    attrs: { dtype: null as DType | null },
    call: signature<LikeCall>(),
    notDifferentiable: 'it depends on the shape of the input only',
    kernel: 'map',
    infer: ({ input }, { dtype }) => checkedSpec(name, input.shape, dtype ?? input.dtype),
    run: (kernels, _inputs, [output]) => kernels.map(constantProgram(output.dtype, value), [], [output]),
  });
}

const constantProgram = (dtype: DType, value: 0 | 1) => buildProgram([], (s) => s.constant(value, dtype));

function checkedSpec(op: string, shape: Shape, dtype: DType): TensorSpec {
  checkShape(shape, op);
  if (!isDType(dtype)) throw new InvalidArgumentError(`${op}: '${dtype}' is not a dtype.`);
  return { shape, dtype };
}

/**
 * Zeros (`false` in bool) of a shape, in float32 unless told otherwise.
 * @throws InvalidArgumentError if a length is negative or no integer.
 * @example
 * tn.zeros([2, 2], 'int32').arraySync(); // => [ [ 0, 0 ], [ 0, 0 ] ]
 */
export const zeros = filledWith('zeros', 0);

/**
 * Ones (`true` in bool) of a shape, in float32 unless told otherwise.
 * @throws InvalidArgumentError if a length is negative or no integer.
 * @example
 * tn.ones([3]).arraySync(); // => [ 1, 1, 1 ]
 */
export const ones = filledWith('ones', 1);

/**
 * Zeros of the shape of a tensor, and of its dtype unless told otherwise.
 * @example
 * tn.zerosLike([1, 2]).arraySync(); // => [ 0, 0 ]
 */
export const zerosLike = filledLike('zerosLike', 0);

/**
 * Ones of the shape of a tensor, and of its dtype unless told otherwise.
 * @example
 * tn.onesLike([1, 2], 'bool').arraySync(); // => [ true, true ]
 */
export const onesLike = filledLike('onesLike', 1);

const fillView = view('fill', {
  inputs: ['value'],
  dtypes: anyDType,
  attrs: { dims: required<Shape>() },
  call: signature<<D extends DType>(value: Operand<D>, dims: Shape) => Tensor<D>>(),
  layout: (value, { dims }) => {
    checkShape(dims, 'fill');
    if (value.shape.length > 0)
      throw new InvalidArgumentError(
        `fill: the value must be a scalar, got shape ${formatShape(value.shape)}.`,
      );
    return broadcastLayout(value, dims, 'fill');
  },
});

/** The call of `fill`. */
export interface FillCall {
  <D extends DType>(dims: Shape, value: TensorLike<D>): Tensor<D>;
  <V extends number | bigint | boolean>(dims: Shape, value: V): Tensor<InferredDType<V>>;
}

/**
 * A tensor of a shape with one value everywhere.
 * @throws InvalidArgumentError if the value is no scalar, or a length is negative or no integer.
 * @example
 * tn.fill([2, 2], 9).arraySync(); // => [ [ 9, 9 ], [ 9, 9 ] ]
 */
export const fill = withCall(fillView, ((dims: Shape, value: Operand) => fillView(value, dims)) as FillCall);
