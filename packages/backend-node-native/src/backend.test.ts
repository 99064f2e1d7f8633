import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import * as tn from '@tenon/core';
import type { Backend } from '@tenon/core/backend';
import { afterEach, describe, expect, test } from 'vitest';
import { addonFile } from './addon/load.ts';
import { nodeNative } from './index.ts';

const used: Backend[] = [];
afterEach(() => {
  for (const backend of used.splice(0)) tn.unregister(backend);
});

async function use(options: Parameters<typeof nodeNative>[0]): Promise<string> {
  const backend = nodeNative(options);
  used.push(backend);
  return tn.use(backend);
}

/** Kernels of every kind that splits its work, on sizes that are split. */
function compute(): Uint8Array[] {
  return tn.tidy(() => {
    const random = tn.random.statelessNormal([1024, 1025], [1, 2]);
    const results = [
      random.mul(2).add(tn.exp(random)),
      random.sum(),
      random.sum(0),
      random.sum(1),
      tn.matmul(random, random, { transposeA: true }),
      tn.cumsum(random, { axis: 1 }),
      tn.sort(random),
      tn.softmax(random),
    ];
    return results.map((result) => {
      const { buffer, byteOffset, byteLength } = result.dataSync() as Float32Array;
      return new Uint8Array(buffer, byteOffset, byteLength);
    });
  });
}

describe.skipIf(!addonFile())('the native backend (skipped where no compiler built it)', () => {
  test('computes the same bits on any number of threads', async () => {
    const results: Uint8Array[][] = [];
    for (const threads of [1, 2, 5]) {
      const name = await use({ threads });
      results.push(tn.device(name, compute));
    }
    const [one, ...others] = results;
    for (const other of others) {
      expect(other.map((bytes, i) => Buffer.compare(bytes, one[i]))).toEqual(one.map(() => 0));
    }
  });

  test('exists as often as one likes', async () => {
    const [first, second] = [await use({ threads: 2 }), await use({ threads: 2 })];
    const a = tn.device(first, () => tn.ones([1000, 1000]));
    const b = tn.device(second, () => tn.ones([1000, 1000]));
    const sums = [a.sum(), b.mul(2).sum(), a.add(a).sum()].map((sum) => sum.item());
    expect(sums).toEqual([1e6, 2e6, 2e6]);
  });

  test('runs in threads of JavaScript side by side, and they may end without a word', async () => {
    const program = `
      import { parentPort } from 'node:worker_threads';
      import * as tn from '${import.meta.resolve('@tenon/core')}';
      import { nodeNative } from '${new URL('./index.ts', import.meta.url)}';
      await tn.use(nodeNative({ threads: 2 }));
      const x = tn.ones([500, 500]);
      let total = 0;
      for (let i = 0; i < 20; i++) total += tn.matmul(x, x).sum().item();
      parentPort.postMessage(total);`;
    const name = await use({ threads: 2 });
    const workers = [1, 2].map(
      () =>
        new Worker(new URL(`data:text/javascript,${encodeURIComponent(program)}`), {
          execArgv: ['--conditions=@tenon/source'],
        }),
    );
    const totals = workers.map(async (worker) => (await once(worker, 'message'))[0]);
    const here = tn.device(name, () =>
      tn
        .matmul(tn.ones([500, 500]), tn.ones([500, 500]))
        .sum()
        .item(),
    );
    expect(await Promise.all(totals)).toEqual([20 * here, 20 * here]);
    await Promise.all(workers.map((worker) => worker.terminate()));
  }, 60_000);

  test('says how much memory was asked for when there is not so much, and goes on', async () => {
    const name = await use({ threads: 1, memoryLimit: 1e6 });
    tn.device(name, () => {
      expect(() => tn.zeros([1000, 1000])).toThrow(tn.ResourceExhaustedError);
      expect(tn.ones([10]).sum().item()).toBe(10);
    });
  });
});
