/**
 * @file What a library's adapter is: how it does each kind of workload.
 *
 * The rule for all: a call computes its whole result, and frees it. A library that computes when it is called is just
 * called; one that defers is waited for, by the cheapest means it has that does not copy the result to JavaScript.
 */

import type { WorkloadKind, Workloads } from '../rows/workload.ts';

/** A workload with its inputs made, ready to be timed. */
export interface Prepared {
  /** How many operations one run performs, if a row is timed per operation. */
  readonly operations?: number;
  /** Computes once; what it returns, if a promise, is awaited within the time. */
  run(): void | Promise<void>;
  /** Waits, within the time, until what several runs began is done. */
  finish?(): void | Promise<void>;
  /** Frees the inputs. */
  dispose?(): void;
}

/** How a library prepares each kind of workload: undefined, and a kind left out, mean that it cannot. */
export type Preparations = {
  readonly [K in WorkloadKind]?: (
    workload: Workloads[K],
  ) => Prepared | undefined | Promise<Prepared | undefined>;
};

export interface Adapter {
  /** The version that is measured. */
  readonly version: string;
  readonly prepare: Preparations;
}

/** What an adapter's module exports as `open`: loads the library and makes it compute on so many threads. */
export type OpenAdapter = (threads: number, variant: string) => Promise<Adapter>;
