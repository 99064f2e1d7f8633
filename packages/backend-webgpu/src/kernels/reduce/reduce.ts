/**
 * @file `reduce`: folding axes away, after a program.
 *
 * Kept and folded axes are merged apart, as the number of an output element walks the former and that of a term the
 * latter. Where few folds are long, several workgroups share one, and another pass folds what they give.
 */

import {
  type CollapsedLayouts,
  collapseLayouts,
  type DType,
  identityProgram,
  type ReduceKind,
  type ScalarProgram,
  sizeOf,
} from '@tenon/core/backend';
import type { GpuBuffer, GpuView } from '../../memory/gpu-buffer.ts';
import { coordinateLayouts, type ProgramLayout, programReads } from '../../program/source.ts';
import { planBindings } from '../../wgsl/operands.ts';
import { walkValues } from '../../wgsl/walk.ts';
import { type Fold, foldOf } from '../fold/fold.ts';
import { isAlongTerms } from '../fold/work-plan.ts';
import { type KernelContext, withTemporary } from '../kernel-context.ts';
import { withPackedInputs } from '../pack-inputs.ts';
import { planReduce, type ReducePlan } from './reduce-plan.ts';
import {
  planValues,
  programTerms,
  reduceSource,
  resultTarget,
  stateTarget,
  stateTerms,
} from './reduce-shader.ts';

export function reduce(
  context: KernelContext,
  kind: ReduceKind,
  program: ScalarProgram | null,
  inputs: readonly GpuView[],
  axes: readonly number[],
  output: GpuView,
): void {
  if (sizeOf(output.shape) === 0) return;
  const applied = program ?? identityProgram(inputs[0].dtype);
  const used = programReads(applied).inputs.map((input) => inputs[input]);
  const { shape } = inputs[0];
  withPackedInputs(context, used, [output], (packed) => {
    const layouts = [...packed, ...coordinateLayouts(applied, shape.length)];
    const isFolded = (axis: number) => axes.includes(axis);
    const order = outermostFirst(shape.length, packed);
    const kept = order.filter((axis) => !isFolded(axis));
    const target = collapseAxes(kept, shape, [output]);
    runPasses(
      { context, kind, program: applied, output, target },
      {
        areStates: false,
        buffers: packed.map(({ buffer }) => buffer),
        offsets: layouts.map(({ offset }) => offset),
        kept: collapseAxes(kept, shape, layouts),
        folded: collapseAxes(order.filter(isFolded), shape, layouts),
      },
    );
  });
}

/**
 * The axes as they lie in memory. In this order both folds and terms are counted, so that neighbours are neighbours there,
 * though the inputs be transposed.
 */
function outermostFirst(rank: number, inputs: readonly GpuView[]): readonly number[] {
  const distances = Array.from({ length: rank }, (_, axis) =>
    inputs.reduce((sum, { strides }) => sum + Math.abs(strides[axis]), 0),
  );
  return [...distances.keys()].sort((a, b) => distances[b] - distances[a]);
}

function collapseAxes(
  axes: readonly number[],
  shape: readonly number[],
  layouts: readonly ProgramLayout[],
): CollapsedLayouts {
  const ofAxes = (each: readonly number[]) => axes.map((axis) => each[axis]);
  return collapseLayouts(
    ofAxes(shape),
    layouts.map(({ strides }) => ofAxes(strides)),
  );
}

/** What all passes of a reduction have in common. */
interface Reduction {
  readonly context: KernelContext;
  readonly kind: ReduceKind;
  readonly program: ScalarProgram;
  readonly output: GpuView;
  /** The output's layout, its axes ordered as those of what is kept. */
  readonly target: CollapsedLayouts;
}

/** What a pass folds. */
interface PassInput {
  /** Whether it is states that another pass gave, and not what the program reads. */
  readonly areStates: boolean;
  readonly buffers: readonly GpuBuffer[];
  /** By walk. */
  readonly offsets: readonly number[];
  readonly kept: CollapsedLayouts;
  readonly folded: CollapsedLayouts;
}

/** Where a pass stores. */
interface PassOutput {
  /** Whether it is states for another pass, and not the result. */
  readonly areStates: boolean;
  readonly buffer: GpuBuffer;
  readonly offset: number;
  readonly layout: CollapsedLayouts;
  /** From a slice's state to that of the next. */
  readonly sliceStride: number;
}

function runPasses(reduction: Reduction, input: PassInput): void {
  const { context, output, target } = reduction;
  const folds = sizeOf(output.shape);
  const isAlong = isAlongTerms(innermostStrides(input.folded), innermostStrides(input.kept));
  const plan = planReduce(folds, sizeOf(input.folded.shape), isAlong);
  const { slices } = plan;
  if (slices === 1) {
    const { buffer, offset } = output;
    runPass(reduction, plan, input, { areStates: false, buffer, offset, layout: target, sliceStride: 0 });
    return;
  }
  // Neighbours stay neighbours, so that the next pass reads them alike.
  const [foldStride, sliceStride] = isAlong ? [slices, 1] : [1, folds];
  const kept = { shape: [folds], strides: [[foldStride]] };
  const folded = { shape: [slices], strides: [[sliceStride]] };
  withTemporary(context, 4 * foldOfReduction(reduction).words * folds * slices, (buffer) => {
    runPass(reduction, plan, input, { areStates: true, buffer, offset: 0, layout: kept, sliceStride });
    runPasses(reduction, { areStates: true, buffers: [buffer], offsets: [0], kept, folded });
  });
}

function runPass(reduction: Reduction, plan: ReducePlan, input: PassInput, to: PassOutput): void {
  const { context, kind, program, output } = reduction;
  const { kept, folded, offsets } = input;
  const ranks = [kept, folded, to.layout].map(({ shape }) => shape.length);
  const { buffers, binding } = planBindings([...input.buffers, to.buffer]);
  const dtypes = `${dtypeOfTerms(reduction)} ${to.areStates ? 'states' : output.dtype}`;
  const kernel = context.cache.get(
    input.areStates ? null : program,
    `reduce ${kind} ${dtypes} ${ranks} ${binding}`,
    () => {
      const fold = foldOfReduction(reduction);
      const terms = input.areStates ? stateTerms(fold) : programTerms(program);
      const target = to.areStates ? stateTarget(fold, ranks[2]) : resultTarget(output, ranks[2]);
      return reduceSource(`reduce ${kind}`, fold, terms, target, ranks, binding);
    },
  );
  const parameters = [
    ...planValues(plan, to.sliceStride),
    ...walkValues(kept.shape, walksOf(kept, offsets)),
    // Terms are counted from where their fold starts.
    ...walkValues(folded.shape, walksOf(folded, zeros(offsets.length))),
    ...walkValues(to.layout.shape, walksOf(to.layout, [to.offset])),
  ];
  context.queue.dispatch(kernel, buffers, parameters, plan.groups);
}

const zeros = (count: number) => new Array<number>(count).fill(0);

const dtypeOfTerms = ({ program }: Reduction): DType => program.nodes[program.outputs[0]].dtype;

const foldOfReduction = (reduction: Reduction): Fold => foldOf(reduction.kind, dtypeOfTerms(reduction));

/** By walk, the stride of the last axis. */
function innermostStrides({ strides }: CollapsedLayouts): readonly number[] {
  return strides.map((each) => each.at(-1) ?? 0);
}

function walksOf({ strides }: CollapsedLayouts, offsets: readonly number[]): readonly ProgramLayout[] {
  return strides.map((each, i) => ({ offset: offsets[i], strides: each }));
}
