/**
 * @file A scalar program inside a shader: its inputs and coordinates as operands, and its statements.
 */

import { printProgram, type ScalarProgram } from '@tenon/core/backend';
import type { Operand } from '../wgsl/operands.ts';
import { calledFunctions, wgsl } from './dialect.ts';

/** What a program reads: inputs that it uses, and axes whose coordinates it asks for. */
export interface ProgramReads {
  readonly inputs: readonly number[];
  readonly axes: readonly number[];
}

/** Where an operand lies, over a shape that is said elsewhere. */
export interface ProgramLayout {
  readonly offset: number;
  readonly strides: readonly number[];
}

const known = new WeakMap<ScalarProgram, ProgramReads>();

export function programReads(program: ScalarProgram): ProgramReads {
  let reads = known.get(program);
  if (!reads) {
    const inputs = new Set<number>();
    const axes = new Set<number>();
    for (const node of program.nodes) {
      if (node.kind === 'input') inputs.add(node.input);
      if (node.kind === 'index') axes.add(node.axis);
    }
    reads = { inputs: [...inputs], axes: [...axes] };
    known.set(program, reads);
  }
  return reads;
}

/** The inputs as operands `x0`, `x1` … */
export function inputOperands(program: ScalarProgram): readonly Operand[] {
  return programReads(program).inputs.map((input) => ({
    name: `x${input}`,
    dtype: program.inputs[input],
    access: 'read',
  }));
}

/** What is walked: inputs `x0` …, and coordinates `axis0` …, which are operands that lie where they count. */
export function programWalks(program: ScalarProgram): readonly string[] {
  const { inputs, axes } = programReads(program);
  return [...inputs.map((input) => `x${input}`), ...axes.map((axis) => `axis${axis}`)];
}

/** The layouts of the coordinates that a program asks for. */
export function coordinateLayouts(program: ScalarProgram, rank: number): readonly ProgramLayout[] {
  return programReads(program).axes.map((axis) => ({
    offset: 0,
    strides: Array.from({ length: rank }, (_, each) => (each === axis ? 1 : 0)),
  }));
}

/** A program's statements, after those of the walk; by output, the name of its value; and the functions they call. */
export function programText(program: ScalarProgram): {
  readonly statements: readonly string[];
  readonly outputs: readonly string[];
  readonly functions: ReadonlySet<string>;
} {
  const { statements, outputs } = printProgram(program, wgsl, {
    input: (input) => `load_x${input}(x${input}_at)`,
    index: (axis) => `i32(axis${axis}_at)`,
  });
  return { statements, outputs, functions: calledFunctions(statements) };
}
