/**
 * @file The shader of a pass of `reduce`: lanes fold terms in blocks, then a tree in workgroup memory folds the lanes.
 */

import type { ScalarProgram } from '@tenon/core/backend';
import type { GpuView } from '../../memory/gpu-buffer.ts';
import { inputOperands, programText, programWalks } from '../../program/source.ts';
import type { KernelSource } from '../../queue/compute-kernel.ts';
import type { Operand } from '../../wgsl/operands.ts';
import { kernelSource } from '../../wgsl/shader.ts';
import { walkParameters, walkStatements } from '../../wgsl/walk.ts';
import { type Fold, stateLoad, stateStore } from '../fold/fold.ts';
import { laneParameters, laneStatements, WORKGROUP } from '../fold/work-plan.ts';
import { BLOCK, type ReducePlan } from './reduce-plan.ts';

/** What is folded: operands, walked over kept and folded axes. */
export interface Terms {
  readonly operands: readonly Operand[];
  readonly walks: readonly string[];
  readonly declarations: readonly string[];
  /** Statements that follow those of the walk. */
  readonly statements: readonly string[];
  /** The state of the term number `term`: an expression. */
  readonly state: string;
  readonly functions: Iterable<string>;
}

/** Where the folds go. */
export interface Target {
  readonly operand: Operand;
  /** Axes of its walk. */
  readonly rank: number;
  readonly declarations: readonly string[];
  /** A statement that stores `total`, of the fold `number`, at `y_at`. */
  readonly store: string;
}

/** What a program gives. */
export function programTerms(program: ScalarProgram): Terms {
  const { statements, outputs, functions } = programText(program);
  return {
    operands: inputOperands(program),
    walks: programWalks(program),
    declarations: [],
    statements,
    state: `lift(${outputs[0]}, term)`,
    functions,
  };
}

/** The states that another pass gave. */
export function stateTerms(fold: Fold): Terms {
  return {
    operands: [{ name: 'partial', dtype: 'uint32', access: 'read' }],
    walks: ['partial'],
    declarations: [stateLoad(fold, 'partial')],
    statements: [],
    state: 'state_of_partial(partial_at)',
    functions: [],
  };
}

/** The reduction's output. */
export function resultTarget({ dtype }: GpuView, rank: number): Target {
  return {
    operand: { name: 'y', dtype, access: 'write' },
    rank,
    declarations: [],
    store: 'store_y(y_at, finish(total));',
  };
}

/** States for another pass. */
export function stateTarget(fold: Fold, rank: number): Target {
  return {
    operand: { name: 'y', dtype: 'uint32', access: 'write' },
    rank,
    declarations: [stateStore(fold, 'y')],
    store: 'store_state(y_at + slice * parameters.slice_stride, total);',
  };
}

/** The parameters of a pass, before those of the walks. */
const planParameters = ['folds', 'terms', 'slices', 'slice_terms', 'slice_stride', ...laneParameters];

/** Their values. */
export function planValues(plan: ReducePlan, sliceStride: number): readonly number[] {
  const { folds, terms, slices, sliceTerms, lanes, isAlongTerms } = plan;
  return [folds, terms, slices, sliceTerms, sliceStride, lanes, Number(isAlongTerms)];
}

export function reduceSource(
  label: string,
  fold: Fold,
  { operands, walks, declarations, statements, state, functions }: Terms,
  target: Target,
  [keptRank, foldedRank]: readonly number[],
  binding: readonly number[],
): KernelSource {
  const kept = walks.map((name) => `${name}_start`);
  const folded = walks.map((name) => `${name}_term`);
  return kernelSource({
    label,
    operands: [...operands, target.operand],
    binding,
    parameters: [
      ...planParameters,
      ...walkParameters(keptRank, kept, 'kept'),
      ...walkParameters(foldedRank, folded, 'folded'),
      ...walkParameters(target.rank, ['y'], 'target'),
    ],
    functions: [...fold.functions, ...functions],
    declarations: [
      ...fold.declarations,
      ...declarations,
      ...target.declarations,
      `var<workgroup> lane_states: array<State, ${WORKGROUP}>;`,
    ],
    workgroupSize: WORKGROUP,
    body: `
${laneStatements.join('\n')}
let number = group / parameters.slices * folds_each + place;
let slice = group % parameters.slices;
let is_inside = number < parameters.folds;
${walkStatements(keptRank, kept, 'min(number, parameters.folds - 1u)', 'kept').join('\n')}
let first = slice * parameters.slice_terms;
let end = select(first, min(first + parameters.slice_terms, parameters.terms), is_inside);
let block_terms = ${BLOCK}u * parameters.lanes;
var total = identity();
for (var block = first; block < end; block += block_terms) {
  var folded_block = identity();
  let block_end = min(end, block + block_terms);
  for (var term = block + lane; term < block_end; term += parameters.lanes) {
    ${[
      ...walkStatements(foldedRank, folded, 'term', 'folded'),
      ...walks.map((name) => `let ${name}_at = ${name}_start_at + ${name}_term_at;`),
      ...statements,
    ].join('\n    ')}
    folded_block = combine(folded_block, ${state});
  }
  total = combine(total, folded_block);
}
lane_states[local] = total;
for (var half = parameters.lanes / 2u; half > 0u; half /= 2u) {
  workgroupBarrier();
  if (lane < half) {
    total = combine(total, lane_states[local + half * lane_step]);
    lane_states[local] = total;
  }
}
if (lane == 0u && is_inside) {
  ${walkStatements(target.rank, ['y'], 'number', 'target').join('\n  ')}
  ${target.store}
}`,
  });
}
