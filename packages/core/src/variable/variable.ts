/**
 * @file `Variable`: a value that can be assigned (TensorFlow's `tf.Variable`).
 *
 * The constructor is typed by hand, since a class cannot infer its dtype from JavaScript values: `[1, 2]` makes a
 * float32 variable, a tensor one of its own dtype.
 */

import type { DType, FloatingDType } from '../dtype/index.ts';
import type { InferredDType } from '../ops/array/creation.ts';
import type { TensorLike, Values } from '../tensor/index.ts';
import { AssignableTensor, type VariableOptions } from './assignable-tensor.ts';

/** Makes variables; the dtype is the tensor's, the one asked for, or the one that values have by themselves. */
export interface VariableConstructor {
  new <D extends DType>(
    initialValue: TensorLike<D> | (() => TensorLike<D>),
    options?: VariableOptions<D>,
  ): Variable<D>;
  new <D extends DType>(
    initialValue: Values | (() => Values),
    options: VariableOptions<D> & { readonly dtype: D },
  ): Variable<D>;
  new <V extends Values>(
    initialValue: V | (() => V),
    options?: VariableOptions<InferredDType<V>>,
  ): Variable<InferredDType<V>>;
  readonly prototype: AssignableTensor<DType>;
}

/** A tensor-like that can be assigned; see the constructor of the same name. */
export type Variable<D extends DType = 'float32'> = AssignableTensor<D>;

/**
 * A value that can be assigned. A variable stands wherever a tensor can, and tapes watch it when it is read.
 * @example
 * const v = new tn.Variable([1, 2]);
 * v.assignAdd([10, 10]);
 * console.log(v.arraySync()); // => [ 11, 12 ]
 */
export const Variable: VariableConstructor = AssignableTensor;

declare module '../autodiff/gradient-tape.ts' {
  interface WatchedVariable extends AssignableTensor<FloatingDType> {}
}
