/**
 * @file One op in one dtype: every sample, packed and in every layout, against the float64 run and TensorFlow.
 */

import { type DType, UnimplementedError } from '@tenon/core';
import { describeError } from '../checks/describe-error.ts';
import type { Findings } from '../checks/findings.ts';
import { compareValues, type Limit, limitFor } from '../numerics/compare.ts';
import { type Excuse, judge } from '../numerics/verdict.ts';
import type { OpInfo } from '../op-info/op-info.ts';
import { heldBy, isDistinctLayout, type LayoutName, layoutNames, placeIn } from '../sample/layouts.ts';
import {
  flatOperands,
  type ResolvedOperand,
  type ResolvedSample,
  resolveSamples,
} from '../sample/resolve.ts';
import type { TensorValues } from '../sample/tensor-values.ts';
import type { Workbench } from '../subject/workbench.ts';
import { checkAgainstTensorFlow } from './against-tensorflow.ts';
import { type CallOutcome, callOp, exactCall } from './call.ts';
import { flushedResults, flushSubnormals } from './subnormals.ts';

/** Runs all samples of an op in a dtype. */
export async function checkOp(
  info: OpInfo,
  dtype: DType,
  bench: Workbench,
  findings: Findings,
): Promise<void> {
  if (!bench.supports.dtypes.includes(dtype)) return findings.skip(`no ${dtype}`);
  const before = bench.memory();
  for (const sample of resolveSamples(info, dtype)) {
    const exact = await exactOutcome(info, sample, bench);
    if (!exact.outputs) {
      findings.fail({
        sample: sample.label,
        problem: `the oracle refuses it: ${describeError(exact.error)}`,
      });
      continue;
    }
    const { failureCount } = findings;
    const actual = await checkSample(info, sample, exact.outputs, bench, findings);
    // What is wrong when packed is wrong in every layout: once is enough.
    if (!actual || findings.failureCount > failureCount) continue;
    await checkAgainstTensorFlow(info, dtype, sample, actual, exact.outputs, bench, findings);
    for (const layout of layoutNames) await checkLayout(info, sample, layout, exact.outputs, bench, findings);
    if (bench.backend.overrides?.[info.name]) {
      await checkLowering(info, sample, exact.outputs, bench, findings);
    }
  }
  const after = bench.memory();
  findings.expect(
    after.buffers <= before.buffers,
    'all samples',
    `left ${after.buffers - before.buffers} buffers behind`,
  );
}

/** The exact answer: the oracle's in float64, or in the tested dtype where the op's meaning depends on it. */
export function exactOutcome(info: OpInfo, sample: ResolvedSample, bench: Workbench): Promise<CallOutcome> {
  return callOp(info, exactCall(info, sample), bench.oracle);
}

/** Calls the op and judges its outputs; gives them if there are any to be judged further. */
async function checkSample(
  info: OpInfo,
  sample: ResolvedSample,
  exact: readonly TensorValues[],
  bench: Workbench,
  findings: Findings,
  label = sample.label,
  layout?: LayoutName,
): Promise<readonly TensorValues[] | undefined> {
  const place = layout && ((values: TensorValues, device: string) => placeIn(layout, values, device));
  const { outputs, error } = await callOp(info, sample, bench.device, place);
  if (!outputs) {
    if (isDeclaredGap(error, bench)) findings.skip(firstSentence(error));
    else findings.fail({ sample: label, problem: `threw ${describeError(error)}` });
    return undefined;
  }
  if (outputs.length !== exact.length) {
    findings.fail({ sample: label, problem: `${outputs.length} outputs, expected ${exact.length}` });
    return undefined;
  }
  for (const [position, output] of outputs.entries()) {
    const limit = limitFor(info.tolerance, output.dtype, exact[position], flatOperands(sample.operands));
    const excuses = [
      ...excusesFor(info, sample, position, exact[position], limit, bench),
      ...(bench.supports.subnormals ? [] : [flushedResults(output.dtype, exact[position], limit)]),
    ];
    const name = outputs.length > 1 ? `${label}, output ${position}` : label;
    const { failure, ulp } = await judge(name, output, exact[position], limit, excuses);
    if (failure) findings.fail(failure);
    else findings.pass(ulp);
  }
  return outputs;
}

/** Who else may show that the dtype allows no better: the reference backend in it, and a run without subnormals. */
function excusesFor(
  info: OpInfo,
  sample: ResolvedSample,
  position: number,
  exact: TensorValues,
  limit: Limit,
  bench: Workbench,
): readonly Excuse[] {
  const sameDType: Excuse = async () => {
    const { outputs } = await callOp(info, sample, bench.oracle);
    return outputs && compareValues(outputs[position], exact, limit.scale).errors;
  };
  const flushed: Excuse = async () => {
    const { outputs } = await callOp(info, exactCall(info, flushSubnormals(sample)), bench.oracle);
    return outputs && compareValues(outputs[position], exact, limit.scale).errors;
  };
  // The oracle is a reference backend itself: for that one it is no second opinion.
  const isReference = bench.backend.name === 'reference';
  return [...(isReference ? [] : [sameDType]), ...(bench.supports.subnormals ? [] : [flushed])];
}

async function checkLayout(
  info: OpInfo,
  sample: ResolvedSample,
  layout: LayoutName,
  exact: readonly TensorValues[],
  bench: Workbench,
  findings: Findings,
): Promise<void> {
  if (!flatOperands(sample.operands).some((values) => isDistinctLayout(layout, values))) return;
  const label = `${sample.label}, ${layout}`;
  if (layout !== 'repeated') {
    await checkSample(info, sample, exact, bench, findings, label, layout);
    return;
  }
  const held = { ...sample, operands: sample.operands.map((operand) => heldOperand(layout, operand)) };
  const heldExact = await exactOutcome(info, held, bench);
  // Repeating elements may make a call senseless, such as the inverse of a matrix; then the oracle refuses it too.
  if (heldExact.outputs) await checkSample(info, held, heldExact.outputs, bench, findings, label, layout);
}

function heldOperand(layout: LayoutName, operand: ResolvedOperand): ResolvedOperand {
  if (operand === null) return null;
  return 'dtype' in operand ? heldBy(layout, operand) : operand.map((values) => heldBy(layout, values));
}

/** An override must give what the lowering gives: the lowering is checked too, on the same backend. */
async function checkLowering(
  info: OpInfo,
  sample: ResolvedSample,
  exact: readonly TensorValues[],
  bench: Workbench,
  findings: Findings,
): Promise<void> {
  bench.watch.offersOverrides = false;
  try {
    await checkSample(info, sample, exact, bench, findings, `${sample.label}, lowered`);
  } finally {
    bench.watch.offersOverrides = true;
  }
}

/** Whether core refused the call for what `supports` declares. */
export function isDeclaredGap(error: unknown, bench: Workbench): boolean {
  return error instanceof UnimplementedError && bench.watch.undeclaredGap === undefined;
}

/** The first sentence of an error's message. */
export function firstSentence(error: unknown): string {
  return error instanceof Error ? error.message.split('; ')[0] : String(error);
}
