/**
 * @file `scan`: a running fold along one axis.
 */

import type { ScanKind } from '@tenon/core/backend';
import { commandNumber, scanNumber } from '../contract/names.ts';
import type { CpuView, Driver } from '../driver.ts';

export function scan(
  driver: Driver,
  kind: ScanKind,
  input: CpuView,
  axis: number,
  exclusive: boolean,
  output: CpuView,
): void {
  driver.begin(commandNumber.scan);
  driver.put(scanNumber[kind]);
  driver.put(axis);
  driver.put(exclusive ? 1 : 0);
  driver.putView(input);
  driver.putView(output);
  driver.run();
}
