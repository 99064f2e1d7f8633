/**
 * @file `reduce`: folding axes away, after a program.
 */

import { byteWidth, identityProgram, type ReduceKind, type ScalarProgram } from '@tenon/core/backend';
import { commandNumber, dtypeNumber, reduceNumber } from '../contract/names.ts';
import { addressOf, type CpuView, type Driver } from '../driver.ts';
import type { Programs } from '../program/compile.ts';
import { putOperands } from './map.ts';

export function reduce(
  driver: Driver,
  programs: Programs,
  kind: ReduceKind,
  program: ScalarProgram | null,
  inputs: readonly CpuView[],
  axes: readonly number[],
  output: CpuView,
): void {
  const compiled = programs.of(program ?? identityProgram(inputs[0].dtype));
  const { commands } = driver;
  const { shape } = inputs[0];
  const rank = shape.length;
  commands[0] = commandNumber.reduce;
  commands[1] = reduceNumber[kind];
  commands[2] = compiled.address;
  commands[3] = rank;
  let at = 4;
  for (let axis = 0; axis < rank; axis++) commands[at++] = shape[axis];
  // Whether an axis is folded.
  for (let axis = 0; axis < rank; axis++) commands[at++] = 0;
  for (const axis of axes) commands[at - rank + axis] = 1;
  at = putOperands(commands, at, rank, compiled.sources, inputs);
  commands[at++] = dtypeNumber[output.dtype];
  commands[at++] = addressOf(output, byteWidth(output.dtype));
  for (let axis = 0; axis < rank; axis++) commands[at++] = output.strides[axis];
  commands[at] = commandNumber.end;
  const status = driver.host.run();
  if (status !== 0) throw driver.failure(status);
}
