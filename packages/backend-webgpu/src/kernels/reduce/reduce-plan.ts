/**
 * @file How the terms of a reduction are shared: one pass, or several where few folds are long.
 */

import { lanesOf, WORKGROUP } from '../fold/work-plan.ts';

/** Terms that are folded one after the other; then such blocks are. So the error of a sum is that of few additions. */
export const BLOCK = 32;
/** The most terms of one lane: a block of blocks. */
const MOST_TERMS = BLOCK * BLOCK;
/** So many folds keep a device busy with one invocation for each. */
const MANY_FOLDS = 32_768;
/** Invocations that keep a device busy. */
const BUSY = 131_072;

export interface ReducePlan {
  readonly folds: number;
  readonly terms: number;
  readonly isAlongTerms: boolean;
  readonly lanes: number;
  /** Workgroups that share a fold. Where there are several, another pass folds what they give. */
  readonly slices: number;
  readonly sliceTerms: number;
  readonly groups: number;
}

export function planReduce(folds: number, terms: number, isAlongTerms: boolean): ReducePlan {
  const lanes = !isAlongTerms && folds >= MANY_FOLDS ? 1 : lanesOf(folds, terms, isAlongTerms, 4);
  const wantedSlices = Math.max(1, Math.floor(BUSY / (folds * lanes)));
  const laneBlocks = Math.ceil(terms / lanes / wantedSlices / BLOCK);
  const sliceTerms = lanes * Math.min(MOST_TERMS, Math.max(1, laneBlocks) * BLOCK);
  const slices = Math.max(1, Math.ceil(terms / sliceTerms));
  const groups = slices * Math.ceil(folds / (WORKGROUP / lanes));
  return { folds, terms, isAlongTerms, lanes, slices, sliceTerms, groups };
}
