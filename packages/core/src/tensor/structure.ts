/**
 * @file Nested structures of tensors: what functions take and return (arrays, plain objects, and tensors in them).
 */

import { asTensor, Tensor, type TensorLike } from './tensor.ts';

/** A tensor-like, or arrays and plain objects of them to any depth. */
export type Structure<T = TensorLike> =
  | T
  | readonly Structure<T>[]
  | { readonly [key: string]: Structure<T> };

/** A structure of the same form with every leaf replaced. */
export type MappedStructure<S, To> = S extends TensorLike
  ? To
  : S extends readonly unknown[]
    ? { [K in keyof S]: MappedStructure<S[K], To> }
    : S extends object
      ? { [K in keyof S]: MappedStructure<S[K], To> }
      : To;

/** Whether a value follows the tensor protocol. */
export function isTensorLike(value: unknown): value is TensorLike {
  return value instanceof Tensor || (typeof value === 'object' && value !== null && asTensor in value);
}

/** The leaves of a structure, in order. A leaf is whatever is neither an array nor a plain object. */
export function flattenStructure(structure: unknown): unknown[] {
  if (Array.isArray(structure)) return structure.flatMap(flattenStructure);
  if (isPlainObject(structure)) return Object.values(structure).flatMap(flattenStructure);
  return [structure];
}

/** Replaces the leaves of a structure, keeping its form. */
export function mapStructure<S, To>(structure: S, replace: (leaf: unknown) => To): MappedStructure<S, To> {
  const walk = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(walk);
    if (isPlainObject(part))
      return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, walk(value)]));
    return replace(part);
  };
  // The walk keeps arrays arrays and objects objects, which is what the mapped type says.
  return walk(structure) as MappedStructure<S, To>;
}

/** The tensors among the leaves of anything at all. */
export function tensorsIn(structure: unknown): Tensor[] {
  return flattenStructure(structure).filter((leaf): leaf is Tensor => leaf instanceof Tensor);
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
