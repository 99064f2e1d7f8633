/**
 * @file Gradients of the unsorted segment ops: what came from a segment goes back to all of its slices, and 0 to
 * slices that were dropped.
 */

import type { IndexDType } from '../../dtype/index.ts';
import { cast } from '../../ops/array/cast.ts';
import { zeroBeside } from '../../ops/array/constant-beside.ts';
import { gather } from '../../ops/array/gather.ts';
import { broadcastTo, reshape } from '../../ops/array/layout.ts';
import { where } from '../../ops/array/selection.ts';
import { divide, maximum, multiply } from '../../ops/math/arithmetic.ts';
import { equal, greater, greaterEqual } from '../../ops/math/comparison.ts';
import { logicalAnd } from '../../ops/math/logical.ts';
import { narrow, widen } from '../../ops/math/reducing/working-precision.ts';
import {
  unsortedSegmentMax,
  unsortedSegmentMin,
  unsortedSegmentProd,
  unsortedSegmentSum,
} from '../../ops/math/segment.ts';
import type { Shape } from '../../shape/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { type Gradient, gradientOf } from '../rule.ts';

/** Whether each slice was kept, in a shape that broadcasts with data of a rank. */
function isKept(ids: Tensor<IndexDType>, rank: number): Tensor<'bool'> {
  return reshape(greaterEqual(ids, 0), [...ids.shape, ...new Array<number>(rank - ids.rank).fill(1)]);
}

/** Gives each slice what its segment has, and 0 to a dropped one. `shape` is that of the data. */
function spread(values: Tensor, ids: Tensor<IndexDType>, shape: Shape): Gradient {
  const perSegment = values as Gradient;
  // Where there is no segment every slice was dropped, and there is nothing to gather from.
  if (values.shape[0] === 0) return broadcastTo(zeroBeside(perSegment, 'gradient'), shape);
  return where(isKept(ids, shape.length), gather(perSegment, maximum(ids, 0)), 0);
}

export const unsortedSegmentSumGradient = gradientOf(unsortedSegmentSum, {
  saves: ['segmentIds'],
  linear: ['data'],
  rule: ({ data, segmentIds }, _attrs, dy) => ({ data: () => spread(dy, segmentIds, data.shape) }),
});

/**
 * The product of the other slices of the segment. Without zeros that is the segment's product over the slice's own
 * element; an only zero gets the product of the rest; two zeros leave nothing but 0.
 */
export const unsortedSegmentProdGradient = gradientOf(unsortedSegmentProd, {
  saves: ['data', 'segmentIds', 'output'],
  rule: ({ data, segmentIds: ids }, { numSegments }, dy, { outputs }) => ({
    data: () => {
      const x = data as Gradient;
      const isZero = equal(x, 0);
      const zeros = unsortedSegmentSum(cast(isZero, 'int32'), ids, numSegments);
      const nonzero = where(isZero, 1, x);
      const productOfRest = unsortedSegmentProd(nonzero, ids, numSegments);
      const others = where(
        isZero,
        spread(productOfRest, ids, x.shape),
        divide(spread(outputs[0] as Tensor, ids, x.shape), nonzero),
      );
      return multiply(spread(where(greater(zeros, 1), 0, dy), ids, x.shape), others);
    },
  }),
});

/** The gradient of an extremum, shared equally among the slices' elements that attain it. */
function sharedAmongTies(
  data: Tensor,
  ids: Tensor<IndexDType>,
  numSegments: number,
  extremes: Tensor,
  dy: Gradient,
): Gradient {
  const attains = logicalAnd(
    equal(data as Gradient, spread(extremes, ids, data.shape)),
    isKept(ids, data.rank),
  );
  const upstream = widen(dy);
  const counts = unsortedSegmentSum(cast(attains, upstream.dtype), ids, numSegments);
  // In an empty segment nothing attains the extreme; 0 / 0 would go on into a second gradient.
  const share = divide(upstream, maximum(counts, 1));
  return where(attains, narrow(spread(share, ids, data.shape), dy.dtype), 0);
}

export const unsortedSegmentMinGradient = gradientOf(unsortedSegmentMin, {
  saves: ['data', 'segmentIds', 'output'],
  rule: ({ data, segmentIds }, { numSegments }, dy, { outputs }) => ({
    data: () => sharedAmongTies(data, segmentIds, numSegments, outputs[0] as Tensor, dy),
  }),
});

export const unsortedSegmentMaxGradient = gradientOf(unsortedSegmentMax, {
  saves: ['data', 'segmentIds', 'output'],
  rule: ({ data, segmentIds }, { numSegments }, dy, { outputs }) => ({
    data: () => sharedAmongTies(data, segmentIds, numSegments, outputs[0] as Tensor, dy),
  }),
});
