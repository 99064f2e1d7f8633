/**
 * @file The shader of `map`: one invocation for each coordinate.
 */

import { collapseLayouts, type ScalarProgram, sizeOf } from '@tenon/core/backend';
import type { GpuView } from '../memory/gpu-buffer.ts';
import { coordinateLayouts, inputOperands, programText, programWalks } from '../program/source.ts';
import type { KernelSource } from '../queue/compute-kernel.ts';
import { type Operand, planBindings } from '../wgsl/operands.ts';
import { kernelSource } from '../wgsl/shader.ts';
import { walkParameters, walkStatements, walkValues } from '../wgsl/walk.ts';
import type { KernelContext } from './kernel-context.ts';

const WORKGROUP = 256;

/**
 * Evaluates a program at every coordinate; the buffers are not too many.
 * @param used The inputs that the program reads, in the order of `programReads`.
 */
export function dispatchMap(
  context: KernelContext,
  program: ScalarProgram,
  used: readonly GpuView[],
  outputs: readonly GpuView[],
): void {
  const { shape } = outputs[0];
  const layouts = [...used, ...coordinateLayouts(program, shape.length), ...outputs];
  const collapsed = collapseLayouts(
    shape,
    layouts.map(({ strides }) => strides),
  );
  const rank = collapsed.shape.length;
  const size = sizeOf(shape);
  const { buffers, binding } = planBindings([...used, ...outputs].map(({ buffer }) => buffer));
  const kernel = context.cache.get(program, `map ${rank} ${binding}`, () =>
    mapSource(program, rank, binding),
  );
  const walks = collapsed.strides.map((strides, i) => ({ offset: layouts[i].offset, strides }));
  const parameters = [size, ...walkValues(collapsed.shape, walks)];
  context.queue.dispatch(kernel, buffers, parameters, Math.ceil(size / WORKGROUP));
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
