/**
 * @file What gradients are asked for, and where they are asked from: the structures of tensors and variables that
 * `gradient` and `jacobian` take, checked, and what comes back in their form.
 */

import type { FloatingDType } from '../dtype/index.ts';
import { InvalidArgumentError } from '../errors/index.ts';
import type { Gradient } from '../gradients/index.ts';
import type { Operand } from '../ops/define/index.ts';
import { toTensor } from '../ops/define/index.ts';
import { add } from '../ops/math/arithmetic.ts';
import { anotherHandle, type ReadableVariable, withoutRecorders } from '../runtime/index.ts';
import { formatShape, sameShape } from '../shape/index.ts';
import {
  asTensor,
  flattenStructure,
  isTensorLike,
  mapStructure,
  type Tensor,
  type TensorLike,
} from '../tensor/index.ts';
import type { Recording } from './recording.ts';

/**
 * The gradients of a structure of sources: for each its dtype, or `Missing` where the target does not depend on it.
 * A source that is not floating has none.
 */
export type GradientsOf<S, Missing = null> =
  S extends TensorLike<infer D>
    ? [D] extends [FloatingDType]
      ? Tensor<D> | Missing
      : Tensor<D> | null
    : S extends object
      ? { [K in keyof S]: GradientsOf<S[K], Missing> }
      : never;

/** Upstream gradients in the structure of the targets; null for ones. */
export type OutputGradients =
  | Operand
  | null
  | undefined
  | readonly OutputGradients[]
  | { readonly [key: string]: OutputGradients };

/** What a source gets that the target does not depend on: null, or zeros of its shape. */
export interface UnconnectedGradients {
  readonly unconnectedGradients?: 'none' | 'zero';
}

/**
 * Whether the choice is zeros.
 * @throws InvalidArgumentError for a choice that there is not: it must not silently mean null.
 */
export function givesZeros(
  { unconnectedGradients = 'none' }: UnconnectedGradients,
  context: string,
): boolean {
  if (unconnectedGradients === 'zero') return true;
  if (unconnectedGradients === 'none') return false;
  throw new InvalidArgumentError(
    `${context}: unconnectedGradients must be 'none' or 'zero', got '${unconnectedGradients}'.`,
  );
}

/** A tensor or variable whose gradient is wanted. */
export interface Source {
  readonly value: Tensor;
  /** The identities it is known by: a variable has one per value that was read. */
  readonly ids: readonly number[];
}

/** @throws InvalidArgumentError for what is neither a tensor nor a variable, naming its type. */
export function checkTensorLike(leaf: unknown, context: string): TensorLike {
  if (isTensorLike(leaf)) return leaf;
  throw new InvalidArgumentError(
    `${context}: expected a tensor or a variable, or arrays and objects of them, got ${describeType(leaf)}.`,
  );
}

/** The sources of a structure, in order. */
export function sourcesIn(structure: unknown, recording: Recording, context: string): readonly Source[] {
  return flattenStructure(structure).map((leaf) => {
    const like = checkTensorLike(leaf, context);
    const value = currentValue(like);
    return { value, ids: isVariable(like) ? recording.valuesOf(like) : [value.id] };
  });
}

/** One result per source, in the form of the structure that the sources came in. */
export function inForm<S>(structure: S, results: readonly (Gradient | null)[]): GradientsOf<S> {
  let position = 0;
  // Each result has its source's dtype, or is null where there is no gradient, which is what the type says.
  return mapStructure(structure, () => results[position++]) as unknown as GradientsOf<S>;
}

/** The value now, without telling recorders of a read: nothing is computed from it. */
export function currentValue(like: TensorLike): Tensor {
  return withoutRecorders(() => like[asTensor]());
}

export function isVariable(value: unknown): value is ReadableVariable & TensorLike {
  return isTensorLike(value) && 'trainable' in value;
}

/** The gradient of a source from those of its identities; the sum if a variable was read with several values. */
export function gradientOfSource(
  { ids }: Source,
  gradients: ReadonlyMap<number, Gradient>,
): Gradient | undefined {
  const parts = ids.flatMap((id) => gradients.get(id) ?? []);
  const sum = parts.slice(1).reduce((total, part) => add(total, part), parts[0]);
  // The same source may be asked for twice; each result is the caller's to dispose by itself.
  return sum && anotherHandle(sum);
}

/**
 * A caller's upstream gradient or tangent as a tensor to own, checked against the tensor it belongs to.
 * @throws InvalidArgumentError if dtype or shape differ.
 */
export function matching(given: Operand, like: Tensor, context: string): Gradient {
  const value = isTensorLike(given)
    ? anotherHandle(given[asTensor]())
    : toTensor(given, context, like.dtype, like.storage.device);
  if (value.dtype === like.dtype && sameShape(value.shape, like.shape)) return value as Gradient;
  const message = `is ${value.dtype} ${formatShape(value.shape)}, but must be ${like.dtype} ${formatShape(like.shape)}`;
  value.dispose();
  throw new InvalidArgumentError(`${context} ${message}, as what it belongs to.`);
}

export function describeType(value: unknown): string {
  if (value === null || typeof value !== 'object') return value === null ? 'null' : typeof value;
  return value.constructor?.name ?? 'an object';
}
