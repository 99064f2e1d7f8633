/**
 * @file What a benchmark is, and how its measurements are taken and shown.
 *
 * A number is the median of many samples after a warm-up, since the mean of a shared machine is that of its other
 * work. Every table names the machine, since a number without one means nothing.
 */

import { cpus } from 'node:os';
import { measure } from 'mitata';

/** One measured line of a benchmark. */
export interface Measurement {
  readonly name: string;
  /** Nanoseconds of one operation: half of the samples took less. */
  readonly median: number;
  /** A tenth of the samples took less. */
  readonly low: number;
  /** What the operation may cost, in nanoseconds, where a promise was made. */
  readonly limit?: number;
}

export interface Benchmark {
  readonly name: string;
  readonly description: string;
  /** Takes the measurements, one after the other. */
  run(): AsyncIterable<Measurement>;
}

export interface Operation {
  readonly name: string;
  readonly limit?: number;
  /** How many operations one call of `run` performs. */
  readonly count?: number;
  run(): void;
}

/** The medians of operations, each after a warm-up of its own. */
export async function* measureAll(operations: readonly Operation[]): AsyncIterable<Measurement> {
  for (const { name, limit, count = 1, run } of operations) {
    const { samples } = await measure(run);
    const at = (quantile: number) => samples[Math.floor(samples.length * quantile)] / count;
    yield { name, limit, median: at(0.5), low: at(0.1) };
  }
}

/** The machine and the runtime, in one line. */
export function machine(): string {
  const [cpu] = cpus();
  return `${cpu?.model.trim() ?? 'unknown processor'} × ${cpus().length}, Node ${process.version}, ${process.platform} ${process.arch}`;
}

/** A duration with its unit, in three digits. */
export function formatDuration(nanoseconds: number): string {
  if (nanoseconds < 1000) return `${nanoseconds.toFixed(0)} ns`;
  if (nanoseconds < 1e6) return `${(nanoseconds / 1e3).toPrecision(3)} µs`;
  if (nanoseconds < 1e9) return `${(nanoseconds / 1e6).toPrecision(3)} ms`;
  return `${(nanoseconds / 1e9).toPrecision(3)} s`;
}

/** A measurement as a line of a table whose names have a common width. */
export function formatMeasurement({ name, median, low, limit }: Measurement, width: number): string {
  const line = `${name.padEnd(width)} ${formatDuration(median).padStart(9)} ${formatDuration(low).padStart(9)}`;
  if (limit === undefined) return line;
  return `${line}  ${median <= limit ? 'within' : 'OVER'} ${formatDuration(limit)}`;
}
