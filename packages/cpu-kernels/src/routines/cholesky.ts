/**
 * @file `cholesky`: in place in the output, without working memory.
 */

import { notPositiveDefinite } from '@tenon/core/backend';
import { commandNumber } from '../contract/names.ts';
import type { CpuView, Driver } from '../driver.ts';

export function cholesky(driver: Driver, input: CpuView, output: CpuView): void {
  driver.begin(commandNumber.cholesky);
  driver.putView(input);
  driver.putView(output);
  driver.run((status, [matrix, order]) =>
    status === 'notPositiveDefinite'
      ? notPositiveDefinite(input.shape.slice(0, -2), matrix, order)
      : undefined,
  );
}
