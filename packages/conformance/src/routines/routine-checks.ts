/**
 * @file Level 1: each routine that a backend has, in each dtype that it takes.
 */

import { type FloatingDType, InvalidArgumentError } from '@tenon/core';
import { type DeviceBuffer, type Routines, routineDTypes, type View } from '@tenon/core/backend';
import type { Check } from '../checks/check.ts';
import { describeError } from '../checks/describe-error.ts';
import type { Findings } from '../checks/findings.ts';
import { inputView, type OutputView, outputView } from '../kernels/device-view.ts';
import { heldBy, isDistinctLayout, type LayoutName, layoutNames } from '../sample/layouts.ts';
import type { TensorValues } from '../sample/tensor-values.ts';
import type { Workbench } from '../subject/workbench.ts';
import { choleskySpec } from './cholesky.ts';
import { eighSpec } from './eigh.ts';
import { luSpec } from './lu.ts';
import { qrSpec } from './qr.ts';
import {
  type RefusedRoutineCall,
  type RoutineCase,
  type RoutineSpec,
  residualLimit,
} from './routine-case.ts';
import { svdSpec } from './svd.ts';
import { triangularSolveSpec } from './triangular-solve.ts';

const specs: readonly RoutineSpec[] = [choleskySpec, luSpec, triangularSolveSpec, qrSpec, eighSpec, svdSpec];

/** The dtypes that the contract has a routine take. */
const routineFloats: readonly FloatingDType[] = ['float32', 'float64'];

/** The checks of level 1 that are of routines. */
export const routineChecks: readonly Check[] = specs.flatMap((spec) =>
  routineFloats.map(
    (dtype): Check => ({
      level: 1,
      subject: spec.routine,
      dtype,
      run: (bench, findings) => checkRoutine(spec, dtype, bench, findings),
    }),
  ),
);

async function checkRoutine(
  spec: RoutineSpec,
  dtype: FloatingDType,
  bench: Workbench,
  findings: Findings,
): Promise<void> {
  if (!routineDTypes(bench.supports, spec.routine).includes(dtype)) {
    return findings.skip(`no ${spec.routine} for ${dtype}`);
  }
  for (const routineCase of spec.cases(dtype)) {
    await checkLayout(bench, routineCase, routineCase.label, findings);
    for (const layout of layoutNames) {
      if (!isKept(layout, routineCase.inputs)) continue;
      await checkLayout(bench, routineCase, `${routineCase.label}, ${layout}`, findings, layout);
    }
  }
  for (const call of spec.refused(dtype)) await checkRefused(bench, call, findings);
}

/** Whether a layout differs from the packed one, and holds the values as they are. */
function isKept(layout: LayoutName, inputs: readonly TensorValues[]): boolean {
  return (
    inputs.some((values) => isDistinctLayout(layout, values)) &&
    inputs.every((values) => holds(layout, values))
  );
}

function holds(layout: LayoutName, values: TensorValues): boolean {
  const held = heldBy(layout, values);
  return held === values || (values.data as Float64Array).every((x, i) => Object.is(x, held.data[i]));
}

async function checkLayout(
  bench: Workbench,
  routineCase: RoutineCase,
  label: string,
  findings: Findings,
  layout?: LayoutName,
): Promise<void> {
  await onDevice(bench, routineCase, layout, async (run, outputs) => {
    try {
      run();
      const read = await Promise.all(outputs.map((output) => output.read()));
      findings.expect(
        read.every(({ guarded }) => guarded),
        label,
        'wrote outside of an output',
      );
      for (const { what, holds } of routineCase.requirements(read.map(({ values }) => values))) {
        // NaN is within no limit.
        if (typeof holds === 'boolean' ? holds : holds <= residualLimit) findings.pass();
        else {
          const ratio = typeof holds === 'number' && {
            expected: `a residual ratio of ${residualLimit} at most`,
            actual: String(holds),
          };
          findings.fail({ sample: label, problem: `does not hold: ${what}`, ...ratio });
        }
      }
    } catch (error) {
      findings.fail({ sample: label, problem: `threw ${describeError(error)}` });
    }
  });
}

async function checkRefused(bench: Workbench, call: RefusedRoutineCall, findings: Findings): Promise<void> {
  const label = `refused: ${call.label}`;
  await onDevice(bench, call, undefined, async (run) => {
    try {
      run();
      findings.fail({ sample: label, problem: 'was not refused' });
    } catch (error) {
      const isRight = error instanceof InvalidArgumentError && call.message.test(error.message);
      findings.expect(isRight, label, `threw ${describeError(error)}, not what says ${call.message}`);
    }
  });
}

/** Puts the operands of a call on the device, for the time of `use`. */
async function onDevice(
  { backend }: Workbench,
  { inputs, outputs, run }: Pick<RoutineCase, 'inputs' | 'outputs' | 'run'>,
  layout: LayoutName | undefined,
  use: (run: () => void, outputs: readonly OutputView[]) => Promise<void>,
): Promise<void> {
  const buffers: DeviceBuffer[] = [];
  const held = <V extends View>(view: V) => {
    buffers.push(view.buffer);
    return view;
  };
  try {
    const views = inputs.map((values) =>
      held(inputView(backend, values, layout && isDistinctLayout(layout, values) ? layout : undefined)),
    );
    const targets = outputs.map(({ dtype, shape }) => {
      const target = outputView(backend, dtype, shape, false);
      held(target.view);
      return target;
    });
    // `supports` names the routine that the call is of.
    const routines = backend.routines as Routines;
    await use(
      () =>
        run(
          routines,
          views,
          targets.map(({ view }) => view),
        ),
      targets,
    );
  } finally {
    for (const buffer of buffers) backend.free(buffer);
  }
}
