/**
 * @file `lu`: in place in the output, without working memory.
 */

import { commandNumber } from '../contract/names.ts';
import type { CpuView, Driver } from '../driver.ts';

export function lu(driver: Driver, input: CpuView, output: CpuView, permutation: CpuView): void {
  driver.begin(commandNumber.lu);
  driver.putView(input);
  driver.putView(output);
  driver.putView(permutation);
  driver.run();
}
