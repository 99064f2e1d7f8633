/**
 * @file `scan`: a running fold along one axis.
 *
 * Lines are cut into segments. Where a line has several, each is folded first, an exclusive scan of these folds says what
 * each segment begins with, and then segments are scanned: elements are read twice and written once. No fold is of more
 * than a few terms one after the other, so errors grow as those of `reduce` do.
 */

import {
  type CollapsedLayouts,
  collapseLayouts,
  type DType,
  type ScanKind,
  sizeOf,
} from '@tenon/core/backend';
import type { GpuBuffer, GpuView } from '../../memory/gpu-buffer.ts';
import { planBindings } from '../../wgsl/operands.ts';
import { walkValues } from '../../wgsl/walk.ts';
import { foldOf } from '../fold/fold.ts';
import { isAlongTerms } from '../fold/work-plan.ts';
import { type KernelContext, withTemporary } from '../kernel-context.ts';
import { planScan, type ScanPlan } from './scan-plan.ts';
import { planValues, type ScanPass, scanSource } from './scan-shader.ts';

export function scan(
  context: KernelContext,
  kind: ScanKind,
  input: GpuView,
  axis: number,
  exclusive: boolean,
  output: GpuView,
): void {
  const size = sizeOf(input.shape);
  if (size === 0) return;
  const length = input.shape[axis];
  const [from, to] = [linesOf(input, axis), linesOf(output, axis)];
  const innermost = [from, to].map(({ lines }) => lines.strides[0].at(-1) ?? 0);
  const isAlong = size === length || isAlongTerms([from.along, to.along], innermost);
  const scanning = { context, kind, dtype: input.dtype, count: size / length, isAlong };
  scanLines(scanning, length, from, to, exclusive);
}

/** What all passes of a scan have in common. */
interface Scanning {
  readonly context: KernelContext;
  readonly kind: ScanKind;
  readonly dtype: DType;
  /** How many lines there are. */
  readonly count: number;
  readonly isAlong: boolean;
}

/** Lines of elements, or of states. */
interface Lines {
  readonly buffer: GpuBuffer;
  readonly dtype: DType | 'states';
  readonly offset: number;
  /** From element to element. */
  readonly along: number;
  readonly lines: CollapsedLayouts;
}

function linesOf({ buffer, dtype, offset, shape, strides }: GpuView, axis: number): Lines {
  const others = (each: readonly number[]) => each.filter((_, other) => other !== axis);
  const lines = collapseLayouts(others(shape), [others(strides)]);
  return { buffer, dtype, offset, along: strides[axis], lines };
}

function scanLines(scanning: Scanning, length: number, from: Lines, to: Lines, isExclusive: boolean): void {
  const { context, kind, dtype, count, isAlong } = scanning;
  const plan = planScan(count, length, isAlong);
  const { segments } = plan;
  if (segments === 1) {
    runPass(scanning, plan, from, to, { from: from.dtype, to: to.dtype, isExclusive, hasStarts: false });
    return;
  }
  const byteLength = 4 * foldOf(kind, dtype).words * count * segments;
  // Neighbours as the shader has them.
  const [lineStride, along] = isAlong ? [segments, 1] : [1, count];
  const statesIn = (buffer: GpuBuffer): Lines => {
    return { buffer, dtype: 'states', offset: 0, along, lines: { shape: [count], strides: [[lineStride]] } };
  };
  withTemporary(context, byteLength, (totals) =>
    withTemporary(context, byteLength, (starts) => {
      const folded = { from: from.dtype, to: 'totals', isExclusive, hasStarts: false } as const;
      runPass(scanning, plan, from, statesIn(totals), folded);
      scanLines(scanning, segments, statesIn(totals), statesIn(starts), true);
      const scanned = { from: from.dtype, to: to.dtype, isExclusive, hasStarts: true };
      runPass(scanning, plan, from, to, scanned, starts);
    }),
  );
}

function runPass(
  { context, kind, dtype }: Scanning,
  plan: ScanPlan,
  from: Lines,
  to: Lines,
  pass: ScanPass,
  starts?: GpuBuffer,
): void {
  const ranks = [from, to].map(({ lines }) => lines.shape.length);
  const operands = [from.buffer, to.buffer];
  const { buffers, binding } = planBindings(starts ? [...operands, starts] : operands);
  const way = `${pass.from} ${pass.to} ${pass.isExclusive} ${pass.hasStarts}`;
  const kernel = context.cache.get(null, `scan ${kind} ${dtype} ${way} ${ranks} ${binding}`, () =>
    scanSource(`scan ${kind}`, foldOf(kind, dtype), pass, ranks, binding),
  );
  const parameters = [
    ...planValues(plan, from.along, to.along),
    ...[from, to].flatMap(({ offset, lines }) =>
      walkValues(lines.shape, [{ offset, strides: lines.strides[0] }]),
    ),
  ];
  context.queue.dispatch(kernel, buffers, parameters, plan.groups);
}
