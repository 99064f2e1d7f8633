/**
 * @file JavaScript values to and from flat typed arrays: what `tn.constant` accepts and `array()` returns.
 */

import {
  byteWidth,
  type DType,
  dtypeInfo,
  elementValue,
  encodeElement,
  iinfo,
  isDType,
  isFloating,
  isInteger,
  type ValueArrayOf,
  type ValueOf,
} from '../dtype/index.ts';
import { InvalidArgumentError } from '../errors/index.ts';
import type { Shape } from '../shape/index.ts';

type Element = number | bigint | boolean;

/** The typed arrays whose dtype is taken as it is. `Uint8ClampedArray` is read as uint8. */
export type TypedArray =
  | Int8Array
  | Int16Array
  | Int32Array
  | BigInt64Array
  | Uint8Array
  | Uint8ClampedArray
  | Uint16Array
  | Uint32Array
  | BigUint64Array
  | Float32Array
  | Float64Array;

/** Numbers, booleans, bigints, typed arrays, or arrays of them nested to any depth. */
export type Values = Element | TypedArray | readonly Values[];

/** Nested arrays of one element type; the element itself for a scalar. */
export type NestedValues<V> = V | NestedValues<V>[];

/** Values ready for a device: storage form, row-major. */
export interface EncodedValues {
  readonly dtype: DType;
  readonly shape: Shape;
  readonly bytes: Uint8Array;
}

const typedArrayDTypes: ReadonlyMap<string, DType> = new Map([
  ['Int8Array', 'int8'],
  ['Int16Array', 'int16'],
  ['Int32Array', 'int32'],
  ['BigInt64Array', 'int64'],
  ['Uint8Array', 'uint8'],
  ['Uint8ClampedArray', 'uint8'],
  ['Uint16Array', 'uint16'],
  ['Uint32Array', 'uint32'],
  ['BigUint64Array', 'uint64'],
  ['Float16Array', 'float16'],
  ['Float32Array', 'float32'],
  ['Float64Array', 'float64'],
] as const);

function typedArrayDType(value: unknown): DType | undefined {
  if (!ArrayBuffer.isView(value)) return undefined;
  return typedArrayDTypes.get(value.constructor.name) ?? (value instanceof Uint8Array ? 'uint8' : undefined);
}

/**
 * Flattens values, infers their dtype and shape, and encodes them.
 *
 * Without `dtype`, numbers become float32, booleans bool, bigints int64, and typed arrays keep their type.
 * @throws InvalidArgumentError if the input is ragged, mixes kinds, or holds a value that the dtype cannot.
 */
export function encodeValues(value: Values, dtype: DType | undefined, context: string): EncodedValues {
  if (dtype !== undefined && !isDType(dtype)) {
    throw new InvalidArgumentError(`${context}: '${dtype}' is not a dtype.`);
  }
  const shape: number[] = [];
  const flat: Element[] = [];
  const arrayDType = typedArrayDType(value);
  if (arrayDType && (dtype === undefined || dtype === arrayDType)) {
    // The typed array is its own storage form; a copy, since the caller may go on writing to it.
    const { buffer, byteOffset, byteLength } = value as TypedArray;
    const bytes = new Uint8Array(buffer, byteOffset, byteLength).slice();
    return { dtype: arrayDType, shape: [byteLength / byteWidth(arrayDType)], bytes };
  }
  const found = flatten(value, 0, [], shape, flat, context);
  const target = dtype ?? found.dtype ?? kindDType(found.kind);
  const storage = new dtypeInfo[target].StorageArray(flat.length);
  flat.forEach((element, position) => {
    storage[position] = encodeChecked(target, element, context);
  });
  return { dtype: target, shape, bytes: new Uint8Array(storage.buffer, 0, storage.byteLength) };
}

/** What flattening learned: the kind of the elements, and a dtype if every leaf was a typed array of it. */
interface Found {
  kind?: 'number' | 'bigint' | 'boolean';
  dtype?: DType | undefined;
}

function flatten(
  value: unknown,
  depth: number,
  path: readonly number[],
  shape: number[],
  flat: Element[],
  context: string,
  found: Found = {},
): Found {
  const arrayDType = typedArrayDType(value);
  if (Array.isArray(value) || arrayDType) {
    const items = value as ArrayLike<unknown>;
    if (depth === shape.length && flat.length === 0 && !found.kind) shape.push(items.length);
    if (shape[depth] !== items.length) throw ragged(`length ${items.length}`, shape, depth, path, context);
    if (arrayDType) {
      if (found.dtype && found.dtype !== arrayDType) {
        throw new InvalidArgumentError(`${context}: values mix ${found.dtype} and ${arrayDType} arrays.`);
      }
      found.dtype = arrayDType;
    }
    for (let i = 0; i < items.length; i++)
      flatten(items[i], depth + 1, [...path, i], shape, flat, context, found);
    return found;
  }
  if (depth !== shape.length) throw ragged('a single value', shape, depth, path, context);
  const kind = typeof value;
  if (kind !== 'number' && kind !== 'bigint' && kind !== 'boolean') {
    const what = value === null ? 'null' : kind === 'object' ? (value as object).constructor?.name : kind;
    throw new InvalidArgumentError(
      `${context}: values must be numbers, bigints, booleans, typed arrays or nested arrays of them, got ${what}` +
        `${path.length > 0 ? ` at [${path.join(', ')}]` : ''}. To combine tensors use tn.stack or tn.concat.`,
    );
  }
  if (found.kind && found.kind !== kind) {
    throw new InvalidArgumentError(
      `${context}: values mix ${found.kind}s and ${kind}s, at [${path.join(', ')}]; a tensor has one dtype.`,
    );
  }
  found.kind = kind;
  flat.push(value as Element);
  return found;
}

function ragged(got: string, shape: Shape, depth: number, path: readonly number[], context: string): Error {
  const expected = depth < shape.length ? `an array of length ${shape[depth]}` : 'a single value';
  return new InvalidArgumentError(
    `${context}: values are ragged: at [${path.join(', ')}] expected ${expected}, got ${got}.`,
  );
}

function kindDType(kind: Found['kind']): DType {
  return kind === 'boolean' ? 'bool' : kind === 'bigint' ? 'int64' : 'float32';
}

/** One element in storage form, if the dtype can hold it. */
export function encodeChecked(dtype: DType, element: Element, context: string): number | bigint {
  const fault = elementFault(dtype, element);
  if (fault) throw new InvalidArgumentError(`${context}: ${element} cannot be ${dtype}: ${fault}.`);
  return encodeElement(dtype, element);
}

function elementFault(dtype: DType, element: Element): string | undefined {
  if (dtype === 'bool') return typeof element === 'boolean' ? undefined : 'it is not a boolean';
  if (typeof element === 'boolean') return 'it is a boolean; use tn.cast';
  if (isFloating(dtype)) return undefined;
  if (typeof element === 'number' && !Number.isInteger(element)) return 'it is not an integer';
  if (!isInteger(dtype)) return undefined;
  const { min, max } = iinfo(dtype);
  if (element < min || element > max) return `it is outside [${min}, ${max}]`;
  return undefined;
}

/** Nests flat row-major values by a shape. */
export function nestValues<D extends DType>(
  dtype: D,
  values: ValueArrayOf<D>,
  shape: Shape,
): NestedValues<ValueOf<D>> {
  let position = 0;
  const nest = (axis: number): NestedValues<ValueOf<D>> => {
    if (axis === shape.length) return elementValue(dtype, values[position++] as number | bigint);
    return Array.from({ length: shape[axis] as number }, () => nest(axis + 1));
  };
  return nest(0);
}
