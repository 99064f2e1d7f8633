/**
 * @file `map`: a scalar program at every coordinate.
 *
 * The hottest path of the driver: the operands' addresses, lengths and strides go to the command buffer as they are, and
 * merging axes, choosing the order of the walk and splitting it among threads is the library's.
 */

import type { ScalarProgram } from '@tenon/core/backend';
import { commandNumber } from '../contract/names.ts';
import { addressOf, type CpuView, type Driver } from '../driver.ts';
import type { CompiledProgram, ProgramOperand, Programs } from '../program/compile.ts';

export function map(
  driver: Driver,
  programs: Programs,
  program: ScalarProgram,
  inputs: readonly CpuView[],
  outputs: readonly CpuView[],
): void {
  runMap(driver, programs.of(program), inputs, outputs);
}

/** The same for a program that is compiled already. */
export function runMap(
  driver: Driver,
  compiled: CompiledProgram,
  inputs: readonly CpuView[],
  outputs: readonly CpuView[],
): void {
  const { commands } = driver;
  const { shape } = outputs[0];
  const rank = shape.length;
  commands[0] = commandNumber.map;
  commands[1] = compiled.address;
  commands[2] = rank;
  let at = 3;
  for (let axis = 0; axis < rank; axis++) commands[at++] = shape[axis];
  at = putOperands(commands, at, rank, compiled.sources, inputs);
  at = putOperands(commands, at, rank, compiled.outputs, outputs);
  commands[at] = commandNumber.end;
  const status = driver.host.run();
  if (status !== 0) throw driver.failure(status);
}

/** Writes the address and strides of every operand; a coordinate is an operand whose address counts elements. */
export function putOperands(
  commands: Float64Array,
  start: number,
  rank: number,
  operands: readonly ProgramOperand[],
  views: readonly CpuView[],
): number {
  let at = start;
  for (let i = 0; i < operands.length; i++) {
    const { position, axis: coordinateAxis, width } = operands[i];
    if (position >= 0) {
      const view = views[position];
      const { strides } = view;
      commands[at++] = addressOf(view, width);
      for (let axis = 0; axis < rank; axis++) commands[at++] = strides[axis];
    } else {
      commands[at++] = 0;
      for (let axis = 0; axis < rank; axis++) commands[at++] = axis === coordinateAxis ? 1 : 0;
    }
  }
  return at;
}
