/**
 * @file Putting a shader together: parameters, operands, functions of the library, and what the kernel itself says.
 */

import type { KernelSource } from '../queue/compute-kernel.ts';
import { withDependencies } from './library.ts';
import { declareOperands, type Operand } from './operands.ts';
import { declareQuadOperands } from './quad-operands.ts';

/** A kernel as its author writes it. */
export interface Shader {
  /** For errors and profiles. */
  readonly label: string;
  readonly operands: readonly Operand[];
  /** By operand, the position of its buffer (`planBindings`). */
  readonly binding: readonly number[];
  /** Whether elements are loaded and stored four at a time. */
  readonly quads?: boolean;
  /** The words of its parameters, the first of them a count, by name: `parameters.size`, all `u32`, negative ones in two's complement. */
  readonly parameters: readonly string[];
  /** Names of functions of the library that it calls; those that they call come by themselves. */
  readonly functions?: Iterable<string>;
  /** Declarations of its own: functions, workgroup memory. */
  readonly declarations?: readonly string[];
  /** Invocations of a workgroup. */
  readonly workgroupSize: number;
  /** What one invocation does. It knows `group`, the number of its workgroup, and `local`, its own in it. */
  readonly body: string;
}

/**
 * `tn_zero()`: a zero that no compiler knows, since a product with one that it knows may become 0 where −0 is right.
 * @param count A parameter that is less than 2³¹.
 */
const zeroFunction = (count: string) =>
  `fn tn_zero() -> f32 { return bitcast<f32>(parameters.${count} >> 31u); }`;

/** The text of a shader, and what the queue needs to know of it. */
export function kernelSource(shader: Shader): KernelSource {
  const { label, parameters, workgroupSize, body } = shader;
  const declare = shader.quads ? declareQuadOperands : declareOperands;
  const operands = declare(shader.operands, shader.binding);
  const called = new Set([...(shader.functions ?? []), ...operands.functions]);
  const needsZero = called.delete('tn_zero');
  const functions = withDependencies(called);
  const code = [
    `struct Parameters { ${parameters.map((name) => `${name}: u32,`).join(' ')} }`,
    '@group(0) @binding(0) var<uniform> parameters: Parameters;',
    ...(needsZero ? [zeroFunction(parameters[0])] : []),
    ...functions.map(({ source }) => source),
    ...operands.declarations,
    ...(shader.declarations ?? []),
    `@compute @workgroup_size(${workgroupSize})
fn main(
  @builtin(workgroup_id) group_position: vec3<u32>,
  @builtin(num_workgroups) group_counts: vec3<u32>,
  @builtin(local_invocation_index) local: u32,
) {
  let group = group_position.y * group_counts.x + group_position.x;
  ${body.trim().replaceAll('\n', '\n  ')}
}`,
  ].join('\n');
  return { label, code, access: operands.access, parameters: parameters.length };
}
