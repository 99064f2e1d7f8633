/**
 * @file What a run yields: numbers, gaps, and where they were taken. This is the JSON that `--json` writes.
 */

/** The time of one call: half of the samples took less. */
export interface Timing {
  readonly test: string;
  readonly library: string;
  readonly threads: number;
  readonly medianMs: number;
  /** A tenth of the samples took less, a tenth took more. */
  readonly lowMs: number;
  readonly highMs: number;
}

/** The most memory that a process held. */
export interface Footprint {
  readonly test: string;
  readonly library: string;
  readonly threads: number;
  readonly peakMb: number;
}

export type Result = Timing | Footprint;

/** A row that a library has no number in. */
export interface Gap {
  readonly test: string;
  readonly library: string;
  readonly threads: number;
  readonly reason: string;
}

export interface Report {
  readonly date: string;
  readonly machine: string;
  /** The arguments of the command. */
  readonly command: string;
  /** By library. */
  readonly versions: Readonly<Record<string, string>>;
  readonly rows: readonly Result[];
  readonly gaps: readonly Gap[];
}

/** The number of a result, in milliseconds or megabytes. */
export const numberOf = (result: Result): number => ('medianMs' in result ? result.medianMs : result.peakMb);
