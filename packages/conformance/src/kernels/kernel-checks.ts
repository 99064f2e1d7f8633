/**
 * @file Level 1: each kernel, in each dtype that the contract has it take.
 */

import type { DType } from '@tenon/core';
import { kernelDTypes } from '@tenon/core/backend';
import type { Check } from '../checks/check.ts';
import type { Findings } from '../checks/findings.ts';
import { routineChecks } from '../routines/routine-checks.ts';
import type { Workbench } from '../subject/workbench.ts';
import { behaviourChecks } from './behaviours.ts';
import { convSpec } from './conv.ts';
import { gatherSpec } from './gather.ts';
import type { KernelSpec } from './kernel-case.ts';
import { mapSpec } from './map.ts';
import { matmulSpec } from './matmul.ts';
import { checkRandomBits } from './random-bits.ts';
import { reduceSpec } from './reduce.ts';
import { runCase } from './run-case.ts';
import { scanSpec } from './scan.ts';
import { scatterSpec } from './scatter.ts';
import { sortSpec } from './sort.ts';

const specs: readonly KernelSpec[] = [
  mapSpec,
  reduceSpec,
  scanSpec,
  matmulSpec,
  convSpec,
  gatherSpec,
  scatterSpec,
  sortSpec,
];

/** The checks of level 1: kernels, what they promise beside their results, and routines. */
export function kernelChecks(): readonly Check[] {
  const byDType = specs.flatMap((spec) =>
    spec.dtypes.map(
      (dtype): Check => ({
        level: 1,
        subject: spec.kernel,
        dtype,
        run: (bench, findings) => checkKernel(spec, dtype, bench, findings),
      }),
    ),
  );
  return [
    ...byDType,
    ...behaviourChecks,
    ...routineChecks,
    { level: 1, subject: 'randomBits', dtype: 'uint32', run: checkRandomBits },
  ];
}

async function checkKernel(
  spec: KernelSpec,
  dtype: DType,
  bench: Workbench,
  findings: Findings,
): Promise<void> {
  const { supports, backend } = bench;
  if (!supports.dtypes.includes(dtype)) return findings.skip(`no ${dtype}`);
  const isGap = !kernelDTypes(supports, spec.kernel).includes(dtype);
  let failed = false;
  for (const kernelCase of spec.cases(dtype)) {
    // Indices may be int64 where values are float32.
    const involved = [...kernelCase.inputs.map((input) => input.dtype), ...kernelCase.outputDTypes];
    if (!involved.every((each) => supports.dtypes.includes(each))) continue;
    for await (const failure of runCase(backend, kernelCase)) {
      if (failure) failed = true;
      if (isGap) continue;
      if (failure) findings.fail(failure);
      else findings.pass();
    }
  }
  if (!isGap) return;
  if (failed) findings.skip(`no ${spec.kernel} for ${dtype}`);
  else
    findings.fail({
      sample: '',
      problem: `declares no ${spec.kernel} for ${dtype}, but computes it: declare it`,
    });
}
