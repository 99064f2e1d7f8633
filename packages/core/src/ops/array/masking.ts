/**
 * @file Slices chosen by a mask. How many there are depends on its values, so these functions read it: asynchronously,
 * or at once (`…Sync`) where the device can. They are functions rather than ops, and cannot be traced by `jit`; the
 * gathering that they end in is an op, and differentiable.
 */

import type { DType } from '../../dtype/index.ts';
import { InvalidArgumentError } from '../../errors/index.ts';
import { tidy } from '../../runtime/index.ts';
import { formatShape, normalizeAxis, type Shape, sameShape, sizeOf } from '../../shape/index.ts';
import { isTensorLike, type Tensor } from '../../tensor/index.ts';
import { type Operand, toTensor } from '../define/index.ts';
import { gather } from './gather.ts';
import { reshape } from './layout.ts';

export interface BooleanMaskOptions {
  /** The first axis of the tensor that the mask lies along; 0 by default. */
  readonly axis?: number | null;
}

/**
 * The slices of a tensor where a mask of its leading axes (or of those from `axis` on) is true, along one axis in place
 * of the masked ones. Differentiable in the tensor.
 * @throws InvalidArgumentError if the mask is a scalar or has not the lengths of the axes it lies along.
 * @example
 * const kept = await tn.booleanMask([[1, 2], [3, 4], [5, 6]], [true, false, true]);
 * kept.arraySync(); // => [ [ 1, 2 ], [ 5, 6 ] ]
 */
export async function booleanMask<D extends DType>(
  tensor: Operand<D>,
  mask: Operand<'bool'>,
  axis?: number | null | BooleanMaskOptions,
): Promise<Tensor<D>> {
  const condition = toTensor(mask, 'booleanMask', 'bool');
  try {
    return masked(tensor, condition.shape, await condition.data(), axis);
  } finally {
    if (!isTensorLike(mask)) condition.dispose();
  }
}

/**
 * The same as `booleanMask`, at once.
 * @throws UnimplementedError on a device that cannot read synchronously.
 */
export function booleanMaskSync<D extends DType>(
  tensor: Operand<D>,
  mask: Operand<'bool'>,
  axis?: number | null | BooleanMaskOptions,
): Tensor<D> {
  const condition = toTensor(mask, 'booleanMaskSync', 'bool');
  try {
    return masked(tensor, condition.shape, condition.dataSync(), axis);
  } finally {
    if (!isTensorLike(mask)) condition.dispose();
  }
}

function masked<D extends DType>(
  operand: Operand<D>,
  mask: Shape,
  values: ArrayLike<number | bigint>,
  axis: number | null | undefined | BooleanMaskOptions,
): Tensor<D> {
  return tidy(() => {
    const tensor = toTensor(operand, 'booleanMask') as Tensor<D>;
    const given = typeof axis === 'object' ? axis?.axis : axis;
    const first = normalizeAxis(given ?? 0, tensor.rank, 'booleanMask');
    const { shape } = tensor;
    if (mask.length === 0 || !sameShape(mask, shape.slice(first, first + mask.length))) {
      throw new InvalidArgumentError(
        `booleanMask: the mask of shape ${formatShape(mask)} must have at least one axis, and the lengths that the tensor of shape ` +
          `${formatShape(shape)} has from axis ${first} on.`,
      );
    }
    const flat = reshape(tensor, [
      ...shape.slice(0, first),
      sizeOf(mask),
      ...shape.slice(first + mask.length),
    ]);
    return gather(flat, new Int32Array(truePositions(values)), first);
  });
}

/** The row-major positions of the values that are not 0; NaN is not 0. */
function truePositions(values: ArrayLike<number | bigint>): readonly number[] {
  const positions: number[] = [];
  for (let i = 0; i < values.length; i++) if (Number(values[i]) !== 0) positions.push(i);
  return positions;
}
