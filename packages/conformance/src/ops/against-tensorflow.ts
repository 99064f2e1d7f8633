/**
 * @file A result beside TensorFlow's recorded one: the oracle that is not of our own making.
 *
 * The float64 run shares its formulas with what is tested, so only this comparison finds a wrong convention. Where both
 * answers have the right form and differ beyond the tolerance, the one closer to the float64 run is right.
 */

import { type DType, finfo, isFloating } from '@tenon/core';
import type { Findings } from '../checks/findings.ts';
import type { GoldenTensor } from '../golden/golden-vectors.ts';
import { type Limit, limitFor } from '../numerics/compare.ts';
import { formatElement } from '../numerics/format-element.ts';
import { ulpError } from '../numerics/ulp.ts';
import type { OpInfo } from '../op-info/op-info.ts';
import { flatOperands, type ResolvedSample } from '../sample/resolve.ts';
import type { TensorValues } from '../sample/tensor-values.ts';
import type { Workbench } from '../subject/workbench.ts';
import { callOp, exactCall } from './call.ts';
import { flushSubnormals, hasSubnormals } from './subnormals.ts';

/** Holds the outputs of a call against TensorFlow's. */
export async function checkAgainstTensorFlow(
  info: OpInfo,
  dtype: DType,
  sample: ResolvedSample,
  actual: readonly TensorValues[],
  exact: readonly TensorValues[],
  bench: Workbench,
  findings: Findings,
): Promise<void> {
  if (typeof info.tensorflow === 'object' && 'none' in info.tensorflow) return;
  const vector = bench.golden.find(info.name, dtype, sample.key);
  if (!vector) return findings.unrecorded();
  // TensorFlow has no kernel for this dtype, or takes less than Tenon does.
  if (!vector.outputs) return;
  const label = `${sample.label}, TensorFlow`;
  if (vector.outputs.length !== actual.length) {
    return findings.fail({
      sample: label,
      problem: `TensorFlow has ${vector.outputs.length} outputs, not ${actual.length}`,
    });
  }
  const operands = flatOperands(sample.operands);
  // TensorFlow reads subnormal numbers as 0; where that changes the answer it says nothing about ours.
  const flushed = operands.some(hasSubnormals)
    ? (await callOp(info, exactCall(info, flushSubnormals(sample)), bench.oracle)).outputs
    : undefined;
  vector.outputs.forEach((recorded, position) => {
    const limit = limitFor(
      info.tensorflowTolerance ?? info.tolerance,
      recorded.dtype,
      exact[position],
      operands,
    );
    compareWithRecorded(
      label,
      actual[position],
      recorded,
      exact[position],
      flushed?.[position],
      limit,
      findings,
    );
  });
}

/** Holds one tensor against its record. */
export function compareWithRecorded(
  sample: string,
  actual: TensorValues,
  recorded: GoldenTensor,
  exact: TensorValues,
  flushed: TensorValues | undefined,
  limit: Limit,
  findings: Findings,
): void {
  if (actual.dtype !== recorded.dtype || actual.shape.join() !== recorded.shape.join()) {
    findings.fail({
      sample,
      problem: 'dtype or shape differs from TensorFlow’s',
      expected: `${recorded.dtype} [${recorded.shape.join(', ')}]`,
      actual: `${actual.dtype} [${actual.shape.join(', ')}]`,
    });
    return;
  }
  let wrong = 0;
  let worst = { ulp: -1, position: 0, kept: 0 };
  for (let kept = 0; kept < recorded.data.length; kept++) {
    const position = kept * recorded.step;
    if (flushed && Number(flushed.data[position]) !== Number(exact.data[position])) continue;
    const ulp = disagreement(
      recorded.dtype,
      actual.data[position],
      recorded.data[kept],
      exact.data[position],
      limit,
    );
    if (ulp <= limit.ulp) continue;
    wrong++;
    if (ulp > worst.ulp) worst = { ulp, position, kept };
  }
  if (wrong === 0) findings.pass();
  else
    findings.fail({
      sample,
      problem: `${wrong} of ${recorded.data.length} recorded elements differ from TensorFlow’s, at position ${worst.position}`,
      expected: formatElement(recorded, worst.kept),
      actual: formatElement(actual, worst.position),
      ulp: worst.ulp,
    });
}

/** How far an element is from TensorFlow's, in ULP; 0 where TensorFlow's is right but for its lower digits. */
function disagreement(
  dtype: DType,
  actual: number | bigint,
  recorded: number | bigint,
  exact: number | bigint,
  limit: Limit,
): number {
  if (!isFloating(dtype)) return actual === recorded ? 0 : Infinity;
  const distance = zeroBlind(
    ulpError(dtype, Number(actual), Number(recorded), limit.scale),
    actual,
    recorded,
  );
  if (distance <= limit.ulp) return distance;
  if (isFlushedResult(dtype, Number(actual), Number(recorded))) return 0;
  const ours = ulpError(dtype, Number(actual), Number(exact), limit.scale);
  const theirs = ulpError(dtype, Number(recorded), Number(exact), limit.scale);
  // Half the digits in common: the same quantity, computed less exactly.
  const sameQuantity = theirs <= 2 ** (finfo(dtype).significandBits / 2);
  return sameQuantity && ours <= theirs ? 0 : distance;
}

/** TensorFlow flushes subnormal results to 0 as well, before it rounds: one that rounds to the smallest normal number too. */
function isFlushedResult(dtype: Parameters<typeof finfo>[0], actual: number, recorded: number): boolean {
  return recorded === 0 && Math.abs(actual) <= finfo(dtype).tiny;
}

/** The sign of a zero is held against the float64 run only: TensorFlow's depends on how it vectorizes. */
function zeroBlind(ulp: number, actual: number | bigint, recorded: number | bigint): number {
  return Number(actual) === Number(recorded) ? 0 : ulp;
}
