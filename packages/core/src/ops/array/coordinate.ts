/**
 * @file Coordinates as tensors: what index arithmetic inside a lowering starts from.
 */

import { type IndexDType, indexTypes } from '../../dtype/index.ts';
import type { Shape } from '../../shape/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { elementwise, required, signature } from '../define/index.ts';
import { constantBeside } from './constant-beside.ts';
import { broadcastTo } from './layout.ts';

/** At every element its coordinate along `axis`; the input gives only shape, dtype and device. */
const coordinate = elementwise('coordinate', {
  inputs: ['like'],
  dtypes: indexTypes,
  attrs: { axis: required<number>() },
  call: signature<<D extends IndexDType>(like: Tensor<D>, axis: number) => Tensor<D>>(),
  program: (s, { like }, { axis }) => s.cast(s.index(axis), like.dtype),
});

/** A tensor of `shape` that holds each element's coordinate along `axis`, on the device of `neighbour`. */
export function coordinateAlong<D extends IndexDType>(
  axis: number,
  shape: Shape,
  dtype: D,
  neighbour: Tensor,
): Tensor<D> {
  return coordinate(broadcastTo(constantBeside(neighbour, 0, dtype, 'coordinate'), shape), axis);
}
