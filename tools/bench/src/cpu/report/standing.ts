/**
 * @file How a backend stands in a row: against its peers, and against what was required of it.
 */

import { type Requirement, requiredScaling } from '../rows/requirement.ts';
import type { Row } from '../rows/rows.ts';
import { matmulFlops } from '../rows/workload.ts';
import { formatRatio } from './format.ts';
import { numberOf, type Result } from './result.ts';

/** The backends with requirements, and the libraries that their page columns are about. */
export const backends = {
  wasm: { library: 'tenon-cpu-wasm', peers: ['tfjs-wasm', 'onnxruntime-web', 'jax-js'] },
  native: { library: 'tenon-node-native', peers: ['torch'] },
} as const;

export type BackendName = keyof typeof backends;

/** A requirement, as it reads, and whether it is met; undefined if what it takes was not measured. */
export interface Verdict {
  readonly text: string;
  readonly met: boolean | undefined;
}

/** Looks up results of one report. */
export class Results {
  readonly #byKey: ReadonlyMap<string, Result>;
  /** The number of threads that threaded rows were measured on beside one; 1 if there was no other. */
  readonly mostThreads: number;

  constructor(results: readonly Result[]) {
    this.#byKey = new Map(
      results.map((result) => [`${result.test} ${result.library} ${result.threads}`, result]),
    );
    this.mostThreads = Math.max(1, ...results.map(({ threads }) => threads));
  }

  find(test: string, library: string, threads = 1): Result | undefined {
    return this.#byKey.get(`${test} ${library} ${threads}`);
  }

  /** The best of these libraries in a row. */
  best(test: string, libraries: readonly string[], threads = 1): Result | undefined {
    return libraries
      .flatMap((library) => this.find(test, library, threads) ?? [])
      .reduce<Result | undefined>(
        (best, result) => (best && numberOf(best) <= numberOf(result) ? best : result),
        undefined,
      );
  }

  /** How many times the backend's number its best peer's is: above 1, the backend is better. */
  ratio(row: Row, backend: BackendName): number | undefined {
    return over(this.best(row.name, backends[backend].peers), this.find(row.name, backends[backend].library));
  }

  /** How many times as fast as on one thread. */
  scaling(row: Row, backend: BackendName, threads: number): Verdict & { readonly ratio: number | undefined } {
    const { library } = backends[backend];
    const several = threads > 1 ? this.find(row.name, library, threads) : undefined;
    const ratio = over(this.find(row.name, library), several);
    return {
      ratio,
      text: `≥ ${requiredScaling}×`,
      met: ratio === undefined ? undefined : ratio >= requiredScaling,
    };
  }

  verdicts(row: Row, backend: BackendName): readonly Verdict[] {
    return row.required[backend].map((requirement) => this.#verdict(row, backend, requirement));
  }

  #verdict(row: Row, backend: BackendName, requirement: Requirement): Verdict {
    const own = this.find(row.name, backends[backend].library);
    switch (requirement.kind) {
      case 'timesAsFast': {
        const peers = requirement.as === 'wasm peers' ? backends.wasm.peers : [requirement.as];
        const ratio = over(this.best(row.name, peers), own);
        const whose = requirement.as === 'numpy' ? ' streaming' : '';
        return atLeast(`≥ ${requirement.atLeast}×${whose}`, ratio, requirement.atLeast);
      }
      case 'atMost': {
        const unit = row.quantity === 'memory' ? 'MB' : 'ms';
        const small = unit === 'ms' && requirement.value < 0.1;
        const limit = small ? `${requirement.value * 1000} µs` : `${requirement.value} ${unit}`;
        return { text: `≤ ${limit}`, met: own && numberOf(own) <= requirement.value };
      }
      case 'timesRow': {
        const ratio = over(own, this.find(requirement.row, backends[backend].library));
        return {
          text: `≤ ${requirement.atMost}× ${requirement.row}`,
          met: ratio === undefined ? undefined : ratio <= requirement.atMost,
        };
      }
      case 'gigaflops': {
        if (row.workload.kind !== 'matmul' || !own)
          return { text: `≥ ${requirement.atLeast} GFLOP/s`, met: undefined };
        const rate = matmulFlops(row.workload) / (numberOf(own) * 1e6);
        return atLeast(`≥ ${requirement.atLeast} GFLOP/s (${rate.toFixed(0)})`, rate, requirement.atLeast);
      }
      default:
        return requirement satisfies never;
    }
  }
}

const atLeast = (text: string, value: number | undefined, limit: number): Verdict => ({
  text,
  met: value === undefined ? undefined : value >= limit,
});

function over(numerator: Result | undefined, denominator: Result | undefined): number | undefined {
  return numerator && denominator ? numberOf(numerator) / numberOf(denominator) : undefined;
}

/** A ratio as it is shown, a dash if there is none. */
export const shownRatio = (ratio: number | undefined): string =>
  ratio === undefined ? '–' : formatRatio(ratio);
