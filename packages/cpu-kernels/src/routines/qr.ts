/**
 * @file `qr`: Householder reflections in float64.
 */

import { commandNumber } from '../contract/names.ts';
import type { CpuView, Driver } from '../driver.ts';
import { matrixRoom, vectorRoom, withMatrixWorkspace } from './workspace.ts';

export function qr(driver: Driver, input: CpuView, q: CpuView, r: CpuView): void {
  const [m, n] = input.shape.slice(-2);
  const count = Math.min(m, n);
  const kept = q.shape[q.shape.length - 1];
  const room = matrixRoom(m, n) + matrixRoom(count, m) + matrixRoom(m, kept) + vectorRoom(count);
  withMatrixWorkspace(driver, input, room, (putWorkspace) => {
    driver.begin(commandNumber.qr);
    driver.putView(input);
    driver.putView(q);
    driver.putView(r);
    putWorkspace();
    driver.run();
  });
}
