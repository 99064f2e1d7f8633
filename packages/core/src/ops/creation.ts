/**
 * @file Tensors from values, and tensors filled by rule.
 */

import type { DType } from '../dtype/index.ts';
import { InvalidArgumentError } from '../errors/index.ts';
import { currentDevice, tensorFromEncoded } from '../runtime/index.ts';
import { formatShape, resolveShape, type Shape, sizeOf } from '../shape/index.ts';
import { encodeValues, type Tensor, type Values } from '../tensor/index.ts';
import { broadcastTo, reshape } from './layout.ts';

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
): Tensor<D> {
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
  if (tensor.size === 1) return broadcastTo(reshape(tensor, []), shape);
  if (tensor.size !== sizeOf(shape)) {
    throw new InvalidArgumentError(
      `constant: ${tensor.size} values of shape ${formatShape(tensor.shape)} do not fill shape ${formatShape(shape)}.`,
    );
  }
  return reshape(tensor, resolveShape(shape, tensor.size, 'constant'));
}
