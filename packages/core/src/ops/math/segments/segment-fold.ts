/**
 * @file Folding slices by segment: the one call of the `scatter` kernel that all segment ops are made of.
 *
 * A negative id drops its slice, on every device. Kernels know only valid places, so what is dropped goes to an extra
 * place behind the last segment, which the result does not show.
 */

import type { ScatterKind } from '../../../backend/index.ts';
import { type IndexDType, indexTypes, type NumericDType, numeric } from '../../../dtype/index.ts';
import { InvalidArgumentError } from '../../../errors/index.ts';
import { broadcastView } from '../../../runtime/index.ts';
import type { Shape } from '../../../shape/index.ts';
import type { Tensor } from '../../../tensor/index.ts';
import { constantBeside } from '../../array/constant-beside.ts';
import { slice } from '../../array/indexing.ts';
import { expandDims } from '../../array/layout.ts';
import { elementwise, kernelOp, required, signature } from '../../define/index.ts';

/** The place of a segment: itself; behind the last if it is negative; behind that if there is no such segment. */
const placeOf = elementwise('segmentPlace', {
  inputs: ['id', 'count'],
  dtypes: indexTypes,
  call: signature<<D extends IndexDType>(id: Tensor<D>, count: number) => Tensor<D>>(),
  program: (s, { id, count }) =>
    s.select(s.less(id, 0), count, s.select(s.greaterEqual(id, count), s.add(id, 1), id)),
});

const foldToPlaces = kernelOp('segmentFold', {
  inputs: ['data', 'places', 'initial'],
  dtypes: { data: numeric, places: indexTypes, initial: 'data' },
  attrs: { kind: required<ScatterKind>(), count: required<number>() },
  call: signature<
    <D extends NumericDType>(
      data: Tensor<D>,
      places: Tensor<IndexDType>,
      initial: Tensor<D>,
      attrs: { readonly kind: ScatterKind; readonly count: number },
    ) => Tensor<D>
  >(),
  notDifferentiable: 'the op that it is a part of has a rule',
  kernel: 'scatter',
  infer: ({ data, places }, { count }) => ({
    dtype: data.dtype,
    shape: [count + 1, ...data.shape.slice(places.shape.length - 1)],
  }),
  run: (kernels, { data, places, initial }, [output], { kind, count }) => {
    try {
      kernels.scatter(kind, broadcastView(initial, output.shape, 'segmentFold'), places, data, output);
    } catch (error) {
      if (!(error instanceof InvalidArgumentError)) throw error;
      throw new InvalidArgumentError(`a segment id is not below the number of segments, ${count}.`, {
        cause: error,
      });
    }
  },
});

/**
 * Folds the slices of `data` that `segmentIds`, which has its leading axes, assigns to each of `count` segments.
 * @param initial What every segment starts from.
 * @returns Of shape [count, …slice].
 */
export function foldSegments<D extends NumericDType>(
  data: Tensor<D>,
  segmentIds: Tensor<IndexDType>,
  count: number,
  kind: ScatterKind,
  initial: number | bigint,
): Tensor<D> {
  const places = expandDims(placeOf(segmentIds, count), -1);
  const start = constantBeside(data, initial, data.dtype, 'segmentFold');
  const folded = foldToPlaces(data, places, start, { kind, count });
  const shape: Shape = [count, ...folded.shape.slice(1)];
  return slice(
    folded,
    shape.map(() => 0),
    shape,
  );
}
