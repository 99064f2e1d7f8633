/**
 * @file What the ops that reduce over axes have in common: their arguments, the shape of their result, and the one
 * call of the `reduce` kernel that most of them are.
 */

import type { Kernels, ReduceKind } from '../../../backend/index.ts';
import type { DType } from '../../../dtype/index.ts';
import type { TensorSpec } from '../../../runtime/index.ts';
import type { ScalarProgram } from '../../../scalar/index.ts';
import { type Axes, normalizeAxes, reducedShape, type Shape } from '../../../shape/index.ts';
import type { Tensor } from '../../../tensor/index.ts';
import { keptAxesView, type Operand } from '../../define/index.ts';

export interface ReductionOptions {
  /** The axes to reduce; all by default. */
  readonly axis?: Axes;
  /** Whether reduced axes stay, with length 1. */
  readonly keepdims?: boolean;
}

/** A reduction whose result has the dtype of its input. */
export type ReductionCall<Allowed extends DType> = <D extends Allowed>(
  inputTensor: Operand<D>,
  axis?: Axes | ReductionOptions,
  keepdims?: boolean | ReductionOptions,
) => Tensor<D>;

/** A reduction's attributes, normalized. */
export interface ReductionAttrs {
  readonly axis: Axes;
  readonly keepdims: boolean;
}

/** The defaults, in TensorFlow's order. */
export const reductionAttrs = { axis: null as Axes, keepdims: false };

/** The spec of a reduction's result; it has the dtype of its input. */
export function reducedSpec(op: string) {
  return ({ inputTensor }: { readonly inputTensor: TensorSpec }, attrs: ReductionAttrs): TensorSpec => ({
    dtype: inputTensor.dtype,
    shape: shapeWithout(op, inputTensor.shape, attrs),
  });
}

/**
 * The shape of a reduction's result.
 * @throws InvalidArgumentError naming `op` if an axis is out of range or given twice.
 */
export function shapeWithout(op: string, shape: Shape, { axis, keepdims }: ReductionAttrs): Shape {
  return reducedShape(shape, normalizeAxes(axis, shape.length, op), keepdims);
}

/** How many elements make one of the result. */
export function reducedCount(op: string, shape: Shape, axis: Axes): number {
  let count = 1;
  for (const reduced of normalizeAxes(axis, shape.length, op)) count *= shape[reduced] as number;
  return count;
}

/** The call of the `reduce` kernel, after a program if one is given. */
export function reduceInto(op: string, kind: ReduceKind, programFor?: (dtype: DType) => ScalarProgram) {
  return (
    kernels: Kernels,
    { inputTensor }: { readonly inputTensor: Tensor },
    [output]: readonly Tensor[],
    { axis }: ReductionAttrs,
  ): void => {
    const axes = normalizeAxes(axis, inputTensor.rank, op);
    const target = keptAxesView(output as Tensor, inputTensor.shape, axes);
    kernels.reduce(kind, programFor?.(inputTensor.dtype) ?? null, [inputTensor], axes, target);
  };
}
