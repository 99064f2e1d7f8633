/**
 * @file Folding slices by segment: `data[i]` belongs to segment `segmentIds[i]`.
 *
 * In the unsorted ops ids come in any order and may have several axes, the leading ones of `data`; negative ids drop
 * their slice. In the sorted ones they are an ascending vector, and the number of segments is one more than the last:
 * read from the device if `numSegments` does not say it. An id that is no segment throws where the device can tell.
 */

import {
  type DType,
  type FloatingDType,
  finfo,
  floating,
  type IndexDType,
  iinfo,
  indexTypes,
  isFloating,
  type NumericDType,
  numeric,
} from '../../dtype/index.ts';
import { InvalidArgumentError } from '../../errors/index.ts';
import { formatShape, type Shape, sameShape } from '../../shape/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { constantBeside } from '../array/constant-beside.ts';
import { broadcastTo, reshape } from '../array/layout.ts';
import { where } from '../array/selection.ts';
import { composite, type Operand, required, signature } from '../define/index.ts';
import { divide, maximum, truncatediv } from './arithmetic.ts';
import { greater } from './comparison.ts';
import { sqrt } from './elementary.ts';
import type { QuotientDType } from './expressions/quotients.ts';
import { narrow, widen } from './reducing/working-precision.ts';
import { checkedCount, numberOfSegments } from './segments/number-of-segments.ts';
import { foldSegments } from './segments/segment-fold.ts';

export * from './segments/counting.ts';

type UnsortedSegmentCall<Allowed extends NumericDType> = <D extends Allowed>(
  data: Operand<D>,
  segmentIds: Operand<IndexDType>,
  numSegments: number | { readonly numSegments: number },
) => Tensor<D>;

/** The shape of one value per segment and place of a slice. */
function segmentedShape(op: string, data: Shape, ids: Shape, count: number): Shape {
  if (!sameShape(ids, data.slice(0, ids.length))) {
    throw new InvalidArgumentError(
      `${op}: segmentIds ${formatShape(ids)} must have the leading axes of data ${formatShape(data)}.`,
    );
  }
  return [checkedCount(op, count), ...data.slice(ids.length)];
}

/** Defines an unsorted op that is one fold; `initial` is what empty segments hold. */
function unsortedFold<const Name extends string>(
  name: Name,
  kind: 'add' | 'mul' | 'min' | 'max',
  initial: (dtype: NumericDType) => number | bigint,
) {
  return composite(name, {
    inputs: ['data', 'segmentIds'],
    dtypes: { data: numeric, segmentIds: indexTypes },
    attrs: { numSegments: required<number>() },
    call: signature<UnsortedSegmentCall<NumericDType>>(),
    gradient: 'rule',
    infer: ({ data, segmentIds }, { numSegments }) => ({
      dtype: data.dtype,
      shape: segmentedShape(name, data.shape, segmentIds.shape, numSegments),
    }),
    lower: ({ data, segmentIds }, { numSegments }) => {
      segmentedShape(name, data.shape, segmentIds.shape, numSegments);
      return foldSegments(data, segmentIds, numSegments, kind, initial(data.dtype));
    },
  });
}

// Not the infinities: TensorFlow's empty segments hold the limits of the finite numbers.
const lowestFinite = (dtype: NumericDType) => (isFloating(dtype) ? -finfo(dtype).max : iinfo(dtype).min);
const highestFinite = (dtype: NumericDType) => (isFloating(dtype) ? finfo(dtype).max : iinfo(dtype).max);

/**
 * The sum of each segment; 0 for an empty one.
 * @throws InvalidArgumentError if the ids' shape is not that of data's leading axes.
 * @example
 * tn.unsortedSegmentSum([1, 2, 3, 4], [0, -1, 2, 0], 3).arraySync(); // => [ 5, 0, 3 ]
 */
export const unsortedSegmentSum = unsortedFold('unsortedSegmentSum', 'add', () => 0);

/**
 * The product of each segment; 1 for an empty one.
 * @throws InvalidArgumentError if the ids' shape is not that of data's leading axes.
 * @example
 * tn.unsortedSegmentProd([2, 3, 4], [0, 0, 2], 3).arraySync(); // => [ 6, 1, 4 ]
 */
export const unsortedSegmentProd = unsortedFold('unsortedSegmentProd', 'mul', () => 1);

/**
 * The least element of each segment; the highest finite value for an empty one. The gradient is shared among ties.
 * @throws InvalidArgumentError if the ids' shape is not that of data's leading axes.
 * @example
 * tn.unsortedSegmentMin([4, 3, 7], [0, 0, 1], 2).arraySync(); // => [ 3, 7 ]
 */
export const unsortedSegmentMin = unsortedFold('unsortedSegmentMin', 'min', highestFinite);

/**
 * The greatest element of each segment; the lowest finite value for an empty one. The gradient is shared among ties.
 * @throws InvalidArgumentError if the ids' shape is not that of data's leading axes.
 * @example
 * tn.unsortedSegmentMax([4, 3, 7], [0, 0, 1], 2).arraySync(); // => [ 4, 7 ]
 */
export const unsortedSegmentMax = unsortedFold('unsortedSegmentMax', 'max', lowestFinite);

/** How many slices each segment has, in a shape that broadcasts with one slice per segment. */
function segmentSizes<D extends NumericDType>(
  ids: Tensor<IndexDType>,
  count: number,
  dtype: D,
  sliceRank: number,
): Tensor<D> {
  const ones = broadcastTo(constantBeside(ids, 1, dtype, 'segmentSizes'), ids.shape);
  const sizes = foldSegments(ones, ids, count, 'add', 0);
  return reshape(sizes, [count, ...new Array<number>(sliceRank).fill(1)]);
}

type UnsortedSegmentMeanCall = <D extends NumericDType>(
  data: Operand<D>,
  segmentIds: Operand<IndexDType>,
  numSegments: number | { readonly numSegments: number },
) => Tensor<QuotientDType<D>>;

/**
 * The mean of each segment; 0 for an empty one. Integers give a floating mean, as `divide` does.
 * @throws InvalidArgumentError if the ids' shape is not that of data's leading axes.
 * @example
 * tn.unsortedSegmentMean([1, 2, 4], [0, 0, 2], 3).arraySync(); // => [ 1.5, 0, 4 ]
 */
export const unsortedSegmentMean = composite('unsortedSegmentMean', {
  inputs: ['data', 'segmentIds'],
  dtypes: { data: numeric, segmentIds: indexTypes },
  attrs: { numSegments: required<number>() },
  call: signature<UnsortedSegmentMeanCall>(),
  lower: ({ data, segmentIds }, { numSegments }) => {
    segmentedShape('unsortedSegmentMean', data.shape, segmentIds.shape, numSegments);
    const sum = unsortedSegmentSum(
      isFloating(data.dtype) ? widen(data as Tensor<FloatingDType>) : data,
      segmentIds,
      numSegments,
    );
    const sizes = segmentSizes(segmentIds, numSegments, sum.dtype, data.rank - segmentIds.rank);
    const mean = divide(sum, maximum(sizes, 1));
    return isFloating(data.dtype) ? narrow(mean, data.dtype) : mean;
  },
});

/**
 * The sum of each segment over the root of its size; 0 for an empty one.
 * @throws InvalidArgumentError if the ids' shape is not that of data's leading axes.
 * @example
 * tn.unsortedSegmentSqrtN([1, 2, 3, 4], [0, 0, 0, 0], 1).arraySync(); // => [ 5 ]
 */
export const unsortedSegmentSqrtN = composite('unsortedSegmentSqrtN', {
  inputs: ['data', 'segmentIds'],
  dtypes: { data: floating, segmentIds: indexTypes },
  attrs: { numSegments: required<number>() },
  call: signature<UnsortedSegmentCall<FloatingDType>>(),
  lower: ({ data, segmentIds }, { numSegments }) => {
    segmentedShape('unsortedSegmentSqrtN', data.shape, segmentIds.shape, numSegments);
    const sum = unsortedSegmentSum(widen(data), segmentIds, numSegments);
    const sizes = segmentSizes(segmentIds, numSegments, sum.dtype, data.rank - segmentIds.rank);
    return narrow(divide(sum, sqrt(maximum(sizes, 1))), data.dtype);
  },
});

type SegmentCall = <D extends NumericDType>(
  data: Operand<D>,
  segmentIds: Operand<IndexDType>,
  options?: {
    /** One more than the last id; read from the ids if it is not given. */
    readonly numSegments?: number | null;
  },
) => Tensor<D>;

/** Defines an op of sorted ids by its lowering for a known number of segments. */
function sortedSegments<const Name extends string>(
  name: Name,
  lower: (
    data: Tensor<NumericDType>,
    segmentIds: Tensor<IndexDType>,
    numSegments: number,
  ) => Tensor<NumericDType>,
) {
  return composite(name, {
    inputs: ['data', 'segmentIds'],
    dtypes: { data: numeric, segmentIds: indexTypes },
    attrs: { numSegments: null as number | null },
    call: signature<SegmentCall>(),
    lower: ({ data, segmentIds }, { numSegments }) =>
      lower(data, segmentIds, numberOfSegments(name, data.shape, segmentIds, numSegments)),
  });
}

/**
 * The sum of each segment; 0 in gaps.
 * @throws InvalidArgumentError if the ids are not ascending, or `numSegments` is needed and not given.
 * @example
 * tn.segmentSum([[1, 2], [3, 4], [5, 6]], [0, 0, 2]).arraySync(); // => [ [ 4, 6 ], [ 0, 0 ], [ 5, 6 ] ]
 */
export const segmentSum = sortedSegments('segmentSum', unsortedSegmentSum);

/**
 * The product of each segment; 1 in gaps.
 * @throws InvalidArgumentError if the ids are not ascending, or `numSegments` is needed and not given.
 * @example
 * tn.segmentProd([2, 3, 4], [0, 0, 2]).arraySync(); // => [ 6, 1, 4 ]
 */
export const segmentProd = sortedSegments('segmentProd', unsortedSegmentProd);

/**
 * The mean of each segment; 0 in gaps. The mean of integers is truncated toward 0.
 * @throws InvalidArgumentError if the ids are not ascending, or `numSegments` is needed and not given.
 * @example
 * tn.segmentMean([1, 2, 5], [0, 0, 1]).arraySync(); // => [ 1.5, 5 ]
 */
export const segmentMean = sortedSegments('segmentMean', (data, segmentIds, numSegments) => {
  if (isFloating(data.dtype)) {
    return unsortedSegmentMean(data as Tensor<FloatingDType>, segmentIds, numSegments);
  }
  const sizes = segmentSizes(segmentIds, numSegments, data.dtype, data.rank - 1);
  return truncatediv(unsortedSegmentSum(data, segmentIds, numSegments), maximum(sizes, 1));
});

/**
 * The least element of each segment; 0 in gaps.
 * @throws InvalidArgumentError if the ids are not ascending, or `numSegments` is needed and not given.
 * @example
 * tn.segmentMin([4, 3, 7], [0, 0, 2]).arraySync(); // => [ 3, 0, 7 ]
 */
export const segmentMin = sortedSegments('segmentMin', (data, segmentIds, numSegments) =>
  zeroInGaps(unsortedSegmentMin(data, segmentIds, numSegments), segmentIds),
);

/**
 * The greatest element of each segment; 0 in gaps.
 * @throws InvalidArgumentError if the ids are not ascending, or `numSegments` is needed and not given.
 * @example
 * tn.segmentMax([-4, -3, -7], [0, 0, 2]).arraySync(); // => [ -3, 0, -7 ]
 */
export const segmentMax = sortedSegments('segmentMax', (data, segmentIds, numSegments) =>
  zeroInGaps(unsortedSegmentMax(data, segmentIds, numSegments), segmentIds),
);

/** One value per segment, with 0 for the segments that no id names. */
function zeroInGaps<D extends DType>(folded: Tensor<D>, ids: Tensor<IndexDType>): Tensor<D> {
  const sizes = segmentSizes(ids, folded.shape[0] as number, 'int32', folded.rank - 1);
  return where(greater(sizes, 0), folded, 0);
}
