/**
 * @file The gradient of one op in one dtype: numerically in float64, against the float64 run in the others, and against
 * TensorFlow's; and nothing left behind.
 */

import { type DType, isFloating } from '@tenon/core';
import { describeError } from '../checks/describe-error.ts';
import type { Findings } from '../checks/findings.ts';
import { compareValues, greatestMagnitude, type Limit } from '../numerics/compare.ts';
import { judge } from '../numerics/verdict.ts';
import type { OpInfo } from '../op-info/op-info.ts';
import { compareWithRecorded } from '../ops/against-tensorflow.ts';
import { callOp, exactCall, isOfItsDType } from '../ops/call.ts';
import { isDeclaredGap } from '../ops/check-op.ts';
import { flushSubnormals, hasSubnormals } from '../ops/subnormals.ts';
import { flatOperands, type ResolvedSample, resolveSamples } from '../sample/resolve.ts';
import { convertFloats, type TensorValues } from '../sample/tensor-values.ts';
import type { Workbench } from '../subject/workbench.ts';
import { differentiated, gradientSamples, upstreamFor } from './differentiable.ts';
import { checkNumerically } from './numeric-check.ts';
import { type Gradients, reverseGradients } from './reverse.ts';

/**
 * How far a gradient may be from that of the float64 run, in ULP of its greatest element or of what it is computed
 * from. Formulas are held by the numeric check; this finds what a dtype loses.
 */
const gradientUlp: Readonly<Record<string, number>> = { float16: 16, bfloat16: 16, float32: 64, float64: 64 };

/** Checks the gradient of an op in a dtype. */
export async function checkGradient(
  info: OpInfo,
  dtype: DType,
  bench: Workbench,
  findings: Findings,
): Promise<void> {
  if (!bench.supports.dtypes.includes(dtype)) return findings.skip(`no ${dtype}`);
  const before = bench.memory();
  const samples = gradientSamples(info, dtype).filter((sample) =>
    differentiated(info, sample).includes(true),
  );
  const special = dtype === 'float32' ? resolveSamples(info, dtype).filter((sample) => sample.isSpecial) : [];
  for (const sample of [...samples, ...special]) {
    try {
      if (dtype === 'float64' && !info.gradient?.numeric && !sample.isSpecial) {
        await checkNumerically(info, sample, bench, findings);
      }
      await checkOneGradient(info, dtype, sample, bench, findings);
    } catch (error) {
      if (isDeclaredGap(error, bench)) findings.skip(describeError(error));
      else findings.fail({ sample: sample.label, problem: `the gradient threw ${describeError(error)}` });
    }
  }
  const after = bench.memory();
  findings.expect(
    after.buffers <= before.buffers,
    'all samples',
    `left ${after.buffers - before.buffers} buffers behind`,
  );
}

async function checkOneGradient(
  info: OpInfo,
  dtype: DType,
  sample: ResolvedSample,
  bench: Workbench,
  findings: Findings,
): Promise<void> {
  const { outputs } = await callOp(info, sample, bench.device);
  if (!outputs?.some((output) => isFloating(output.dtype))) return;
  const upstreams = outputs.map((output, position) => upstreamFor(sample.key, position, output));
  const actual = await reverseGradients(info, sample, upstreams, bench.device);
  const exact = await exactGradients(info, sample, upstreams, bench);
  const magnitudes = [...flatOperands(sample.operands), ...upstreams].map(greatestMagnitude);
  const limitOf = (gradient: TensorValues): Limit => ({
    ulp: Math.max(gradientUlp[dtype], info.gradient?.ulp?.limit ?? 0),
    scale: Math.max(greatestMagnitude(gradient), ...magnitudes),
  });
  if (!sample.isSpecial) {
    await compareWithExact(info, sample, upstreams, actual, exact, limitOf, bench, findings);
  }
  if (info.gradient?.tensorflow) return;
  // TensorFlow reads subnormal numbers as 0; where that changes the gradient it says nothing about ours.
  const flushed = flatOperands(sample.operands).some(hasSubnormals)
    ? await exactGradients(info, flushSubnormals(sample), upstreams, bench)
    : undefined;
  compareWithTensorFlow(info, dtype, sample, actual, exact, flushed, limitOf, bench, findings);
}

/** The gradients of the oracle: in float64, or in the dtype itself where the op's meaning depends on it. */
function exactGradients(
  info: OpInfo,
  sample: ResolvedSample,
  upstreams: readonly TensorValues[],
  bench: Workbench,
): Promise<Gradients> {
  if (isOfItsDType(info)) return reverseGradients(info, sample, upstreams, bench.oracle);
  const wide = upstreams.map((upstream) =>
    isFloating(upstream.dtype) ? convertFloats(upstream, 'float64') : upstream,
  );
  return reverseGradients(info, exactCall(info, sample), wide, bench.oracle);
}

async function compareWithExact(
  info: OpInfo,
  sample: ResolvedSample,
  upstreams: readonly TensorValues[],
  actual: Gradients,
  exact: Gradients,
  limitOf: (gradient: TensorValues) => Limit,
  bench: Workbench,
  findings: Findings,
): Promise<void> {
  for (const [position, gradient] of actual.entries()) {
    const expected = exact[position];
    const label = `${sample.label}, gradient by operand ${position}`;
    if (!gradient || !expected) {
      findings.expect(!gradient === !expected, label, gradient ? 'should be null' : 'is null');
      continue;
    }
    const limit = limitOf(expected);
    const peer = async () => {
      const [ours] = [await reverseGradients(info, sample, upstreams, bench.oracle)];
      const value = ours[position];
      return value ? compareValues(value, expected, limit.scale).errors : undefined;
    };
    const excuses = bench.backend.name === 'reference' ? [] : [peer];
    const { failure } = await judge(label, gradient, expected, limit, excuses);
    if (failure) findings.fail(failure);
    else findings.pass();
  }
}

function compareWithTensorFlow(
  info: OpInfo,
  dtype: DType,
  sample: ResolvedSample,
  actual: Gradients,
  exact: Gradients,
  flushed: Gradients | undefined,
  limitOf: (gradient: TensorValues) => Limit,
  bench: Workbench,
  findings: Findings,
): void {
  const recorded = bench.golden.find(info.name, dtype, sample.key)?.gradients;
  recorded?.forEach((expected, position) => {
    const gradient = actual[position];
    const best = exact[position];
    const label = `${sample.label}, TensorFlow's gradient by operand ${position}`;
    if (!expected) {
      findings.expect(!gradient || isZero(gradient), label, 'TensorFlow has none here');
    } else if (!gradient || !best) {
      findings.expect(isZero(expected), label, 'is null, but TensorFlow’s is not zero');
    } else {
      compareWithRecorded(
        label,
        gradient,
        expected,
        best,
        flushed?.[position] ?? undefined,
        limitOf(best),
        findings,
      );
    }
  });
}

const isZero = ({ data }: TensorValues) => (data as Float64Array).every((element) => Number(element) === 0);
