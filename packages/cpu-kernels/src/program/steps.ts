/**
 * @file The steps of the vector machine by number: a step is one loop over a block, of one operation on one type.
 *
 * Steps are numbered operation by register type, then casts by the types they lead from and to, then the conversions
 * listed here; `cpp/program/step_table.hpp` numbers them the same way, from the same lists.
 */

import { type DType, type ScalarOperation, scalarOperationNames } from '@tenon/core/backend';
import { type RegisterType, registerTypeNumber, registerTypes } from '../contract/names.ts';

/** What no operation of the table says, but values need on their way between dtypes. */
export const conversionNames = [
  // An int32 register brought to the range of a narrower dtype.
  'wrapInt8',
  'wrapInt16',
  'wrapUint8',
  'wrapUint16',
  // A float32 register rounded to what a 16-bit float can hold.
  'roundFloat16',
  'roundBfloat16',
  // 16-bit floats from and to their bits, in an int32 register.
  'float16FromBits',
  'bfloat16FromBits',
  'float16ToBits',
  'bfloat16ToBits',
] as const;

export type ConversionName = (typeof conversionNames)[number];

const types = registerTypes.length;
const firstCast = scalarOperationNames.length * types;
const firstTruth = firstCast + types * types;
const firstOdd = firstTruth + types;
const firstConversion = firstOdd + types;

const operationNumber = new Map(scalarOperationNames.map((name, number) => [name, number]));

/** The dtype's register type: what the vector machine computes it in. */
export const registerTypeOf: { readonly [D in DType]: RegisterType } = {
  bool: 'int32',
  int8: 'int32',
  int16: 'int32',
  int32: 'int32',
  int64: 'int64',
  uint8: 'int32',
  uint16: 'int32',
  uint32: 'uint32',
  uint64: 'uint64',
  float16: 'float32',
  bfloat16: 'float32',
  float32: 'float32',
  float64: 'float64',
};

/** An operation on operands of a register type. */
export function operationStep(operation: ScalarOperation, type: RegisterType): number {
  return (operationNumber.get(operation) as number) * types + registerTypeNumber[type];
}

/** From one register type to another, as the table's `cast` says. */
export function castStep(from: RegisterType, to: RegisterType): number {
  return firstCast + registerTypeNumber[from] * types + registerTypeNumber[to];
}

/** x ≠ 0, as an int32 of 0 or 1. */
export function truthStep(from: RegisterType): number {
  return firstTruth + registerTypeNumber[from];
}

/** To float32 «rounding to odd», so that rounding once more to a 16-bit float rounds as if it were the first time. */
export function oddStep(from: RegisterType): number {
  return firstOdd + registerTypeNumber[from];
}

export function conversionStep(name: ConversionName): number {
  return firstConversion + conversionNames.indexOf(name);
}

/** How many steps there are. */
export const stepCount = firstConversion + conversionNames.length;
