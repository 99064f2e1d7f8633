/**
 * @file The gradient of gathering: the upstream's slices added up where they came from.
 */

import { coordinateAlong } from '../../ops/array/coordinate.ts';
import { gatherNd } from '../../ops/array/gather.ts';
import { concat } from '../../ops/array/joining.ts';
import { scatterNd } from '../../ops/array/scatter.ts';
import type { Tensor } from '../../tensor/index.ts';
import { gradientOf } from '../rule.ts';

export const gatherNdGradient = gradientOf(gatherNd, {
  saves: ['indices'],
  linear: ['params'],
  rule: ({ params, indices }, { batchDims }, dy) => ({
    params: () => scatterNd(withBatchCoordinates(indices, batchDims), dy, params.shape),
  }),
});

/** Rows of indices that address whole slices: their place along each batch axis put before them. */
function withBatchCoordinates(indices: Tensor<'int32' | 'int64'>, batchDims: number) {
  if (batchDims === 0) return indices;
  const shape = [...indices.shape.slice(0, -1), 1];
  const batch = Array.from({ length: batchDims }, (_, axis) =>
    coordinateAlong(axis, shape, indices.dtype, indices),
  );
  return concat([...batch, indices], -1);
}
