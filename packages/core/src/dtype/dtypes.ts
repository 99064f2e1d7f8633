/**
 * @file The element types of tensors: one table from which every type and every check is derived.
 *
 * Two representations matter and are kept apart. The *storage form* is what a device buffer holds, little-endian:
 * float16 and bfloat16 are 2-byte patterns, bool is one byte. The *value form* is what JavaScript code reads:
 * a float16 is read as the number it stands for, in a `Float32Array`, which holds it exactly.
 */

/** Per dtype: the JavaScript value of an element, and the arrays of both forms. */
export interface DTypeTable {
  readonly bool: { value: boolean; storage: Uint8Array; values: Uint8Array };
  readonly int8: { value: number; storage: Int8Array; values: Int8Array };
  readonly int16: { value: number; storage: Int16Array; values: Int16Array };
  readonly int32: { value: number; storage: Int32Array; values: Int32Array };
  readonly int64: { value: bigint; storage: BigInt64Array; values: BigInt64Array };
  readonly uint8: { value: number; storage: Uint8Array; values: Uint8Array };
  readonly uint16: { value: number; storage: Uint16Array; values: Uint16Array };
  readonly uint32: { value: number; storage: Uint32Array; values: Uint32Array };
  readonly uint64: { value: bigint; storage: BigUint64Array; values: BigUint64Array };
  readonly float16: { value: number; storage: Uint16Array; values: Float32Array };
  readonly bfloat16: { value: number; storage: Uint16Array; values: Float32Array };
  readonly float32: { value: number; storage: Float32Array; values: Float32Array };
  readonly float64: { value: number; storage: Float64Array; values: Float64Array };
}

/** The name of an element type. */
export type DType = keyof DTypeTable;
/** The JavaScript value of one element: number, bigint (64-bit integers) or boolean. */
export type ValueOf<D extends DType> = DTypeTable[D]['value'];
/** The typed array of the storage form. */
export type StorageArrayOf<D extends DType> = DTypeTable[D]['storage'];
/** The typed array of the value form: what `data()` returns. */
export type ValueArrayOf<D extends DType> = DTypeTable[D]['values'];

/** A typed array over an `ArrayBuffer` or `SharedArrayBuffer`. */
interface TypedArrayConstructor<A> {
  readonly BYTES_PER_ELEMENT: number;
  new (length: number): A;
  new (buffer: ArrayBufferLike, byteOffset?: number, length?: number): A;
}

/** What the elements of a dtype are, whatever their width. */
export type DTypeKind = 'bool' | 'int' | 'uint' | 'float';

interface DTypeInfo<D extends DType> {
  readonly kind: DTypeKind;
  readonly byteWidth: 1 | 2 | 4 | 8;
  readonly StorageArray: TypedArrayConstructor<StorageArrayOf<D>>;
  readonly ValueArray: TypedArrayConstructor<ValueArrayOf<D>>;
}

/** Everything that depends on the dtype alone. */
export const dtypeInfo: { readonly [D in DType]: DTypeInfo<D> } = {
  bool: { kind: 'bool', byteWidth: 1, StorageArray: Uint8Array, ValueArray: Uint8Array },
  int8: { kind: 'int', byteWidth: 1, StorageArray: Int8Array, ValueArray: Int8Array },
  int16: { kind: 'int', byteWidth: 2, StorageArray: Int16Array, ValueArray: Int16Array },
  int32: { kind: 'int', byteWidth: 4, StorageArray: Int32Array, ValueArray: Int32Array },
  int64: { kind: 'int', byteWidth: 8, StorageArray: BigInt64Array, ValueArray: BigInt64Array },
  uint8: { kind: 'uint', byteWidth: 1, StorageArray: Uint8Array, ValueArray: Uint8Array },
  uint16: { kind: 'uint', byteWidth: 2, StorageArray: Uint16Array, ValueArray: Uint16Array },
  uint32: { kind: 'uint', byteWidth: 4, StorageArray: Uint32Array, ValueArray: Uint32Array },
  uint64: { kind: 'uint', byteWidth: 8, StorageArray: BigUint64Array, ValueArray: BigUint64Array },
  float16: { kind: 'float', byteWidth: 2, StorageArray: Uint16Array, ValueArray: Float32Array },
  bfloat16: { kind: 'float', byteWidth: 2, StorageArray: Uint16Array, ValueArray: Float32Array },
  float32: { kind: 'float', byteWidth: 4, StorageArray: Float32Array, ValueArray: Float32Array },
  float64: { kind: 'float', byteWidth: 8, StorageArray: Float64Array, ValueArray: Float64Array },
};

/** Every dtype, in the table's order. */
export const allDTypes = Object.keys(dtypeInfo) as readonly DType[];

/** Whether `name` is a dtype. */
export function isDType(name: unknown): name is DType {
  return typeof name === 'string' && Object.hasOwn(dtypeInfo, name);
}

/** Bytes of one element in storage. */
export function byteWidth(dtype: DType): number {
  return dtypeInfo[dtype].byteWidth;
}

/** Whether the dtype is float16, bfloat16, float32 or float64. */
export function isFloating(dtype: DType): dtype is FloatingDType {
  return dtypeInfo[dtype].kind === 'float';
}

/** Whether the dtype is a signed or unsigned integer (bool is not). */
export function isInteger(dtype: DType): dtype is IntegerDType {
  const { kind } = dtypeInfo[dtype];
  return kind === 'int' || kind === 'uint';
}

/** Whether one element is a bigint in JavaScript: int64 and uint64. */
export function isBigInt(dtype: DType): dtype is 'int64' | 'uint64' {
  return dtype === 'int64' || dtype === 'uint64';
}

/** The dtypes that have gradients. */
export type FloatingDType = 'float16' | 'bfloat16' | 'float32' | 'float64';
/** Integers with a sign. */
export type SignedDType = 'int8' | 'int16' | 'int32' | 'int64';
/** Integers without a sign. */
export type UnsignedDType = 'uint8' | 'uint16' | 'uint32' | 'uint64';
/** All integers. Their arithmetic wraps. */
export type IntegerDType = SignedDType | UnsignedDType;
/** All dtypes but bool. */
export type NumericDType = IntegerDType | FloatingDType;
/** What TensorFlow takes as indices. */
export type IndexDType = 'int32' | 'int64';

/** A named set of dtypes: what an argument accepts. The same value serves the type and the run-time check. */
export interface DTypeClass<D extends DType = DType> {
  readonly label: string;
  readonly members: readonly D[];
}

/** The class of `FloatingDType`. */
export const floating: DTypeClass<FloatingDType> = {
  label: 'floating',
  members: ['float16', 'bfloat16', 'float32', 'float64'],
};
/** The class of `SignedDType`. */
export const signedIntegers: DTypeClass<SignedDType> = {
  label: 'signed integer',
  members: ['int8', 'int16', 'int32', 'int64'],
};
/** The class of `IntegerDType`. */
export const integers: DTypeClass<IntegerDType> = {
  label: 'integer',
  members: ['int8', 'int16', 'int32', 'int64', 'uint8', 'uint16', 'uint32', 'uint64'],
};
/** The numbers that have a negative. */
export const signed: DTypeClass<SignedDType | FloatingDType> = {
  label: 'signed',
  members: [...signedIntegers.members, ...floating.members],
};
/** The class of `NumericDType`. */
export const numeric: DTypeClass<NumericDType> = {
  label: 'numeric',
  members: [...integers.members, ...floating.members],
};
/** The class of bool alone. */
export const boolean: DTypeClass<'bool'> = { label: 'bool', members: ['bool'] };
/** The class of `IndexDType`. */
export const indexTypes: DTypeClass<IndexDType> = { label: 'index', members: ['int32', 'int64'] };
/** The class of all dtypes. */
export const anyDType: DTypeClass = { label: 'any', members: allDTypes };
