/**
 * @file `map`: a scalar program at every coordinate, one invocation each.
 */

import { collapseLayouts, type ScalarProgram, sizeOf } from '@tenon/core/backend';
import type { GpuView } from '../memory/gpu-buffer.ts';
import { inputOperands, programLayouts, programReads, programText, programWalks } from '../program/source.ts';
import type { KernelSource } from '../queue/compute-kernel.ts';
import { type Operand, planBindings } from '../wgsl/operands.ts';
import { kernelSource } from '../wgsl/shader.ts';
import { walkParameters, walkStatements, walkValues } from '../wgsl/walk.ts';
import type { KernelContext } from './kernel-context.ts';

const WORKGROUP = 256;

export function map(
  context: KernelContext,
  program: ScalarProgram,
  inputs: readonly GpuView[],
  outputs: readonly GpuView[],
): void {
  const { shape } = outputs[0];
  const size = sizeOf(shape);
  if (size === 0) return;
  const layouts = [...programLayouts(program, inputs, shape.length), ...outputs];
  const collapsed = collapseLayouts(
    shape,
    layouts.map(({ strides }) => strides),
  );
  const rank = collapsed.shape.length;
  const used = programReads(program).inputs.map((input) => inputs[input]);
  const { buffers, binding } = planBindings([...used, ...outputs].map(({ buffer }) => buffer));
  const kernel = context.cache.get(program, `map ${rank} ${binding}`, () =>
    mapSource(program, rank, binding),
  );
  const walks = collapsed.strides.map((strides, i) => ({ offset: layouts[i].offset, strides }));
  context.queue.dispatch(
    kernel,
    buffers,
    [size, ...walkValues(collapsed.shape, walks)],
    Math.ceil(size / WORKGROUP),
  );
}

function mapSource(program: ScalarProgram, rank: number, binding: readonly number[]): KernelSource {
  const results: readonly Operand[] = program.outputs.map((position, i) => ({
    name: `y${i}`,
    dtype: program.nodes[position].dtype,
    access: 'write',
  }));
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

/** What a program does, for errors and profiles: its operations, the first few. */
function nameOf(program: ScalarProgram): string {
  const operations = program.nodes.flatMap((node) => (node.kind === 'apply' ? [node.operation] : []));
  return operations.length === 0
    ? 'copy'
    : operations.slice(0, 4).join(' ') + (operations.length > 4 ? ' …' : '');
}
