/**
 * @file A whole run: row by row, and within a row in rounds over the libraries.
 */

import type { Library } from '../library/library.ts';
import type { Gap, Result } from '../report/result.ts';
import { median, quantile } from '../report/statistics.ts';
import type { Row } from '../rows/rows.ts';
import { Contender } from './contender.ts';
import { type Entry, entriesOf } from './entries.ts';
import { Field, NO_SUCH_OPERATION } from './field.ts';
import { turns } from './turns.ts';

/** How thoroughly a row is measured. */
export interface Effort {
  readonly rounds: number;
  /** How long a library is measured in one round. */
  readonly turnMs: number;
  readonly warmUpMs: number;
  /** Calls of a process before its peak memory is read. */
  readonly trainingSteps: number;
}

export const fullEffort: Effort = { rounds: 5, turnMs: 250, warmUpMs: 200, trainingSteps: 200 };

export interface Plan {
  readonly rows: readonly Row[];
  readonly libraries: readonly Library[];
  /** Of rows that are measured on several threads. */
  readonly threads: number;
  readonly effort: Effort;
}

/** Something that happened: a turn was taken, or a library's number in a row is known. */
export type Event =
  | { readonly kind: 'turn'; readonly row: Row; readonly entry: Entry }
  | { readonly kind: 'result'; readonly row: Row; readonly result: Result }
  | { readonly kind: 'gap'; readonly row: Row; readonly gap: Gap };

/** How many turns a run takes at most; entries that cannot run leave some out. */
export function turnCount({ rows, libraries, threads, effort }: Plan): number {
  return rows.reduce((sum, row) => sum + entriesOf(row, libraries, threads).length, 0) * effort.rounds;
}

/** Runs, and tells what happens. Each process ends with the run, whatever ends it. */
export async function* run(plan: Plan, versions: Map<string, string>): AsyncIterable<Event> {
  const field = new Field(versions);
  try {
    for (const row of plan.rows) {
      const entries = entriesOf(row, plan.libraries, plan.threads);
      yield* row.quantity === 'time'
        ? timeRow(row, entries, field, plan.effort)
        : processRow(row, entries, field, plan.effort);
    }
  } finally {
    field.end();
  }
}

type Sample = (entry: Entry) => Promise<readonly number[]>;

/** A row in processes that live through the whole run. */
async function* timeRow(
  row: Row,
  entries: readonly Entry[],
  field: Field,
  effort: Effort,
): AsyncIterable<Event> {
  const ready: Entry[] = [];
  for (const entry of entries) {
    const reason = await field.prepare(entry, row.workload, effort.warmUpMs);
    if (reason === undefined) ready.push(entry);
    else yield { kind: 'gap', row, gap: gapOf(row, entry, reason) };
  }
  const sample: Sample = async (entry) => {
    const { samples } = await field.of(entry).ask({ do: 'measure', forMs: effort.turnMs, calls: 1 });
    return samples;
  };
  yield* inTurns(row, ready, effort.rounds, sample);
  for (const entry of ready) await field.release(entry);
}

/** A row in which every turn is a process of its own, from its start. */
async function* processRow(
  row: Row,
  entries: readonly Entry[],
  field: Field,
  effort: Effort,
): AsyncIterable<Event> {
  const sample: Sample = async ({ library, threads }) => {
    const started = performance.now();
    const process = new Contender(library.programCommand(threads));
    try {
      field.learnVersion(library, await process.ask({ do: 'load' }));
      const { supported } = await process.ask({ do: 'prepare', workload: row.workload, warmUpMs: 0 });
      if (!supported) throw new Error(NO_SUCH_OPERATION);
      if (row.quantity === 'start') return [performance.now() - started];
      await process.ask({ do: 'measure', forMs: 0, calls: effort.trainingSteps });
      return [(await process.ask({ do: 'memory' })).peakMb];
    } finally {
      process.end();
    }
  };
  yield* inTurns(row, entries, effort.rounds, sample);
}

/** Takes turns, and sums up each entry's samples; one that fails takes no further turn. */
async function* inTurns(
  row: Row,
  entries: readonly Entry[],
  rounds: number,
  sample: Sample,
): AsyncIterable<Event> {
  const samples = new Map<Entry, number[]>(entries.map((entry) => [entry, []]));
  for (const order of turns(entries.length, rounds)) {
    for (const entry of order.map((index) => entries[index])) {
      const taken = samples.get(entry);
      if (!taken) continue;
      try {
        taken.push(...(await sample(entry)));
        yield { kind: 'turn', row, entry };
      } catch (error) {
        samples.delete(entry);
        yield { kind: 'gap', row, gap: gapOf(row, entry, (error as Error).message) };
      }
    }
  }
  for (const [{ library, threads }, taken] of samples) {
    const of = { test: row.name, library: library.name, threads };
    const result: Result =
      row.quantity === 'memory'
        ? { ...of, peakMb: median(taken) }
        : { ...of, medianMs: median(taken), lowMs: quantile(taken, 0.1), highMs: quantile(taken, 0.9) };
    yield { kind: 'result', row, result };
  }
}

const gapOf = (row: Row, { library, threads }: Entry, reason: string): Gap => ({
  test: row.name,
  library: library.name,
  threads,
  reason,
});
