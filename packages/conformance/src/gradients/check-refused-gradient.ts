/**
 * @file A gradient that must be refused: asking for it throws, says why, and leaves nothing behind.
 */

import type { DType } from '@tenon/core';
import { describeError } from '../checks/describe-error.ts';
import type { Findings } from '../checks/findings.ts';
import type { OpInfo } from '../op-info/op-info.ts';
import { callOp } from '../ops/call.ts';
import { resolveSamples } from '../sample/resolve.ts';
import type { Workbench } from '../subject/workbench.ts';
import { upstreamFor } from './differentiable.ts';
import { reverseGradients } from './reverse.ts';

/** Checks that the gradient of an op is refused, in a dtype. */
export async function checkRefusedGradient(
  info: OpInfo,
  dtype: DType,
  bench: Workbench,
  findings: Findings,
): Promise<void> {
  if (!bench.supports.dtypes.includes(dtype)) return findings.skip(`no ${dtype}`);
  const before = bench.memory();
  for (const sample of resolveSamples(info, dtype)) {
    const { outputs = [] } = await callOp(info, sample, bench.device);
    const upstreams = outputs.map((output, position) => upstreamFor(sample.key, position, output));
    try {
      await reverseGradients(info, sample, upstreams, bench.device);
      findings.fail({ sample: sample.label, problem: 'the gradient was not refused' });
    } catch (error) {
      const says = error instanceof Error && info.gradient?.refused?.test(error.message) === true;
      findings.expect(says, sample.label, `the gradient threw ${describeError(error)}`);
    }
  }
  const left = bench.memory().buffers - before.buffers;
  findings.expect(left <= 0, 'all samples', `left ${left} buffers behind`);
}
