/**
 * @file `scatter`: folding updates into the slices of an operand that indices address.
 */

import type { ScatterKind } from '@tenon/core/backend';
import { commandNumber, scatterNumber } from '../contract/names.ts';
import type { CpuView, Driver } from '../driver.ts';
import { indexOutOfRange } from './index-out-of-range.ts';

export function scatter(
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
