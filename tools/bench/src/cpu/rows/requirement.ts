/**
 * @file Where a backend must stand in a row: what was promised before anything was measured.
 */

/** One condition on a backend's result in one row. */
export type Requirement =
  /** At least so many times as fast as a library, or as the best of the WebAssembly peers. */
  | { readonly kind: 'timesAsFast'; readonly as: 'wasm peers' | 'torch' | 'numpy'; readonly atLeast: number }
  /** At most so many milliseconds, or megabytes in a row of memory. */
  | { readonly kind: 'atMost'; readonly value: number }
  /** At most so many times what the backend itself needs in another row. */
  | { readonly kind: 'timesRow'; readonly row: string; readonly atMost: number }
  /** At least so many floating-point operations a nanosecond. */
  | { readonly kind: 'gigaflops'; readonly atLeast: number };

/** The conditions on each backend. Those on more threads are common to all rows that have them: `requiredScaling`. */
export interface Requirements {
  readonly wasm: readonly Requirement[];
  readonly native: readonly Requirement[];
}

/** How much faster two threads must be than one, in rows that are measured on both. */
export const requiredScaling = 1.7;

export const wasmPeers = (atLeast: number): Requirement => ({
  kind: 'timesAsFast',
  as: 'wasm peers',
  atLeast,
});
export const torch = (atLeast: number): Requirement => ({ kind: 'timesAsFast', as: 'torch', atLeast });
export const atMost = (value: number): Requirement => ({ kind: 'atMost', value });
export const microseconds = (value: number): Requirement => atMost(value / 1000);
export const gigaflops = (atLeast: number): Requirement => ({ kind: 'gigaflops', atLeast });
export const timesRow = (row: string, limit: number): Requirement => ({
  kind: 'timesRow',
  row,
  atMost: limit,
});
/** NumPy adding into an array that exists is the STREAM benchmark's Add (McCalpin, 1995): memory's own speed. */
export const ofStreaming = (atLeast: number): Requirement => ({ kind: 'timesAsFast', as: 'numpy', atLeast });
