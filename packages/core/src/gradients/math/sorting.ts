/**
 * @file The gradient of sorting: to each place what the element that came from there got.
 */

import type { DType } from '../../dtype/index.ts';
import { coordinateAlong } from '../../ops/array/coordinate.ts';
import { reshape, transpose } from '../../ops/array/layout.ts';
import { add, multiply } from '../../ops/math/arithmetic.ts';
import { sortWithPermutation } from '../../ops/math/ordering/sort-with-permutation.ts';
import { unsortedSegmentSum } from '../../ops/math/segment.ts';
import { inversePermutation, sizeOf } from '../../shape/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { type Gradient, gradientOf } from '../rule.ts';

export const sortWithPermutationGradient = gradientOf(sortWithPermutation, {
  saves: ['output'],
  rule: ({ values: { shape } }, { axis }, dy, { outputs }) => ({
    values: () => {
      const length = shape[axis] as number;
      const axisLast = [...shape.map((_, i) => i).filter((i) => i !== axis), axis];
      const rows = [sizeOf(shape) / Math.max(length, 1), length];
      const inRows = <D extends DType>(x: Tensor<D>) => reshape(transpose(x, axisLast), rows);
      const permutation = inRows(outputs[1] as Tensor<'int32'>);
      const rowStart = multiply(coordinateAlong(0, rows, 'int32', permutation), length);
      const places = add(rowStart, permutation);
      const scattered = unsortedSegmentSum(inRows(dy as Gradient), places, sizeOf(shape));
      const lengths = axisLast.map((i) => shape[i] as number);
      return transpose(reshape(scattered, lengths), inversePermutation(axisLast));
    },
  }),
});
