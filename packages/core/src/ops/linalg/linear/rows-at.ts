/**
 * @file Permuting the rows of matrices, as pivoting does.
 */

import type { IndexDType } from '../../../dtype/index.ts';
import { broadcastShapes, type Shape, sameShape } from '../../../shape/index.ts';
import type { Tensor } from '../../../tensor/index.ts';
import { gather } from '../../array/gather.ts';
import { broadcastTo } from '../../array/layout.ts';
import type { MatrixDType } from './matrices.ts';

/** The rows of matrices in the order of permutations; the batch axes of both broadcast. */
export function rowsAt<D extends MatrixDType>(matrices: Tensor<D>, rows: Tensor<IndexDType>): Tensor<D> {
  const batch = broadcastShapes([matrices.shape.slice(0, -2), rows.shape.slice(0, -1)], 'rows');
  return gather(withBatch(matrices, batch, 2), withBatch(rows, batch, 1), {
    axis: -2,
    batchDims: batch.length,
  });
}

/** Repeats the batch axes of a tensor; the last `kept` axes stay. */
function withBatch<T extends Tensor>(tensor: T, batch: Shape, kept: number): T {
  const shape = [...batch, ...tensor.shape.slice(tensor.rank - kept)];
  // A view has the dtype of what it looks at.
  return sameShape(shape, tensor.shape) ? tensor : (broadcastTo(tensor, shape) as unknown as T);
}
