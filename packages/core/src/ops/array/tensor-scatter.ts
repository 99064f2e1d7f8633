/**
 * @file What the ops that scatter updates into a tensor share: their definition, and the check of their shapes.
 */

import type { ScatterKind } from '../../backend/index.ts';
import { type DType, type DTypeClass, type IndexDType, indexTypes } from '../../dtype/index.ts';
import { InvalidArgumentError } from '../../errors/index.ts';
import { formatShape, type Shape, sameShape } from '../../shape/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { kernelOp, type Operand, signature } from '../define/index.ts';

export type TensorScatterCall<Allowed extends DType> = <D extends Allowed>(
  tensor: Operand<D>,
  indices: Operand<IndexDType>,
  updates: Operand<NoInfer<D>>,
) => Tensor<D>;

/** Defines an op that scatters: such ops differ only in what an update does to the value it meets. */
export function tensorScatter<const Name extends string, Allowed extends DType>(
  name: Name,
  kind: ScatterKind,
  dtypes: DTypeClass<Allowed>,
) {
  return kernelOp(name, {
    inputs: ['tensor', 'indices', 'updates'],
    dtypes: { tensor: dtypes, indices: indexTypes, updates: 'tensor' },
    call: signature<TensorScatterCall<Allowed>>(),
    kernel: 'scatter',
    infer: ({ tensor, indices, updates }) => {
      checkScatter(name, tensor.shape, indices.shape, updates.shape);
      return { dtype: tensor.dtype, shape: tensor.shape };
    },
    run: (kernels, { tensor, indices, updates }, [output]) =>
      kernels.scatter(kind, tensor, indices, updates, output),
  });
}

/**
 * Checks that updates have the shape of the slices that the indices address.
 * @throws InvalidArgumentError naming the shapes.
 */
export function checkScatter(op: string, shape: Shape, indices: Shape, updates: Shape): void {
  const depth = indices[indices.length - 1];
  if (depth !== undefined && depth <= shape.length) {
    const expected = [...indices.slice(0, -1), ...shape.slice(depth)];
    if (sameShape(updates, expected)) return;
    throw new InvalidArgumentError(
      `${op}: indices of shape ${formatShape(indices)} address slices of ${formatShape(shape)}, so updates must have shape ` +
        `${formatShape(expected)}, got ${formatShape(updates)}.`,
    );
  }
  throw new InvalidArgumentError(
    `${op}: rows of indices (their last axis) must address at most ${shape.length} axes of ${formatShape(shape)}, ` +
      `got indices of shape ${formatShape(indices)}.`,
  );
}
