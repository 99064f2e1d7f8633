/**
 * @file A `map` with its operands' layouts merged: what both of its shaders start from.
 */

import { type CollapsedLayouts, collapseLayouts, type ScalarProgram } from '@tenon/core/backend';
import type { GpuView } from '../memory/gpu-buffer.ts';
import { coordinateLayouts, type ProgramLayout } from '../program/source.ts';
import { type BindingPlan, type Operand, planBindings } from '../wgsl/operands.ts';

export interface CollapsedMap {
  readonly program: ScalarProgram;
  readonly outputs: readonly GpuView[];
  readonly collapsed: CollapsedLayouts;
  /** Of the inputs that are read, of coordinates and of outputs, in this order. */
  readonly layouts: readonly ProgramLayout[];
  readonly plan: BindingPlan;
}

/** @param used The inputs that the program reads, in the order of `programReads`. */
export function collapseMap(
  program: ScalarProgram,
  used: readonly GpuView[],
  outputs: readonly GpuView[],
): CollapsedMap {
  const { shape } = outputs[0];
  const layouts = [...used, ...coordinateLayouts(program, shape.length), ...outputs];
  const strides = layouts.map((layout) => layout.strides);
  return {
    program,
    outputs,
    collapsed: collapseLayouts(shape, strides),
    layouts,
    plan: planBindings([...used, ...outputs].map(({ buffer }) => buffer)),
  };
}

/** The outputs as operands `y0`, `y1` … */
export function resultOperands(program: ScalarProgram): readonly Operand[] {
  return program.outputs.map((position, i) => ({
    name: `y${i}`,
    dtype: program.nodes[position].dtype,
    access: 'write',
  }));
}

/** What a program does, for errors and profiles: its operations, the first few. */
export function nameOf(program: ScalarProgram): string {
  const operations = program.nodes.flatMap((node) => (node.kind === 'apply' ? [node.operation] : []));
  if (operations.length === 0) return 'copy';
  return operations.slice(0, 4).join(' ') + (operations.length > 4 ? ' …' : '');
}
