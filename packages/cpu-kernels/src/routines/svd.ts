/**
 * @file `svd`: one-sided Jacobi rotations of the triangular factor, in float64.
 */

import { notConverged } from '@tenon/core/backend';
import { commandNumber } from '../contract/names.ts';
import type { CpuView, Driver } from '../driver.ts';
import { matrixRoom, vectorRoom, withMatrixWorkspace } from './workspace.ts';

export function svd(driver: Driver, input: CpuView, s: CpuView, u: CpuView | null, v: CpuView | null): void {
  withMatrixWorkspace(driver, input, roomFor(input, u, v), (putWorkspace) => {
    driver.begin(commandNumber.svd);
    driver.putView(input);
    driver.putView(s);
    // Both are wanted, or neither.
    driver.put(u && v ? 1 : 0);
    if (u && v) {
      driver.putView(u);
      driver.putView(v);
    }
    putWorkspace();
    driver.run((status, [matrix]) =>
      status === 'notConverged' ? notConverged('svd', input.shape.slice(0, -2), matrix) : undefined,
    );
  });
}

/** The matrix, or its transpose if it is wide, its reflections, what makes its rows orthogonal, and both factors. */
function roomFor(input: CpuView, u: CpuView | null, v: CpuView | null): number {
  const [m, n] = input.shape.slice(-2);
  const [long, short] = [Math.max(m, n), Math.min(m, n)];
  const left = m < n ? v : u;
  const kept = left ? left.shape[left.shape.length - 1] : 0;
  return (
    matrixRoom(long, short) +
    matrixRoom(short, long) +
    2 * matrixRoom(short, short) +
    matrixRoom(long, kept) +
    3 * vectorRoom(short)
  );
}
