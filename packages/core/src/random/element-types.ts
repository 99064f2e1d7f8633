/**
 * @file The dtypes that can be drawn, and the arrays that hold the draws.
 *
 * float16 and bfloat16 numbers are kept in a `Float32Array`, which holds each of them exactly; what differs is rounding,
 * see `rounding.ts`.
 */

interface FloatingArrays {
  float16: Float32Array;
  bfloat16: Float32Array;
  float32: Float32Array;
  float64: Float64Array;
}

interface IntegerArrays {
  int32: Int32Array;
  uint32: Uint32Array;
  int64: BigInt64Array;
  uint64: BigUint64Array;
}

export type FloatingDType = keyof FloatingArrays;
export type IntegerDType = keyof IntegerArrays;
export type FloatingArray<D extends FloatingDType> = FloatingArrays[D];
export type IntegerArray<D extends IntegerDType> = IntegerArrays[D];

/** Makes the array for draws of each floating dtype. */
export const floatingArrayOf: { readonly [D in FloatingDType]: new (length: number) => FloatingArrays[D] } = {
  float16: Float32Array,
  bfloat16: Float32Array,
  float32: Float32Array,
  float64: Float64Array,
};

/** Makes the array for draws of each integer dtype. */
export const integerArrayOf: { readonly [D in IntegerDType]: new (length: number) => IntegerArrays[D] } = {
  int32: Int32Array,
  uint32: Uint32Array,
  int64: BigInt64Array,
  uint64: BigUint64Array,
};
