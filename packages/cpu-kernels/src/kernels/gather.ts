/**
 * @file `gather`: slices of an operand, by index.
 */

import { commandNumber } from '../contract/names.ts';
import type { CpuView, Driver } from '../driver.ts';
import { indexOutOfRange } from './index-out-of-range.ts';

export function gather(
  driver: Driver,
  params: CpuView,
  indices: CpuView,
  batchDims: number,
  output: CpuView,
): void {
  driver.begin(commandNumber.gather);
  driver.putView(params);
  driver.putView(indices);
  driver.put(batchDims);
  driver.putView(output);
  driver.run(indexOutOfRange('gather', indices.shape, params.shape, batchDims));
}
