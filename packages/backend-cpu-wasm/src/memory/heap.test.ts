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
  const limit = 1 << 20;
  for (let seed = 1; seed <= 20; seed++) {
    const random = randomSource(seed);
    const heap = new Heap(64, (end) => end <= limit);
    const held = new Map<number, number>();
    const misplaced: number[] = [];
    for (let turn = 0; turn < 2000; turn++) {
      if (random() < 0.55) {
        const size = 64 * (1 + Math.floor(random() ** 3 * 400));
        const start = heap.reserve(size);
        if (start === 0) continue;
        for (const [other, length] of held)
          expect(start + size <= other || other + length <= start).toBe(true);
        expect(start + size).toBeLessThanOrEqual(limit);
        held.set(start, size);
      } else if (held.size > 0) {
        const [start, size] = [...held][Math.floor(random() * held.size)];
        held.delete(start);
        heap.release(start, size);
      }
    }
    expect(misplaced).toEqual([]);
    for (const [start, size] of held) heap.release(start, size);
    expect(heap.freeBlocks).toBeLessThanOrEqual(1);
  }
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
