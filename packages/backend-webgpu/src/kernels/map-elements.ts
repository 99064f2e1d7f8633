/**
 * @file The shader of `map` for any layout: one invocation for each coordinate.
 */

import { type ScalarProgram, sizeOf } from '@tenon/core/backend';
import { inputOperands, programText, programWalks } from '../program/source.ts';
import type { KernelSource } from '../queue/compute-kernel.ts';
import { kernelSource } from '../wgsl/shader.ts';
import { walkParameters, walkStatements, walkValues } from '../wgsl/walk.ts';
import { type CollapsedMap, nameOf, resultOperands } from './collapsed-map.ts';
import type { KernelContext } from './kernel-context.ts';

const WORKGROUP = 256;

/** Evaluates a collapsed map, whatever its layouts. */
export function dispatchMapElements(context: KernelContext, map: CollapsedMap): void {
  const { program, collapsed, layouts, plan } = map;
  const rank = collapsed.shape.length;
  const size = sizeOf(collapsed.shape);
  const kernel = context.cache.get(program, `map ${rank} ${plan.binding}`, () =>
    source(program, rank, plan.binding),
  );
  const walks = collapsed.strides.map((strides, i) => ({ offset: layouts[i].offset, strides }));
  const parameters = [size, ...walkValues(collapsed.shape, walks)];
  context.queue.dispatch(kernel, plan.buffers, parameters, Math.ceil(size / WORKGROUP));
}

function source(program: ScalarProgram, rank: number, binding: readonly number[]): KernelSource {
  const results = resultOperands(program);
  const walks = [...programWalks(program), ...results.map(({ name }) => name)];
  const { statements, outputs, functions } = programText(program);
  return kernelSource({
    label: `map ${nameOf(program)}`,
    operands: [...inputOperands(program), ...results],
    binding,
    parameters: ['size', ...walkParameters(rank, walks)],
    functions,
    workgroupSize: WORKGROUP,
    body: [
      `let element = group * ${WORKGROUP}u + local;`,
      'if (element >= parameters.size) { return; }',
      ...walkStatements(rank, walks, 'element'),
      ...statements,
      ...outputs.map((value, i) => `store_y${i}(y${i}_at, ${value});`),
    ].join('\n'),
  });
}
