import { expect, test } from 'vitest';
import { Heap } from './heap.ts';

/** Numbers in [0, 1), the same in every run (Park & Miller, 1988). */
function randomSource(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

test('blocks never overlap, and all that is freed becomes one block again', () => {
  const lines = 4096;
  const random = randomSource(1);
  const heap = new Heap(64, (end) => end <= 64 * (lines + 1));
  /** By line of memory, whether a block in use has it. */
  const taken = new Uint8Array(lines + 1);
  const held: { start: number; size: number }[] = [];
  let [overlaps, refusals] = [0, 0];
  for (let turn = 0; turn < 20_000; turn++) {
    if (random() < 0.55) {
      const size = 64 * (1 + Math.floor(random() ** 3 * 400));
      const start = heap.reserve(size);
      if (start === 0) refusals++;
      else {
        if (taken.subarray(start / 64, (start + size) / 64).some((line) => line === 1)) overlaps++;
        taken.fill(1, start / 64, (start + size) / 64);
        held.push({ start, size });
      }
    } else if (held.length > 0) {
      const [{ start, size }] = held.splice(Math.floor(random() * held.length), 1);
      taken.fill(0, start / 64, (start + size) / 64);
      heap.release(start, size);
    }
  }
  expect(overlaps).toBe(0);
  // It was full at times, so blocks were found among the free ones.
  expect(refusals).toBeGreaterThan(100);
  for (const { start, size } of held) heap.release(start, size);
  expect(heap.freeBlocks).toBe(1);
});

test('the smallest block that fits is taken, so that large ones stay whole', () => {
  const heap = new Heap(64, () => true);
  const [large, , small] = [heap.reserve(1024), heap.reserve(64), heap.reserve(128), heap.reserve(64)];
  heap.release(large, 1024);
  heap.release(small, 128);
  expect(heap.reserve(128)).toBe(small);
  expect(heap.reserve(1024)).toBe(large);
});

test('what is free at the end is part of a larger block; where nothing fits the answer is 0 and all stays', () => {
  const heap = new Heap(64, (end) => end <= 4096);
  const first = heap.reserve(2048);
  heap.release(first, 2048);
  expect(heap.reserve(4032)).toBe(first);
  expect(heap.reserve(64)).toBe(0);
  heap.release(first, 4032);
  expect(heap.reserve(64)).toBe(first);
});
