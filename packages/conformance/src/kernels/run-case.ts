/**
 * @file Running a kernel case on a backend, in every layout of its inputs, and judging what comes out.
 */

import type { Backend, DeviceBuffer } from '@tenon/core/backend';
import type { Failure } from '../checks/check-result.ts';
import { describeError } from '../checks/describe-error.ts';
import { greatestMagnitude, type Limit } from '../numerics/compare.ts';
import { judge } from '../numerics/verdict.ts';
import { heldBy, isDistinctLayout, type LayoutName, layoutNames } from '../sample/layouts.ts';
import type { TensorValues } from '../sample/tensor-values.ts';
import { inputView, outputView } from './device-view.ts';
import type { KernelCase } from './kernel-case.ts';

/** Runs a case packed and in every layout that keeps its values; gives one failure, or undefined, for each run. */
export async function* runCase(
  backend: Backend,
  kernelCase: KernelCase,
): AsyncGenerator<Failure | undefined> {
  const { label, inputs } = kernelCase;
  yield runLayout(backend, kernelCase, label);
  for (const layout of layoutNames) {
    const distinct = inputs.some((values) => isDistinctLayout(layout, values));
    const kept = inputs.every(
      (values) => heldBy(layout, values) === values || isConstantAlong(layout, values),
    );
    if (distinct && kept) yield runLayout(backend, kernelCase, `${label}, ${layout}`, layout);
  }
  if (kernelCase.stridedOutput)
    yield runLayout(backend, kernelCase, `${label}, spaced output`, undefined, true);
}

/** Whether a layout holds the values as they are, though it repeats some. */
function isConstantAlong(layout: LayoutName, values: TensorValues): boolean {
  const held = heldBy(layout, values);
  return (values.data as Float64Array).every((element, i) => Object.is(element, held.data[i]));
}

async function runLayout(
  backend: Backend,
  { inputs, expected, outputDTypes, run, ulp, terms }: KernelCase,
  label: string,
  layout?: LayoutName,
  spacedOutput = false,
): Promise<Failure | undefined> {
  const buffers: DeviceBuffer[] = [];
  try {
    const views = inputs.map((values) =>
      inputView(backend, values, layout && isDistinctLayout(layout, values) ? layout : undefined),
    );
    buffers.push(...views.map((view) => view.buffer));
    const outputs = expected.map(({ shape }, i) => outputView(backend, outputDTypes[i], shape, spacedOutput));
    buffers.push(...outputs.map(({ view }) => view.buffer));
    run(
      backend.kernels,
      views,
      outputs.map(({ view }) => view),
    );
    for (const [position, output] of outputs.entries()) {
      const { values, guarded } = await output.read();
      if (!guarded) return { sample: label, problem: `wrote outside of output ${position}` };
      const magnitudes = terms ? [expected[position], ...inputs].map(greatestMagnitude) : [];
      const limit: Limit = { ulp, scale: Math.max(0, ...magnitudes) };
      const { failure } = await judge(label, values, expected[position], limit);
      if (failure) return failure;
    }
    return undefined;
  } catch (error) {
    return { sample: label, problem: `threw ${describeError(error)}` };
  } finally {
    for (const buffer of buffers) backend.free(buffer);
  }
}
