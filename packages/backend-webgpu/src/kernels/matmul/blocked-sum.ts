/**
 * @file A long sum by one invocation: in blocks, so that its error grows with the number of blocks and not of terms.
 */

import type { WgslType } from '../../wgsl/types.ts';

/** Terms that are added one after the other. */
export const BLOCK = 256;

/** Statements that declare `sum`, of the terms from `first` on, by `step`; `term` is an expression of `k`. */
export function blockedSum(type: WgslType, first: string, step: number, term: string): string {
  const block = BLOCK * step;
  return `var sum = ${type}();
for (var block = 0u; block < parameters.terms; block += ${block}u) {
  var partial = ${type}();
  let end = min(block + ${block}u, parameters.terms);
  for (var k = block + ${first}; k < end; k += ${step}u) {
    partial += ${term};
  }
  sum += partial;
}`;
}
