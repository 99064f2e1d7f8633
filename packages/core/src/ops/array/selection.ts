/**
 * @file Choosing elements by a condition.
 */

import { anyDType, boolean, type DType } from '../../dtype/index.ts';
import { tensorFromEncoded } from '../../runtime/index.ts';
import type { Shape } from '../../shape/index.ts';
import { isTensorLike, type Tensor, type TensorLike, type Values } from '../../tensor/index.ts';
import { elementwise, type Operand, signature, toTensor } from '../define/index.ts';

export interface WhereCall {
  (condition: Operand<'bool'>, x: Values, y: Values): Tensor<'float32'>;
  <D extends DType>(condition: Operand<'bool'>, x: Values, y: TensorLike<D>): Tensor<D>;
  <D extends DType>(condition: Operand<'bool'>, x: TensorLike<D>, y: Operand<NoInfer<D>>): Tensor<D>;
}

/**
 * x where the condition is true, y elsewhere; the three broadcast. A gradient flows only into what was chosen, whatever
 * the other element is: also where it is infinite or NaN. The gradient of an expression that computed the other element
 * can still be NaN, as in TensorFlow, since 0 · ∞ is: guard its operand too.
 * For the form with a condition alone see `whereIndices`.
 * @example
 * tn.where([true, false], [1, 2], [[10], [20]]).arraySync(); // => [ [ 1, 10 ], [ 1, 20 ] ]
 */
export const where = elementwise('where', {
  inputs: ['condition', 'x', 'y'],
  dtypes: { condition: boolean, x: anyDType, y: 'x' },
  call: signature<WhereCall>(),
  program: (s, { condition, x, y }) => s.select(condition, x, y),
});

/**
 * The coordinates of the elements that are true (or not 0), in row-major order: int64 of shape [count, rank]. This is
 * TensorFlow's `tf.where(condition)`; it is asynchronous because its shape depends on values.
 * @example
 * const at = await tn.whereIndices([[true, false], [true, true]]);
 * console.log(at.arraySync()); // => [ [ 0n, 0n ], [ 1n, 0n ], [ 1n, 1n ] ]
 */
export async function whereIndices(condition: Operand): Promise<Tensor<'int64'>> {
  const tensor = toTensor(condition, 'whereIndices');
  try {
    return coordinatesWhere(tensor, await tensor.data(), 'whereIndices');
  } finally {
    if (!isTensorLike(condition)) tensor.dispose();
  }
}

/**
 * The same as `whereIndices`, at once.
 * @throws UnimplementedError on a device that cannot read synchronously.
 * @example
 * tn.whereIndicesSync([0, 2, 3]).arraySync(); // => [ [ 1n ], [ 2n ] ]
 */
export function whereIndicesSync(condition: Operand): Tensor<'int64'> {
  const tensor = toTensor(condition, 'whereIndicesSync');
  try {
    return coordinatesWhere(tensor, tensor.dataSync(), 'whereIndicesSync');
  } finally {
    if (!isTensorLike(condition)) tensor.dispose();
  }
}

/** The coordinates of the elements that are not 0, as a tensor on the device of the condition. */
function coordinatesWhere(
  { shape, storage }: Tensor,
  values: ArrayLike<number | bigint>,
  context: string,
): Tensor<'int64'> {
  const positions = Array.from(values).flatMap((value, position) => (Number(value) === 0 ? [] : [position]));
  const coordinates = BigInt64Array.from(
    positions.flatMap((position) => coordinatesOf(position, shape)),
    BigInt,
  );
  const encoded = {
    dtype: 'int64',
    shape: [positions.length, shape.length],
    bytes: new Uint8Array(coordinates.buffer),
  } as const;
  // The encoding is int64.
  return tensorFromEncoded(storage.device, encoded, context) as Tensor<'int64'>;
}

/** The coordinates of the element at a row-major position. */
function coordinatesOf(position: number, shape: Shape): number[] {
  const coordinates: number[] = [];
  let rest = position;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const length = shape[axis] as number;
    coordinates.unshift(rest % length);
    rest = Math.floor(rest / length);
  }
  return coordinates;
}
