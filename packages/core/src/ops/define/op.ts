/**
 * @file The types of an op: the public function, its declared inputs and attributes, and its record.
 */

import type { DType, DTypeClass } from '../../dtype/index.ts';
import type { Differentiation, OpRecord, TensorSpec } from '../../runtime/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import type { InputSpec } from './operands.ts';

/** A call signature. */
// biome-ignore lint/suspicious/noExplicitAny: the one place that stands for every call signature.
export type AnyCall = (...args: any[]) => unknown;

declare const signatureType: unique symbol;
/** Carries a public call signature in an op's definition; exists for the type alone. */
export interface Signature<Call extends AnyCall> {
  readonly [signatureType]?: Call;
}

/** Declares an op's public call signature. */
export function signature<Call extends AnyCall>(): Signature<Call> {
  return {};
}

/** Dtypes of the inputs: one class that all share one dtype of, or per input a class or the name of the input it equals. */
export type DTypeRule = DTypeClass | { readonly [input: string]: DTypeClass | string };

type BareName<I extends string> = I extends `...${infer N}` ? N : I extends `${infer N}?` ? N : I;
type ClassOf<C, N> =
  C extends DTypeClass<infer D>
    ? D
    : N extends keyof C
      ? C[N] extends DTypeClass<infer D>
        ? D
        : C[N] extends keyof C
          ? ClassOf<C, C[N]>
          : DType
      : DType;

/** An op's inputs by name: `x`, `scale?` (may be absent), `...values` (a list). */
export type NamedInputs<I extends readonly string[], C> = {
  readonly [K in I[number] as BareName<K>]: K extends `...${string}`
    ? readonly Tensor<ClassOf<C, BareName<K>>>[]
    : K extends `${string}?`
      ? Tensor<ClassOf<C, BareName<K>>> | undefined
      : Tensor<ClassOf<C, BareName<K>>>;
};

/** The same with what is known before anything is computed. */
export type NamedSpecs<I extends readonly string[]> = {
  readonly [K in I[number] as BareName<K>]: K extends `...${string}`
    ? readonly TensorSpec[]
    : K extends `${string}?`
      ? TensorSpec | undefined
      : TensorSpec;
};

/** What every definition has. */
export interface Definition<I extends readonly string[], A, C extends DTypeRule, Call extends AnyCall> {
  readonly inputs: I;
  readonly dtypes: C;
  /** Attributes with their defaults, in TensorFlow's positional order. */
  readonly attrs?: A;
  readonly call: Signature<Call>;
  /** Outputs: one tensor (default), a list, or an object with these names. */
  readonly outputs?: 'one' | 'list' | readonly string[];
}

/** An op: the public function, and everything known of it. */
export type Op<
  Name extends string = string,
  Call extends AnyCall = AnyCall,
  I extends readonly string[] = readonly string[],
  A = unknown,
  C extends DTypeRule = DTypeRule,
  Diff extends Differentiation = Differentiation,
> = Call & {
  readonly record: OpRecord<Name> & { readonly differentiation: Diff };
  readonly inputSpecs: readonly InputSpec[];
  readonly attrDefaults: A;
  /** For types alone: the inputs' names and dtype rule. */
  readonly types?: { readonly inputs: I; readonly dtypes: C };
};
