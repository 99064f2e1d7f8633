/**
 * @file The types of a list of operands, all of one dtype: `concat([x, y], 0)`.
 *
 * From `readonly Operand<D>[]` TypeScript would infer the union of the dtypes in the list, and so accept a mixture. So
 * the list itself is inferred, and its dtypes are counted.
 */

import type { TensorLike } from '../../tensor/index.ts';
import type { Operand } from './operands.ts';

/** Each dtype in a tuple: dtypes of different tensors stay apart, and that of a tensor of some dtype stays one. */
type DTypesOf<X> = X extends TensorLike<infer D> ? [D] : never;

type IsUnion<X, All = X> = X extends All ? ([All] extends [X] ? false : true) : never;

/** What a list is to be intersected with; the text is what the compiler shows for a mixture. */
export type OneDType<List extends readonly Operand[]> =
  true extends IsUnion<DTypesOf<List[number]>> ? 'all tensors must have one dtype; use tn.cast' : unknown;

/** The dtype of the tensors of a list; float32 for values alone. */
export type DTypeOfList<List extends readonly Operand[]> = [DTypesOf<List[number]>] extends [never]
  ? 'float32'
  : DTypesOf<List[number]>[0];
