/**
 * @file Reductions over axes.
 *
 * Each takes `axis` (one, several, or all by default; negative ones count from the end) and `keepdims`, which leaves the
 */

import {
  anyDType,
  boolean,
  type DType,
  type FloatingDType,
  floating,
  isFloating,
  type NumericDType,
  numeric,
} from '../../dtype/index.ts';
import { buildProgram } from '../../scalar/index.ts';
import { type Axes, normalizeAxes, sizeOf } from '../../shape/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { cast } from '../array/cast.ts';
import { reshape } from '../array/layout.ts';
import { where } from '../array/selection.ts';
import { composite, keptAxesView, kernelOp, type Operand, signature } from '../define/index.ts';
import { add, divide, subtract } from './arithmetic.ts';
import { isFinite, log, sqrt } from './elementary.ts';
import { integerMean } from './reducing/integer-mean.ts';
import { meanAndVariance } from './reducing/mean-and-variance.ts';
import {
  type ReductionCall,
  type ReductionOptions,
  reducedCount,
  reducedSpec,
  reduceInto,
  reductionAttrs,
  shapeWithout,
} from './reducing/reduction-op.ts';
import { sumOfExponentials, sumOfSquares, wideSum } from './reducing/term-sum.ts';
import { narrow, widen, workingDType } from './reducing/working-precision.ts';

export type { ReductionOptions };

/** Defines a reduction of numbers that is one kernel call. */
function fold<const Name extends string>(name: Name, kind: 'sum' | 'prod' | 'min' | 'max') {
  return kernelOp(name, {
    inputs: ['inputTensor'],
    dtypes: numeric,
    attrs: reductionAttrs,
    call: signature<ReductionCall<NumericDType>>(),
    kernel: 'reduce',
    infer: reducedSpec(name),
    run: reduceInto(name, kind),
  });
}

/**
 * The sum of the elements over `axis`. Integers wrap; an empty sum is 0.
 * @example
 * tn.reduceSum([[1, 2], [3, 4]], 0).arraySync(); // => [ 4, 6 ]
 */
export const reduceSum = fold('reduceSum', 'sum');

/**
 * The product of the elements over `axis`. Integers wrap; an empty product is 1.
 * @example
 * tn.reduceProd([[1, 2], [3, 4]], -1).arraySync(); // => [ 2, 12 ]
 */
export const reduceProd = fold('reduceProd', 'prod');

/**
 * The greatest element over `axis`; NaN if there is one. Of nothing, −∞ or the lowest integer. Its gradient is shared
 * equally among ties.
 * @example
 * tn.reduceMax([[1, 5], [3, 4]], { axis: 1, keepdims: true }).arraySync(); // => [ [ 5 ], [ 4 ] ]
 */
export const reduceMax = fold('reduceMax', 'max');

/**
 * The least element over `axis`; NaN if there is one. Of nothing, +∞ or the highest integer. Its gradient is shared
 * equally among ties.
 * @example
 * tn.reduceMin([[1, 5], [3, 4]]).item(); // => 1
 */
export const reduceMin = fold('reduceMin', 'min');

/** Defines a reduction of bool that is one kernel call. */
function foldFlags<const Name extends string>(name: Name, kind: 'any' | 'all') {
  return kernelOp(name, {
    inputs: ['inputTensor'],
    dtypes: boolean,
    attrs: reductionAttrs,
    call: signature<ReductionCall<'bool'>>(),
    notDifferentiable: 'bool has no gradient',
    kernel: 'reduce',
    infer: reducedSpec(name),
    run: reduceInto(name, kind),
  });
}

/**
 * Whether any element over `axis` is true; of none, false.
 * @example
 * tn.reduceAny([[true, false], [false, false]], 1).arraySync(); // => [ true, false ]
 */
export const reduceAny = foldFlags('reduceAny', 'any');

/**
 * Whether every element over `axis` is true; of none, true.
 * @example
 * tn.reduceAll([[true, false], [true, true]], 1).arraySync(); // => [ false, true ]
 */
export const reduceAll = foldFlags('reduceAll', 'all');

/**
 * The mean of the elements over `axis`. The mean of integers is truncated toward 0, and their sum does not overflow;
 * the mean of nothing is NaN (integers: 0).
 * @example
 * tn.reduceMean([[1, 2], [3, 4]], 0).arraySync(); // => [ 2, 3 ]
 * tn.reduceMean(tn.constant([-3, -4], 'int32')).item(); // => -3
 */
export const reduceMean = composite('reduceMean', {
  inputs: ['inputTensor'],
  dtypes: numeric,
  attrs: reductionAttrs,
  call: signature<ReductionCall<NumericDType>>(),
  gradient: 'rule',
  infer: reducedSpec('reduceMean'),
  lower: ({ inputTensor: x }, { axis, keepdims }) => {
    const count = reducedCount('reduceMean', x.shape, axis);
    if (isFloating(x.dtype)) {
      const sum = wideSum(x, { dtype: workingDType(x.dtype), axis, keepdims });
      return narrow(divide(sum, count), x.dtype);
    }
    return integerMean(x, { count, axis, keepdims });
  },
});

/**
 * ln Σ exp(x) over `axis`, without overflow: computed relative to the greatest element. Of nothing, −∞.
 * @example
 * tn.reduceLogsumexp([1000, 1000]).item(); // => 1000.6931762695312
 */
export const reduceLogsumexp = composite('reduceLogsumexp', {
  inputs: ['inputTensor'],
  dtypes: floating,
  attrs: reductionAttrs,
  call: signature<ReductionCall<FloatingDType>>(),
  gradient: 'rule',
  infer: reducedSpec('reduceLogsumexp'),
  lower: ({ inputTensor: x }, attrs) => {
    const max = widen(reduceMax(x, attrs.axis, true));
    // Relative to an infinity all differences would be infinite or NaN.
    const shift = where(isFinite(max), max, 0);
    const sum = sumOfExponentials(x, shift, { dtype: max.dtype, axis: attrs.axis, keepdims: true });
    const result = narrow(add(log(sum), shift), x.dtype);
    return reshape(result, shapeWithout('reduceLogsumexp', x.shape, attrs));
  },
});

/**
 * √(Σ x²) over `axis`: the Euclidean norm. That of integers is truncated.
 * @example
 * tn.reduceEuclideanNorm([[3, 4], [5, 12]], 1).arraySync(); // => [ 5, 13 ]
 */
export const reduceEuclideanNorm = composite('reduceEuclideanNorm', {
  inputs: ['inputTensor'],
  dtypes: numeric,
  attrs: reductionAttrs,
  call: signature<ReductionCall<NumericDType>>(),
  gradient: 'rule',
  infer: reducedSpec('reduceEuclideanNorm'),
  lower: ({ inputTensor: x }, { axis, keepdims }) => {
    const dtype = isFloating(x.dtype) ? workingDType(x.dtype) : widestFloat(x);
    return narrow(sqrt(sumOfSquares(x, { dtype, axis, keepdims })), x.dtype);
  },
});

/** The longest floating dtype that a tensor's device has. */
function widestFloat(x: Tensor) {
  return x.storage.device.backend.supports.dtypes.includes('float64') ? 'float64' : 'float32';
}

/**
 * The variance of the elements over `axis`, Σ (x − mean)² / n. Of nothing, NaN.
 * @example
 * tn.reduceVariance([[1, 3], [2, 8]], 1).arraySync(); // => [ 1, 9 ]
 */
export const reduceVariance = composite('reduceVariance', {
  inputs: ['inputTensor'],
  dtypes: floating,
  attrs: reductionAttrs,
  call: signature<ReductionCall<FloatingDType>>(),
  gradient: 'rule',
  infer: reducedSpec('reduceVariance'),
  lower: ({ inputTensor: x }, attrs) => {
    const { variance } = meanAndVariance('reduceVariance', x, attrs.axis);
    return reshape(narrow(variance, x.dtype), shapeWithout('reduceVariance', x.shape, attrs));
  },
});

/**
 * The standard deviation of the elements over `axis`: the root of `reduceVariance`.
 * @example
 * tn.reduceStd([[1, 3], [2, 8]], 1).arraySync(); // => [ 1, 3 ]
 */
export const reduceStd = composite('reduceStd', {
  inputs: ['inputTensor'],
  dtypes: floating,
  attrs: reductionAttrs,
  call: signature<ReductionCall<FloatingDType>>(),
  gradient: 'rule',
  infer: reducedSpec('reduceStd'),
  lower: ({ inputTensor: x }, attrs) => {
    const { variance } = meanAndVariance('reduceStd', x, attrs.axis);
    return reshape(narrow(sqrt(variance), x.dtype), shapeWithout('reduceStd', x.shape, attrs));
  },
});

/** What `countNonzero` takes after its operand. */
export interface CountNonzeroOptions<D extends NumericDType> extends ReductionOptions {
  /** The dtype of the count; int64 by default. */
  readonly dtype?: D;
}

/**
 * How many elements over `axis` are not zero (bool: are true). NaN counts.
 * @example
 * tn.countNonzero([[0, 1], [2, 3]], 1).arraySync(); // => [ 1n, 2n ]
 */
export const countNonzero = kernelOp('countNonzero', {
  inputs: ['input'],
  dtypes: anyDType,
  attrs: { ...reductionAttrs, dtype: 'int64' as NumericDType },
  call: signature<
    <D extends NumericDType = 'int64'>(
      input: Operand,
      axis?: Axes | CountNonzeroOptions<D>,
      keepdims?: boolean | CountNonzeroOptions<D>,
      dtype?: D,
    ) => Tensor<D>
  >(),
  notDifferentiable: 'a count does not change with the elements',
  kernel: 'reduce',
  infer: ({ input }, attrs) => ({
    dtype: attrs.dtype,
    shape: shapeWithout('countNonzero', input.shape, attrs),
  }),
  run: (kernels, { input }, [output], { axis, dtype }) => {
    const axes = normalizeAxes(axis, input.rank, 'countNonzero');
    const program = nonzeroProgram(input.dtype, dtype);
    kernels.reduce('sum', program, [input], axes, keptAxesView(output, input.shape, axes));
  },
});

/** 1 where an element is not zero, else 0. */
const nonzeroProgram = (from: DType, to: DType) =>
  buildProgram([from], (s) => s.cast(s.notEqual(s.input(0), s.constant(0, from)), to));

/**
 * The fraction of elements that are zero, as a 0-d float32; NaN if there are no elements.
 * @example
 * tn.zeroFraction([0, 5, 0, 1]).item(); // => 0.5
 */
export const zeroFraction = composite('zeroFraction', {
  inputs: ['value'],
  dtypes: anyDType,
  call: signature<(value: Operand) => Tensor<'float32'>>(),
  notDifferentiable: 'a count does not change with the elements',
  infer: () => ({ dtype: 'float32', shape: [] }),
  lower: ({ value }) => {
    const nonzero = countNonzero(value, { dtype: 'int32' });
    const size = sizeOf(value.shape);
    return divide(cast(subtract(size, nonzero), 'float32'), size);
  },
});
