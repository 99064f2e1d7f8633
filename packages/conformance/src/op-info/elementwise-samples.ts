/**
 * @file The calls that elementwise ops share: one operand in several shapes, two operands that broadcast, and what all
 * of them must refuse.
 */

import type { DType } from '@tenon/core';
import type { Shape } from '@tenon/core/backend';
import type { RefusedCall, Sample, SampleInput } from './op-info.ts';
import { normal, refused, sample, special, specialColumn } from './samples.ts';
import { specialValues } from './special-values.ts';

/** Draws one operand. */
type Draw = (shape: Shape) => SampleInput;

/** One operand: a scalar, nothing, odd lengths, and more elements than a vector register or a small block holds. */
export const oneOperand = (draw: Draw = normal): readonly Sample<never>[] => [
  sample([draw([])]),
  sample([draw([0])]),
  sample([draw([5, 7])]),
  sample([draw([301])]),
];

/** Two operands of broadcast shapes. */
export const twoOperands = (
  drawFirst: Draw = normal,
  drawSecond: Draw = drawFirst,
): readonly Sample<never>[] => [
  sample([drawFirst([]), drawSecond([])]),
  sample([drawFirst([0, 3]), drawSecond([3])]),
  sample([drawFirst([5, 1]), drawSecond([7])]),
  sample([drawFirst([2, 3, 5]), drawSecond([2, 3, 5])]),
  sample([drawFirst([13, 11]), drawSecond([])]),
];

/** Every special value. */
export const specialOperand: readonly Sample<never>[] = [sample([special()])];

/**
 * The special values but for subnormal numbers: for functions that are singular at 0, where TensorFlow, which reads such
 * numbers as 0, has another gradient.
 */
export const normalSpecialOperand: readonly Sample<never>[] = [sample([special({ subnormal: false })])];

/** Every pair of the special values but for subnormal numbers. */
export const normalSpecialPairs: readonly Sample<never>[] = [
  sample([special({ subnormal: false }), specialColumn({ subnormal: false })]),
];

/** Every pair of special values. */
export const specialPairs: readonly Sample<never>[] = [sample([special(), specialColumn()])];

const withoutNegativeZero = (dtype: DType) => specialValues(dtype).filter((value) => !Object.is(value, -0));

/** The special values but for −0: for ops that choose between zeros, whose sign the scalar table leaves open. */
export const specialOfOneZero: SampleInput = {
  shape: (dtype) => [withoutNegativeZero(dtype).length],
  values: withoutNegativeZero,
};

/** The same as a column. */
export const specialColumnOfOneZero: SampleInput = {
  shape: (dtype) => [withoutNegativeZero(dtype).length, 1],
  values: withoutNegativeZero,
};

/** Two operands that do not broadcast. */
export const unequalShapes: readonly RefusedCall<never>[] = [
  refused(sample([normal([2]), normal([3])]), /\(2,\) and \(3,\) do not broadcast/),
];

/** An integer where a float is wanted. */
export const integerOperand: readonly RefusedCall<never>[] = [
  refused(sample([normal([2], 'int32')]), /must be floating .* got int32/),
];

/** Two operands of two dtypes. */
export const mixedDTypes: readonly RefusedCall<never>[] = [
  refused(
    sample([normal([2], 'float32'), normal([2], 'int32')]),
    /dtypes are never converted implicitly|must be/,
  ),
];
