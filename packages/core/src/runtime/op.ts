/**
 * @file What an op is: a record that says how its outputs follow from its inputs, and which way it reaches kernels.
 *
 * A record is one of five kinds: *elementwise* (a scalar program), *view* (a function from layout to layout), *kernel*
 * (one kernel of the backend), *routine* (one of its optional routines) and *composite* (other ops). Gradients hang on the record's
 * `differentiation`, because that decides what a tape records.
 */

import type { KernelName, Kernels, RoutineName, Routines } from '../backend/index.ts';
import type { DType } from '../dtype/index.ts';
import type { ScalarProgram, TangentExpression } from '../scalar/index.ts';
import type { Layout, Shape } from '../shape/index.ts';
import type { Tensor } from '../tensor/index.ts';

/** An op's attributes, normalized: every one present, defaults filled in. */
export type Attrs = Readonly<Record<string, unknown>>;

/** What is known of a tensor before it is computed. */
export interface TensorSpec {
  readonly dtype: DType;
  readonly shape: Shape;
}

/**
 * Where an op's gradient comes from:
 * - `derived`: from its scalar program;
 * - `rule`: from the gradient registry;
 * - `lowering`: the ops of its lowering are recorded instead of itself;
 * - `none`: it has none, and `reason` says why.
 */
export type Differentiation = 'derived' | 'rule' | 'lowering' | 'none';

interface OpBase<Name extends string> {
  readonly name: Name;
  readonly differentiation: Differentiation;
  /** Why there is no gradient, where `differentiation` is `none`. */
  readonly reason?: string;
}

/** One scalar program over broadcast inputs. */
export interface ElementwiseOp<Name extends string = string> extends OpBase<Name> {
  readonly kind: 'elementwise';
  /** The program for inputs of these dtypes; the same object for the same dtypes and attributes. */
  programFor(inputs: readonly TensorSpec[], attrs: Attrs): ScalarProgram;
  /** The op's own tangent, where the derived one would be unstable. */
  tangentFor?(attrs: Attrs): TangentExpression;
}

/** The same elements in another layout. */
export interface ViewOp<Name extends string = string> extends OpBase<Name> {
  readonly kind: 'view';
  /** The layout of the output; undefined where the input must be packed first. */
  layout(input: Layout, attrs: Attrs): Layout | undefined;
}

/** One call of one kernel. */
export interface KernelOp<Name extends string = string> extends OpBase<Name> {
  readonly kind: 'kernel';
  readonly kernel: KernelName;
  infer(inputs: readonly TensorSpec[], attrs: Attrs): readonly TensorSpec[];
  run(kernels: Kernels, inputs: readonly Tensor[], outputs: readonly Tensor[], attrs: Attrs): void;
}

/** One call of one optional routine, where the device has it. */
export interface RoutineOp<Name extends string = string> extends OpBase<Name> {
  readonly kind: 'routine';
  readonly routine: RoutineName;
  infer(inputs: readonly TensorSpec[], attrs: Attrs): readonly TensorSpec[];
  /** Called only with routines that have the op's own. */
  run(routines: Routines, inputs: readonly Tensor[], outputs: readonly Tensor[], attrs: Attrs): void;
}

/** Other ops. */
export interface CompositeOp<Name extends string = string> extends OpBase<Name> {
  readonly kind: 'composite';
  /** Computes the outputs with other ops; must not return an input itself. */
  lower(inputs: readonly (Tensor | undefined)[], attrs: Attrs): readonly Tensor[];
  /** The outputs' specs; an op that has this may be overridden by a backend. */
  infer?(inputs: readonly (TensorSpec | undefined)[], attrs: Attrs): readonly TensorSpec[];
}

/** What is known of an op: how it reaches kernels, and where its gradient comes from. */
export type OpRecord<Name extends string = string> =
  | ElementwiseOp<Name>
  | ViewOp<Name>
  | KernelOp<Name>
  | RoutineOp<Name>
  | CompositeOp<Name>;
