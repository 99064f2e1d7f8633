/**
 * @file What a program costs, roughly: how many additions take as long. Decides how much work goes to one thread at once.
 */

import { type ScalarOperation, scalarOperationNames } from '@tenon/core/backend';
import { registerTypes } from '../contract/names.ts';
import type { Instruction } from './assemble.ts';

/** Additions that an operation takes as long as, where that is more than a few. */
const costs: { readonly [Op in ScalarOperation]?: number } = {
  div: 4,
  floorDiv: 10,
  floorMod: 30,
  truncDiv: 10,
  truncMod: 30,
  pow: 40,
  sqrt: 4,
  rsqrt: 6,
  exp: 8,
  expm1: 12,
  log: 10,
  log1p: 14,
  sin: 12,
  cos: 12,
  tan: 16,
  asin: 12,
  acos: 12,
  atan: 12,
  atan2: 16,
  sinh: 14,
  cosh: 14,
  tanh: 12,
  asinh: 16,
  acosh: 16,
  atanh: 16,
  erf: 20,
  erfc: 30,
  erfinv: 400,
  lgamma: 200,
  digamma: 200,
  zeta: 400,
  igamma: 1000,
  igammac: 1000,
  igammaGradA: 2000,
  betainc: 1000,
};

/** The cost of one element, at least 1. */
export function costOf(instructions: readonly Instruction[]): number {
  let cost = 1;
  for (const { step } of instructions) {
    const operation = scalarOperationNames[Math.floor(step / registerTypes.length)];
    cost += (operation && costs[operation]) ?? 1;
  }
  return cost;
}
