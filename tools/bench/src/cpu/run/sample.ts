/**
 * @file Taking samples of one prepared workload.
 *
 * Short calls are timed in batches, so that reading the clock does not count; the batch is found while warming up.
 */

import type { Prepared } from '../library/adapter.ts';

/** A batch lasts so long at least, which the clock resolves to a part in a thousand. */
const BATCH_MS = 1;

/** What a warmed-up workload is timed with. */
export interface Warm {
  readonly prepared: Prepared;
  /** Runs in one sample. */
  readonly batch: number;
}

/** Runs until `warmUpMs` have passed and engines have compiled what is hot, three times at least; or once, for 0. */
export async function warmUp(prepared: Prepared, warmUpMs: number): Promise<Warm> {
  const end = performance.now() + warmUpMs;
  const least = warmUpMs > 0 ? 3 : 1;
  let batch = 1;
  for (let times = 0; times < least || performance.now() < end; times++) {
    const elapsed = await timeBatch({ prepared, batch });
    if (elapsed < BATCH_MS && warmUpMs > 0)
      batch = Math.ceil(batch * Math.min(10, (1.2 * BATCH_MS) / Math.max(elapsed, 1e-3)));
    // A call of seconds needs no third.
    if (elapsed > 10 * warmUpMs && elapsed > 1000) break;
  }
  return { prepared, batch };
}

/** Samples, in milliseconds of one operation, for so long and `calls` at least. */
export async function takeSamples(warm: Warm, forMs: number, calls: number): Promise<number[]> {
  const perSample = warm.batch * (warm.prepared.operations ?? 1);
  const samples: number[] = [];
  const end = performance.now() + forMs;
  do samples.push((await timeBatch(warm)) / perSample);
  while (performance.now() < end || samples.length * warm.batch < calls);
  return samples;
}

async function timeBatch({ prepared, batch }: Warm): Promise<number> {
  const start = performance.now();
  for (let i = 0; i < batch; i++) {
    const pending = prepared.run();
    // Awaiting what is no promise would still yield to the event loop's microtasks.
    if (pending) await pending;
  }
  const pending = prepared.finish?.();
  if (pending) await pending;
  return performance.now() - start;
}
