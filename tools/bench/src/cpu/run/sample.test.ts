import { expect, test } from 'vitest';
import { takeSamples, warmUp } from './sample.ts';

test('short calls are timed in batches, and a sample is of one operation', async () => {
  let calls = 0;
  const prepared = { operations: 10, run: () => void calls++ };
  const warm = await warmUp(prepared, 5);
  expect(warm.batch).toBeGreaterThan(1);
  calls = 0;
  const samples = await takeSamples(warm, 0, 1);
  expect(samples).toHaveLength(1);
  expect(calls).toBe(warm.batch);
});

test('as many calls are made as were asked for', async () => {
  let calls = 0;
  const samples = await takeSamples({ prepared: { run: () => void calls++ }, batch: 1 }, 0, 7);
  expect(calls).toBe(7);
  expect(samples).toHaveLength(7);
});

test('promises are awaited within the time, and so is the end of a batch', async () => {
  const order: string[] = [];
  const later = (what: string) =>
    new Promise<void>((resolve) => setTimeout(() => resolve(void order.push(what)), 1));
  const prepared = { run: () => later('run'), finish: () => later('finish') };
  await takeSamples({ prepared, batch: 2 }, 0, 1);
  expect(order).toEqual(['run', 'run', 'finish']);
});
