/**
 * @file The calls an op must refuse: with the right class of error, a message that helps, and nothing left behind.
 */

import { describeError } from '../checks/describe-error.ts';
import type { Findings } from '../checks/findings.ts';
import type { OpInfo, RefusedCall } from '../op-info/op-info.ts';
import { resolveSample, testedDTypes } from '../sample/resolve.ts';
import type { Workbench } from '../subject/workbench.ts';
import { callOp } from './call.ts';
import { firstSentence, isDeclaredGap } from './check-op.ts';

/** Runs the bad calls of an op, and sees that TensorFlow was asked about its good ones. */
export async function checkRefusals(info: OpInfo, bench: Workbench, findings: Findings): Promise<void> {
  if (isUnrecorded(info, bench)) {
    findings.fail({
      sample: '',
      problem: 'TensorFlow has this op, but none of its calls is recorded: tools/golden records them',
    });
  }
  const before = bench.memory();
  for (const refusal of info.errors ?? []) {
    if (refusal.onlyIf && bench.supports[refusal.onlyIf] !== 'throws') {
      findings.skip(`${refusal.onlyIf} is '${bench.supports[refusal.onlyIf]}'`);
      continue;
    }
    await checkRefusal(info, refusal, bench, findings);
  }
  const after = bench.memory();
  findings.expect(
    after.buffers <= before.buffers,
    'refused calls',
    `left ${after.buffers - before.buffers} buffers behind`,
  );
}

async function checkRefusal(
  info: OpInfo,
  { call, error: ErrorClass, message, dtype }: RefusedCall,
  bench: Workbench,
  findings: Findings,
): Promise<void> {
  const supported = testedDTypes(info).find((tested) => bench.supports.dtypes.includes(tested));
  const tested = dtype ?? supported;
  if (!tested || !bench.supports.dtypes.includes(tested))
    return findings.skip(`no ${tested ?? 'dtype of the op'}`);
  const sample = resolveSample(info, call, tested);
  // The op itself, not what is checked around it.
  const { around: _, ...itself } = info;
  const { error, outputs } = await callOp(itself, sample, bench.device);
  const label = `refused: ${sample.label}`;
  if (outputs) return findings.fail({ sample: label, problem: 'was not refused' });
  if (!(error instanceof ErrorClass)) {
    // A routine that the backend lacks is missed before the call is looked at.
    if (isDeclaredGap(error, bench)) return findings.skip(firstSentence(error));
    return findings.fail({
      sample: label,
      problem: 'threw another class of error',
      expected: ErrorClass.name,
      actual: describeError(error),
    });
  }
  if (!message.test(error.message)) {
    return findings.fail({
      sample: label,
      problem: 'the message does not say what it must',
      expected: String(message),
      actual: error.message,
    });
  }
  findings.pass();
}

/** Whether an op that TensorFlow has has no vector at all, though others do. */
function isUnrecorded({ tensorflow, name }: OpInfo, { golden }: Workbench): boolean {
  const isTensorFlows = typeof tensorflow === 'string' || 'python' in tensorflow;
  return isTensorFlows && golden.version !== undefined && golden.count(name) === 0;
}
