/**
 * @file The shader of a pass of `scan`: each lane folds a few neighbours, the lanes' folds are scanned in workgroup memory
 * (Hillis and Steele, "Data parallel algorithms", CACM 1986), and then each lane goes over its neighbours once more.
 */

import type { DType } from '@tenon/core/backend';
import type { KernelSource } from '../../queue/compute-kernel.ts';
import type { Operand } from '../../wgsl/operands.ts';
import { kernelSource } from '../../wgsl/shader.ts';
import { walkParameters, walkStatements } from '../../wgsl/walk.ts';
import { type Fold, stateLoad, stateStore } from '../fold/fold.ts';
import { laneParameters, laneStatements, WORKGROUP } from '../fold/work-plan.ts';
import type { ScanPlan } from './scan-plan.ts';

/** What a pass scans, and what it stores. */
export interface ScanPass {
  readonly from: DType | 'states';
  /** `totals`: the fold of each segment, and not the running ones. */
  readonly to: DType | 'states' | 'totals';
  readonly isExclusive: boolean;
  /** Whether there is a third operand: the states that segments begin with, which else is the identity. */
  readonly hasStarts: boolean;
}

/** The parameters of a pass, before those of the walks. */
const planParameters = [
  'lines',
  'line_length',
  'segments',
  'lane_length',
  ...laneParameters,
  'x_along',
  'y_along',
];

/** Their values. */
export function planValues(plan: ScanPlan, xAlong: number, yAlong: number): readonly number[] {
  const { lines, length, segments, laneLength, lanes, isAlongTerms } = plan;
  return [lines, length, segments, laneLength, lanes, Number(isAlongTerms), xAlong, yAlong];
}

/** @param ranks Of the walks of both operands over the lines. */
export function scanSource(
  label: string,
  fold: Fold,
  pass: ScanPass,
  [xRank, yRank]: readonly number[],
  binding: readonly number[],
): KernelSource {
  const { from, to, hasStarts } = pass;
  return kernelSource({
    label,
    operands: operandsOf(pass),
    binding,
    parameters: [
      ...planParameters,
      ...walkParameters(xRank, ['x'], 'x_lines'),
      ...walkParameters(yRank, ['y'], 'y_lines'),
    ],
    functions: fold.functions,
    declarations: [
      ...fold.declarations,
      ...(from === 'states' ? [stateLoad(fold, 'x')] : []),
      ...(to === 'states' || to === 'totals' ? [stateStore(fold, 'y')] : []),
      ...(hasStarts ? [stateLoad(fold, 'starts')] : []),
      `var<workgroup> lane_states: array<State, ${WORKGROUP}>;`,
    ],
    workgroupSize: WORKGROUP,
    body: `
${laneStatements.join('\n')}
let number = group / parameters.segments * folds_each + place;
let segment = group % parameters.segments;
let is_inside = number < parameters.lines;
let line = min(number, parameters.lines - 1u);
// Where this segment's state is among all: neighbours as the elements are.
let segment_at = select(segment * parameters.lines + line, line * parameters.segments + segment, is_along_terms);
${walkStatements(xRank, ['x'], 'line', 'x_lines').join('\n')}
${walkStatements(yRank, ['y'], 'line', 'y_lines').join('\n')}
let first = (segment * parameters.lanes + lane) * parameters.lane_length;
let end = select(0u, min(first + parameters.lane_length, parameters.line_length), is_inside);
var through = identity();
for (var i = first; i < end; i++) { through = combine(through, ${element(pass)}); }
lane_states[local] = through;
for (var distance = 1u; distance < parameters.lanes; distance *= 2u) {
  workgroupBarrier();
  var before = identity();
  if (lane >= distance) { before = lane_states[local - distance * lane_step]; }
  workgroupBarrier();
  through = combine(before, through);
  lane_states[local] = through;
}
${to === 'totals' ? storeTotal : storeRunning(pass)}`,
  });
}

function operandsOf({ from, to, hasStarts }: ScanPass): readonly Operand[] {
  return [
    { name: 'x', dtype: from === 'states' ? 'uint32' : from, access: 'read' },
    { name: 'y', dtype: to === 'states' || to === 'totals' ? 'uint32' : to, access: 'write' },
    ...(hasStarts ? [{ name: 'starts', dtype: 'uint32', access: 'read' } as const] : []),
  ];
}

/** The state of element `i`. */
function element({ from }: ScanPass): string {
  const at = 'x_at + i * parameters.x_along';
  return from === 'states' ? `state_of_x(${at})` : `lift(load_x(${at}), 0u)`;
}

const storeTotal = 'if (lane == parameters.lanes - 1u && is_inside) { store_state(segment_at, through); }';

function storeRunning(pass: ScanPass): string {
  const at = 'y_at + i * parameters.y_along';
  const store = pass.to === 'states' ? `store_state(${at}, running);` : `store_y(${at}, finish(running));`;
  const take = `running = combine(running, ${element(pass)});`;
  return `workgroupBarrier();
var running = ${pass.hasStarts ? 'state_of_starts(segment_at)' : 'identity()'};
if (lane > 0u) { running = combine(running, lane_states[local - lane_step]); }
for (var i = first; i < end; i++) {
  ${(pass.isExclusive ? [store, take] : [take, store]).join('\n  ')}
}`;
}
