/**
 * @file `scatter`: folding updates into the slices of an operand that indices address.
 */

import { buildProgram, contiguousStrides, type DType, type ScatterKind, sizeOf } from '@tenon/core/backend';
import { commandNumber, scatterNumber } from '../contract/names.ts';
import type { CpuView, Driver } from '../driver.ts';
import type { Programs } from '../program/compile.ts';
import { indexOutOfRange } from './index-out-of-range.ts';
import { map } from './map.ts';

export function scatter(
  driver: Driver,
  programs: Programs,
  kind: ScatterKind,
  operand: CpuView,
  indices: CpuView,
  updates: CpuView,
  output: CpuView,
): void {
  const { dtype } = operand;
  const accumulates = kind === 'add' || kind === 'mul';
  if (accumulates && (dtype === 'float16' || dtype === 'bfloat16')) {
    scatterWidened(driver, programs, kind, operand, indices, updates, output);
  } else scatterAsStored(driver, kind, operand, indices, updates, output);
}

/** In float32: many updates of one element, each rounded to 16 bits, would add up to little. */
function scatterWidened(
  driver: Driver,
  programs: Programs,
  kind: ScatterKind,
  operand: CpuView,
  indices: CpuView,
  updates: CpuView,
  output: CpuView,
): void {
  const borrowed: CpuView[] = [];
  const borrow = ({ shape }: CpuView): CpuView => {
    const buffer = driver.memory.allocate(sizeOf(shape) * 4);
    const view = { buffer, dtype: 'float32', shape, strides: contiguousStrides(shape), offset: 0 } as const;
    borrowed.push(view);
    return view;
  };
  const converted = (from: CpuView, to: CpuView) => {
    map(driver, programs, castProgram(from.dtype, to.dtype), [from], [to]);
    return to;
  };
  try {
    const [wideOperand, wideUpdates] = [operand, updates].map((view) => converted(view, borrow(view)));
    const wideOutput = borrow(output);
    scatterAsStored(driver, kind, wideOperand, indices, wideUpdates, wideOutput);
    converted(wideOutput, output);
  } finally {
    for (const { buffer } of borrowed) driver.memory.free(buffer);
  }
}

/** Programs are interned, so that building one again finds it. */
const castProgram = (from: DType, to: DType) => buildProgram([from], (s, [x]) => s.cast(x, to));

function scatterAsStored(
  driver: Driver,
  kind: ScatterKind,
  operand: CpuView,
  indices: CpuView,
  updates: CpuView,
  output: CpuView,
): void {
  driver.begin(commandNumber.scatter);
  driver.put(scatterNumber[kind]);
  driver.putView(operand);
  driver.putView(indices);
  driver.putView(updates);
  driver.putView(output);
  driver.run(indexOutOfRange('scatter', indices.shape, operand.shape, 0));
}
