/**
 * @file Rows of a table by id.
 */

import { type FloatingDType, floating, type IndexDType, indexTypes } from '../../dtype/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { gather } from '../array/gather.ts';
import { composite, type Operand, signature } from '../define/index.ts';
import { clipByNorm } from '../math/clip.ts';

/** What `embeddingLookup` takes after its operands. */
export interface EmbeddingOptions {
  /** The Euclidean norm that a longer row is scaled to; none by default. */
  readonly maxNorm?: number | null;
}

/**
 * The rows of `params` whose numbers are `ids`; a row longer than `maxNorm` is scaled to it. The gradient adds up in
 * rows that are looked up more than once.
 * @throws InvalidArgumentError if an id is out of range, on a device that can throw.
 * @example
 * tn.embeddingLookup([[1, 2], [3, 4]], [1, 1, 0]).arraySync(); // => [ [ 3, 4 ], [ 3, 4 ], [ 1, 2 ] ]
 */
export const embeddingLookup = composite('embeddingLookup', {
  inputs: ['params', 'ids'],
  dtypes: { params: floating, ids: indexTypes },
  attrs: { maxNorm: null as number | null },
  call: signature<
    <D extends FloatingDType>(
      params: Operand<D>,
      ids: Operand<IndexDType>,
      maxNorm?: number | null | EmbeddingOptions,
    ) => Tensor<D>
  >(),
  lower: ({ params, ids }, { maxNorm }) => {
    const rows = gather(params, ids);
    if (maxNorm === null) return rows;
    const axesOfRow = Array.from({ length: rows.rank - ids.rank }, (_, axis) => ids.rank + axis);
    return clipByNorm(rows, maxNorm, axesOfRow);
  },
});
