import * as tn from '@tenon/core';
import { type Backend, buildProgram } from '@tenon/core/backend';
import { cpuBackend } from '@tenon/cpu-kernels';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { WasmHost } from './host.ts';
import { cpuWasm } from './index.ts';
import { startThread } from './platform.ts';

// The threads that hosts start are kept in sight, so that a test can end one.
vi.mock(import('./platform.ts'), async (importOriginal) => {
  const platform = await importOriginal();
  return { ...platform, startThread: vi.fn(platform.startThread) };
});

beforeEach(() => {
  vi.mocked(startThread).mockClear();
});
const used: Backend[] = [];
afterEach(() => {
  for (const backend of used.splice(0)) tn.unregister(backend);
});

/** Registers a backend whose threads have all come. */
async function use(threads: number) {
  const host = new WasmHost({ threads, allowRelaxed: true });
  const backend = cpuBackend(host, { name: 'cpu-wasm', preference: 10 });
  used.push(backend);
  const device = await tn.use(backend);
  await expect.poll(() => host.threads, { timeout: 10_000 }).toBe(threads);
  return { host, backend, device };
}

/** Kernels of every kind that splits its work, on sizes that are split. */
function compute(device: string): Uint8Array[] {
  return tn.device(device, () =>
    tn.tidy(() => {
      const random = tn.random.statelessNormal([512, 1025], [1, 2]);
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
    }),
  );
}

const differences = (results: readonly Uint8Array[], others: readonly Uint8Array[]) =>
  results.map((bytes, i) => Buffer.compare(bytes, others[i]));

describe('threads', () => {
  test('do not change a bit of any result, however many there are', async () => {
    const one = compute((await use(1)).device);
    for (const threads of [2, 5]) {
      const { device } = await use(threads);
      expect(differences(compute(device), one)).toEqual(one.map(() => 0));
    }
  }, 60_000);

  test('that end between kernels are not missed', async () => {
    const { device } = await use(3);
    const before = compute(device);
    for (const { value } of vi.mocked(startThread).mock.results) {
      await value.terminate();
      expect(differences(compute(device), before)).toEqual(before.map(() => 0));
    }
  }, 60_000);
});

describe('a trap inside of an iteration', () => {
  /** Adds 1 to elements where no memory is, on every thread. */
  function addOutOfBounds({ host, backend }: Awaited<ReturnType<typeof use>>) {
    const elements = 2 ** 22;
    expect(host.reserve(2 ** 16)).toBeLessThan(2 ** 31);
    const nowhere = {
      buffer: { byteLength: 4 * elements, address: 3 * 2 ** 30 },
      dtype: 'float32' as const,
      shape: [elements],
      strides: [1],
      offset: 0,
    };
    const program = buildProgram(['float32'], (s, [x]) => s.add(x, 1));
    backend.kernels.map(program, [nowhere], [nowhere]);
  }

  test.each([1, 3])('is an error that says so, and the kernel ends (%i threads)', async (threads) => {
    const made = await use(threads);
    expect(() => addOutOfBounds(made)).toThrow(/A thread failed inside of a kernel/);
    tn.device(made.device, () => expect(tn.ones([1000, 1000]).sum().item()).toBe(1e6));
  });
});

describe('memory', () => {
  /** What the backend says of the exhaustion that a tensor meets. */
  function thrown(allocate: () => void): string {
    try {
      allocate();
    } catch (error) {
      expect(error).toBeInstanceOf(tn.ResourceExhaustedError);
      return String((error as Error).cause);
    }
    return 'nothing';
  }

  test('that is limited runs out with the numbers, and everything else stays usable', async () => {
    const backend = cpuWasm({ threads: 1, memoryLimit: 1e6 });
    used.push(backend);
    tn.device(await tn.use(backend), () => {
      const held = tn.fill([1000], 2);
      expect(thrown(() => tn.zeros([1000, 1000]))).toMatch(
        /cpu-wasm: cannot allocate 4000000 bytes; \d+ bytes are held by \d+ buffers, of a limit of 1000000 bytes/,
      );
      expect(held.sum().item()).toBe(2000);
    });
  });

  test('of a tensor that no address of 32 bits reaches is refused', async () => {
    const { device } = await use(1);
    tn.device(device, () => {
      const held = tn.ones([10]);
      for (const shape of [[2 ** 30], [2 ** 20, 2 ** 20], [2 ** 25, 2 ** 25]]) {
        expect(thrown(() => tn.zeros(shape))).toMatch(
          /cannot allocate \d+ bytes; .* of the 4\.0 GiB that WebAssembly's memory can grow to/,
        );
      }
      expect(held.sum().item()).toBe(10);
    });
  });
});

test('the backend exists as often as one likes', async () => {
  const [{ device: first }, { device: second }] = [await use(2), await use(2)];
  const a = tn.device(first, () => tn.ones([1000, 1000]));
  const b = tn.device(second, () => tn.ones([1000, 1000]));
  expect([a.sum(), b.mul(2).sum(), a.add(a).sum()].map((sum) => sum.item())).toEqual([1e6, 2e6, 2e6]);
});

test('without relaxed multiply-add it works the same', async () => {
  const backend = cpuWasm({ threads: 1, relaxed: false });
  used.push(backend);
  tn.device(await tn.use(backend), () => {
    expect(
      tn
        .matmul(tn.ones([100, 50]), tn.ones([50, 3]))
        .sum()
        .item(),
    ).toBe(15_000);
  });
});
