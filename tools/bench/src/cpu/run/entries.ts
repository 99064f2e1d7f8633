/**
 * @file Which libraries run in which row, on how many threads.
 */

import type { Library } from '../library/library.ts';
import type { Row } from '../rows/rows.ts';

/** One library on a number of threads. */
export interface Entry {
  readonly library: Library;
  readonly threads: number;
}

/** Every library on one thread, and in threaded rows those that can on `threads`. */
export function entriesOf(row: Row, libraries: readonly Library[], threads: number): readonly Entry[] {
  const taking = libraries.filter(({ role }) => role !== 'runtime' || row.quantity !== 'time');
  const counts = row.threaded && threads > 1 ? [1, threads] : [1];
  return counts.flatMap((count) =>
    taking.filter(({ maxThreads }) => count <= maxThreads).map((library) => ({ library, threads: count })),
  );
}
