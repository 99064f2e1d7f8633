/**
 * @file Folding what the invocations of a workgroup hold: a tree in workgroup memory.
 *
 * The tree is the same whatever the device, and its error grows with its depth. All invocations must call the function,
 * since it has barriers.
 */

import type { WgslType } from './types.ts';

/** What a fold is made of. */
export interface WorkgroupFold {
  /** Its function is `name(local, value)` and gives the fold of all values to every invocation. */
  readonly name: string;
  readonly type: WgslType;
  /** An expression of `a` and `b`. */
  readonly combine: string;
}

/** The memory that folds of one type share, and the function of each. */
export function workgroupFolds(workgroupSize: number, folds: readonly WorkgroupFold[]): readonly string[] {
  const types = [...new Set(folds.map(({ type }) => type))];
  return [
    ...types.map((type) => `var<workgroup> folded_${type}: array<${type}, ${workgroupSize}>;`),
    ...folds.map(
      ({ name, type, combine }) => `fn ${name}(local: u32, value: ${type}) -> ${type} {
  folded_${type}[local] = value;
  workgroupBarrier();
  for (var half = ${workgroupSize / 2}u; half > 0u; half /= 2u) {
    if (local < half) {
      let a = folded_${type}[local];
      let b = folded_${type}[local + half];
      folded_${type}[local] = ${combine};
    }
    workgroupBarrier();
  }
  let result = folded_${type}[0];
  // The memory is free again once everybody has read.
  workgroupBarrier();
  return result;
}`,
    ),
  ];
}
