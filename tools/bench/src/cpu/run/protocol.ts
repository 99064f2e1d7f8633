/**
 * @file What is said on the pipe between the benchmark and a process that measures one library: a line of JSON each
 * way. `peers/python-peer.py` speaks it too.
 */

import type { Workload } from '../rows/workload.ts';

export type Request =
  /** Loads the library; nothing is answered before. */
  | { readonly do: 'load' }
  /** Makes a workload's inputs and warms it up. */
  | { readonly do: 'prepare'; readonly workload: Workload; readonly warmUpMs: number }
  /** Takes samples of the prepared workload for so long, and at least `calls`. */
  | { readonly do: 'measure'; readonly forMs: number; readonly calls: number }
  /** Frees the workload. */
  | { readonly do: 'release' }
  /** The most memory that the process held so far. */
  | { readonly do: 'memory' };

export interface Replies {
  readonly load: { readonly version: string };
  /** Whether the library can do it. */
  readonly prepare: { readonly supported: boolean };
  /** Milliseconds of one operation each. */
  readonly measure: { readonly samples: readonly number[] };
  readonly release: Record<string, never>;
  readonly memory: { readonly peakMb: number };
}

/** A reply, or why there is none. */
export type Reply<R> = R | { readonly error: string };
