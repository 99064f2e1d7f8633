/**
 * @file `eigh`: tridiagonalization and QL in float64.
 */

import { notConverged } from '@tenon/core/backend';
import { commandNumber } from '../contract/names.ts';
import type { CpuView, Driver } from '../driver.ts';
import { matrixRoom, vectorRoom, withMatrixWorkspace } from './workspace.ts';

export function eigh(driver: Driver, input: CpuView, values: CpuView, vectors: CpuView | null): void {
  const n = input.shape[input.shape.length - 1];
  const room = 2 * matrixRoom(n, n) + 4 * vectorRoom(n);
  withMatrixWorkspace(driver, input, room, (putWorkspace) => {
    driver.begin(commandNumber.eigh);
    driver.putView(input);
    driver.putView(values);
    driver.put(vectors ? 1 : 0);
    if (vectors) driver.putView(vectors);
    putWorkspace();
    driver.run((status, [matrix]) =>
      status === 'notConverged' ? notConverged('eigh', input.shape.slice(0, -2), matrix) : undefined,
    );
  });
}
