/**
 * @file Moving elements between the storage form and the value form (see `dtypes.ts`).
 */

import { type DType, dtypeInfo, type StorageArrayOf, type ValueArrayOf, type ValueOf } from './dtypes.ts';
import { bfloat16ToNumber, float16ToNumber, numberToBfloat16, numberToFloat16 } from './half.ts';

/** Views bytes in storage form as the dtype's storage array. The bytes must be aligned to the element width. */
export function storageView<D extends DType>(dtype: D, bytes: Uint8Array): StorageArrayOf<D> {
  const { StorageArray, byteWidth } = dtypeInfo[dtype];
  const aligned = bytes.byteOffset % byteWidth === 0 ? bytes : bytes.slice();
  return new StorageArray(aligned.buffer, aligned.byteOffset, aligned.byteLength / byteWidth);
}

/** The value form of bytes in storage form: a new array for the 16-bit floats, a view otherwise. */
export function decodeValues<D extends DType>(dtype: D, bytes: Uint8Array): ValueArrayOf<D> {
  const storage = storageView(dtype, bytes);
  const toNumber =
    dtype === 'float16' ? float16ToNumber : dtype === 'bfloat16' ? bfloat16ToNumber : undefined;
  // Every other dtype has one array type for both forms.
  if (!toNumber) return storage as ValueArrayOf<D>;
  return Float32Array.from(storage as Uint16Array, toNumber) as ValueArrayOf<D>;
}

/** One element in storage form: what may be put into the dtype's storage array. */
export function encodeElement(dtype: DType, value: number | bigint | boolean): number | bigint {
  switch (dtype) {
    case 'bool':
      return value ? 1 : 0;
    case 'int64':
    case 'uint64':
      return typeof value === 'bigint' ? value : BigInt(value);
    case 'float16':
      return numberToFloat16(Number(value));
    case 'bfloat16':
      return numberToBfloat16(Number(value));
    default:
      return Number(value);
  }
}

/** One element of a value array as its JavaScript value: bool becomes `true` or `false`. */
export function elementValue<D extends DType>(dtype: D, element: number | bigint): ValueOf<D> {
  return (dtype === 'bool' ? element !== 0 : element) as ValueOf<D>;
}
