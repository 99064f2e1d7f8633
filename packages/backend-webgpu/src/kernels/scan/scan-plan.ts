/**
 * @file How the elements of a scan's lines are shared: segments of lanes of a few neighbours.
 */

import { lanesOf, WORKGROUP } from '../fold/work-plan.ts';

/** Neighbours of a lane that are also neighbours in memory: few, as the other lanes read between its reads. */
const FEW = 8;
/** The most neighbours of a lane, which are folded one after the other. */
const MOST = 32;

export interface ScanPlan {
  readonly lines: number;
  readonly length: number;
  readonly isAlongTerms: boolean;
  readonly lanes: number;
  /** Elements of a lane. */
  readonly laneLength: number;
  /** Segments of a line, each a workgroup's. */
  readonly segments: number;
  readonly groups: number;
}

export function planScan(lines: number, length: number, isAlongTerms: boolean): ScanPlan {
  const lanes = lanesOf(lines, length, isAlongTerms, FEW);
  const laneLength = isAlongTerms ? FEW : Math.min(MOST, Math.ceil(length / lanes));
  const segments = Math.ceil(length / (lanes * laneLength));
  const groups = segments * Math.ceil(lines / (WORKGROUP / lanes));
  return { lines, length, isAlongTerms, lanes, laneLength, segments, groups };
}
