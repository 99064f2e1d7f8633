/** @file Holds a draw to the one that TensorFlow made. */
import { expect } from 'vitest';
import { fnv1a } from './fnv1a.ts';
import { draws } from './tensorflow-draws.ts';

export type DrawName = keyof typeof draws;

/** Expects `values` to be the recorded draw: its first values, its length, and the bits of all by their hash. */
export function expectDraw(values: ArrayBufferView & ArrayLike<number | bigint>, name: DrawName): void {
  const { first, length, hash } = draws[name];
  const taken = Array.from({ length: first.length }, (_, i): number | bigint => values[i]);
  expect(taken).toEqual(first);
  expect(values.length).toBe(length);
  expect(fnv1a(values)).toBe(hash);
}
