/**
 * @file Counting integers: how often each value, or each pair of label and prediction, occurs.
 *
 * The size of the result is one more than the greatest value: read from the device, unless it is said.
 */

import {
  type IndexDType,
  type IntegerDType,
  indexTypes,
  integers,
  type NumericDType,
  numeric,
} from '../../../dtype/index.ts';
import { InvalidArgumentError, UnimplementedError } from '../../../errors/index.ts';
import { formatShape, type Shape, sameShape } from '../../../shape/index.ts';
import type { Tensor } from '../../../tensor/index.ts';
import { cast } from '../../array/cast.ts';
import { constantBeside } from '../../array/constant-beside.ts';
import { coordinateAlong } from '../../array/coordinate.ts';
import { stack } from '../../array/joining.ts';
import { broadcastTo, reshape } from '../../array/layout.ts';
import { scatterNd } from '../../array/scatter.ts';
import { where } from '../../array/selection.ts';
import { isOptions } from '../../define/attributes.ts';
import { composite, type Operand, signature } from '../../define/index.ts';
import { republish } from '../../define/republish.ts';
import { withNamedInputs } from '../../define/with-named-inputs.ts';
import { add, multiply } from '../arithmetic.ts';
import { greaterEqual, less } from '../comparison.ts';
import { logicalAnd } from '../logical.ts';
import { narrow } from '../reducing/working-precision.ts';
import { reduceMax, reduceMin } from '../reduction.ts';
import { foldSegments } from './segment-fold.ts';

/**
 * One more than the greatest of all values; 0 if there are none.
 * @throws InvalidArgumentError if a value is negative.
 * @throws UnimplementedError if the device cannot read at once; `hint` says what to do.
 */
function sizeFor(op: string, values: Tensor<IntegerDType>, hint: string): number {
  if (values.size === 0) return 0;
  if (!values.storage.device.backend.supports.syncRead) {
    throw new UnimplementedError(
      `${op}: the size of the result depends on values that ${values.device} cannot read at once. ${hint}`,
    );
  }
  const least = Number(reduceMin(values).item());
  if (least < 0) throw new InvalidArgumentError(`${op}: values must not be negative, got ${least}.`);
  return Number(reduceMax(values).item()) + 1;
}

/** What `bincount` takes after the values. */
export interface BincountOptions<D extends NumericDType> {
  /** What each value counts, of the values' shape; 1 by default. */
  readonly weights?: Operand<D> | null;
  /** The least length of the result. */
  readonly minlength?: number | null;
  /** The greatest length of the result; values beyond it are left out. */
  readonly maxlength?: number | null;
  /** The dtype of the result where there are no weights; int32 by default. */
  readonly dtype?: D;
  /** −1 counts each row of a matrix by itself; 0 or null all elements together. */
  readonly axis?: 0 | -1 | null;
  /** Whether the result says only if a value occurs (1) or not (0). */
  readonly binaryOutput?: boolean;
}

type BincountCall = <D extends NumericDType = 'int32'>(
  arr: Operand<IntegerDType>,
  weights?: Operand<D> | null | BincountOptions<D>,
  minlength?: number | null | BincountOptions<D>,
  maxlength?: number | null | BincountOptions<D>,
  dtype?: D,
  axis?: 0 | -1 | null,
  binaryOutput?: boolean,
) => Tensor<D>;

/**
 * How often each value 0, 1, 2 … occurs, or the sum of the weights of its occurrences. Where `minlength` and `maxlength`
 * are equal they are the size, and negative values are left out; otherwise the values are read.
 * @throws InvalidArgumentError if a value is negative.
 * @throws UnimplementedError if values must be read at once where the device cannot.
 * @example
 * tn.bincount([1, 1, 5, 2]).arraySync(); // => [ 0, 2, 1, 0, 0, 1 ]
 * tn.bincount([1, 1, 5, 2], { weights: [0.5, 1, 2, 3], maxlength: 3 }).arraySync(); // => [ 0, 1.5, 3 ]
 */
export const bincount = withNamedInputs(
  composite('bincount', {
    inputs: ['arr', 'weights?'],
    dtypes: { arr: integers, weights: numeric },
    attrs: {
      minlength: null as number | null,
      maxlength: null as number | null,
      dtype: 'int32' as NumericDType,
      axis: null as 0 | -1 | null,
      binaryOutput: false,
    },
    call: signature<BincountCall>(),
    notDifferentiable: 'TensorFlow has no gradient for it; unsortedSegmentSum of the weights has one',
    lower: ({ arr, weights }, { minlength, maxlength, dtype, axis, binaryOutput }) => {
      checkBincount(arr.shape, weights?.shape, axis, binaryOutput);
      const size = binCount(arr, minlength, maxlength);
      const values = asIndex(arr);
      const isCounted = logicalAnd(greaterEqual(values, 0), less(values, size));
      const rows = axis === -1 ? (arr.shape[0] as number) : null;
      // The bins of the rows of a matrix lie one behind the other.
      const bins =
        rows === null
          ? values
          : add(values, multiply(coordinateAlong(0, arr.shape, values.dtype, arr), size));
      const increments = weights ?? broadcastTo(constantBeside(arr, 1, dtype, 'bincount'), arr.shape);
      const kind = binaryOutput ? 'max' : 'add';
      const counts = foldSegments(increments, where(isCounted, bins, -1), (rows ?? 1) * size, kind, 0);
      return rows === null ? counts : reshape(counts, [rows, size]);
    },
  }),
);

function checkBincount(
  arr: Shape,
  weights: Shape | undefined,
  axis: number | null,
  binaryOutput: boolean,
): void {
  if (weights && !sameShape(weights, arr)) {
    throw new InvalidArgumentError(
      `bincount: weights ${formatShape(weights)} must have the shape of arr, ${formatShape(arr)}.`,
    );
  }
  if (weights && binaryOutput) {
    throw new InvalidArgumentError(
      'bincount: weights have no meaning where binaryOutput is true; give one of them.',
    );
  }
  if (axis === null || axis === 0 || (axis === -1 && arr.length === 2)) return;
  throw new InvalidArgumentError(
    `bincount: axis must be null or 0, or −1 for the rows of a matrix; got ${axis} for shape ${formatShape(arr)}.`,
  );
}

function binCount(arr: Tensor<IntegerDType>, minlength: number | null, maxlength: number | null): number {
  if (minlength !== null && minlength === maxlength) return minlength;
  const size = sizeFor('bincount', arr, 'Give minlength and maxlength, equal.');
  return Math.min(Math.max(size, minlength ?? 0), maxlength ?? Infinity);
}

/** Integers of a dtype that places are counted in. */
function asIndex(values: Tensor<IntegerDType>): Tensor<IndexDType> {
  const { dtype } = values;
  return dtype === 'int32' || dtype === 'int64' ? (values as Tensor<IndexDType>) : cast(values, 'int32');
}

const confusionMatrixOf = withNamedInputs(
  composite('confusionMatrix', {
    inputs: ['labels', 'predictions', 'weights?'],
    dtypes: { labels: indexTypes, predictions: indexTypes, weights: numeric },
    attrs: { numClasses: null as number | null, dtype: 'int32' as NumericDType },
    call: signature<
      (
        labels: Operand<IndexDType>,
        predictions: Operand<IndexDType>,
        weights?: Operand<NumericDType> | null | ConfusionMatrixOptions<NumericDType>,
        attrs?: ConfusionMatrixOptions<NumericDType>,
      ) => Tensor<NumericDType>
    >(),
    lower: ({ labels, predictions, weights }, { numClasses, dtype }) => {
      const [trueClasses, predicted] = [vectorOfClasses(labels), vectorOfClasses(predictions)];
      if (!sameShape(trueClasses.shape, predicted.shape)) {
        throw new InvalidArgumentError(
          `confusionMatrix: labels ${formatShape(labels.shape)} and predictions ${formatShape(predictions.shape)} must be ` +
            'vectors of one length.',
        );
      }
      const hint = 'Give numClasses.';
      const classes =
        numClasses ??
        Math.max(sizeFor('confusionMatrix', trueClasses, hint), sizeFor('confusionMatrix', predicted, hint));
      const increments = weights
        ? reshape(weights, predicted.shape)
        : broadcastTo(constantBeside(labels, 1, dtype, 'confusionMatrix'), predicted.shape);
      const cells = stack([trueClasses, narrow(predicted, trueClasses.dtype)], 1);
      return scatterNd(cells, narrow(increments, dtype), [classes, classes]);
    },
  }),
);

/** A vector; a column of it is taken for one. @throws InvalidArgumentError for anything else. */
function vectorOfClasses(classes: Tensor<IndexDType>): Tensor<IndexDType> {
  if (classes.rank === 1) return classes;
  if (classes.rank === 2 && classes.shape[1] === 1) return reshape(classes, [-1]);
  throw new InvalidArgumentError(
    `confusionMatrix: labels and predictions must be vectors, got shape ${formatShape(classes.shape)}.`,
  );
}

/** What `confusionMatrix` takes after its operands. */
export interface ConfusionMatrixOptions<D extends NumericDType> {
  /** How many classes there are; by default one more than the greatest that occurs. */
  readonly numClasses?: number | null;
  /** What each prediction counts; 1 by default. */
  readonly weights?: Operand<NumericDType> | null;
  /** The dtype of the result, to which weights are cast; int32 by default. */
  readonly dtype?: D;
}

type ConfusionMatrixCall = {
  <D extends NumericDType = 'int32'>(
    labels: Operand<IndexDType>,
    predictions: Operand<IndexDType>,
    numClasses?: number | null | ConfusionMatrixOptions<D>,
    weights?: Operand<NumericDType> | null | ConfusionMatrixOptions<D>,
    dtype?: D,
  ): Tensor<D>;
  /** The standard form: tensors, then attributes. */
  <D extends NumericDType = 'int32'>(
    labels: Operand<IndexDType>,
    predictions: Operand<IndexDType>,
    weights: Tensor<NumericDType>,
    attrs?: ConfusionMatrixOptions<D>,
  ): Tensor<D>;
};

/**
 * How often each class (row) was predicted as each class (column). Labels and predictions are vectors of class indices.
 * @throws InvalidArgumentError if their lengths differ, an index is negative or, where the device can tell, not below
 *   `numClasses`, or they must be read where the device cannot.
 * @example
 * tn.confusionMatrix([0, 1, 1], [0, 0, 1]).arraySync(); // => [ [ 1, 0 ], [ 1, 1 ] ]
 * tn.confusionMatrix([0, 1], [1, 1], { numClasses: 2, weights: [2, 3] }).arraySync(); // => [ [ 0, 2 ], [ 0, 3 ] ]
 */
export const confusionMatrix = republish(confusionMatrixOf, ((
  labels: Operand<IndexDType>,
  predictions: Operand<IndexDType>,
  third?: number | null | Operand<NumericDType> | ConfusionMatrixOptions<NumericDType>,
  fourth?: Operand<NumericDType> | null | ConfusionMatrixOptions<NumericDType>,
  dtype?: NumericDType,
) => {
  const isCount = typeof third === 'number' || third === null || third === undefined;
  if (!isCount)
    return confusionMatrixOf(labels, predictions, third, fourth as ConfusionMatrixOptions<NumericDType>);
  const numClasses = third ?? null;
  return isOptions(fourth)
    ? confusionMatrixOf(labels, predictions, { numClasses, ...fourth })
    : confusionMatrixOf(labels, predictions, fourth as Operand<NumericDType>, { numClasses, dtype });
}) as ConfusionMatrixCall);
