/**
 * @file How much working memory a routine needs: that of `Workspace` in `cpp/linalg/matrix_batch.hpp`, in float64.
 */

import type { CpuView, Driver } from '../driver.ts';

/** Matrices of a batch that are worked on at once, at most, each in memory of its own: `kMatrixSlices`. */
const MATRIX_SLICES = 16;

/** Room for a matrix whose rows lie an odd number of cache lines apart. */
export const matrixRoom = (rows: number, columns: number): number => rows * (columns + 15);

/** Room for a vector on cache lines of its own. */
export const vectorRoom = (length: number): number => length + 7;

/** Lends a command the working memory of a batch of matrices, and writes where it is and how much each slice has. */
export function withMatrixWorkspace(
  driver: Driver,
  input: CpuView,
  elements: number,
  run: (putWorkspace: () => void) => void,
): void {
  const batch = input.shape.slice(0, -2).reduce((size, length) => size * length, 1);
  // Each slice begins on a cache line.
  const slice = Math.ceil(elements / 8) * 8;
  driver.withWorkspace(Math.min(batch, MATRIX_SLICES) * slice * 8, (address) =>
    run(() => {
      driver.put(address);
      driver.put(slice);
    }),
  );
}
