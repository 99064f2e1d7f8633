/**
 * @file Inputs: random, and the same for every library in JavaScript and every run.
 */

import type { Shape } from '../rows/workload.ts';

/** Numbers from [0, 1) by mulberry32, a generator of 32 bits of state. */
function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const sizeOf = (shape: Shape): number => shape.reduce((size, length) => size * length, 1);

/** Elements from [−scale, scale). */
export function randomFloats(shape: Shape, { seed = 1, scale = 1 } = {}): Float32Array {
  const next = uniform(seed);
  const elements = new Float32Array(sizeOf(shape));
  for (let i = 0; i < elements.length; i++) elements[i] = (2 * next() - 1) * scale;
  return elements;
}

/** Integers from [0, below). */
export function randomIntegers(shape: Shape, below: number, { seed = 2 } = {}): Int32Array {
  const next = uniform(seed);
  const elements = new Int32Array(sizeOf(shape));
  for (let i = 0; i < elements.length; i++) elements[i] = Math.floor(next() * below);
  return elements;
}
