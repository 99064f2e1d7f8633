import { expect, test } from 'vitest';
import { InvalidArgumentError } from '../errors/index.ts';
import { toInt64Seed, toInt64Word, toSeed } from './integer-seed.ts';

test('integers of any size and sign are seeds', () => {
  expect(toSeed(-3, 'seed')).toBe(-3n);
  expect(toSeed(2n ** 200n, 'seed')).toBe(2n ** 200n);
});

test('what is no safe integer is refused by name', () => {
  expect(() => toSeed(0.5, 'setSeed: seed')).toThrow(InvalidArgumentError);
  expect(() => toSeed(0.5, 'setSeed: seed')).toThrow('setSeed: seed must be an integer, got 0.5.');
  expect(() => toSeed(2 ** 53, 'seed')).toThrow(/as a bigint/);
  // @ts-expect-error: JavaScript callers may pass anything.
  expect(() => toSeed('42', 'seed')).toThrow(/must be an integer, got 42/);
});

test('a seed of 64 bits is signed, a word may be either', () => {
  expect(toInt64Seed(-(2n ** 63n), 'seed')).toBe(-(2n ** 63n));
  expect(() => toInt64Seed(2n ** 63n, 'seed')).toThrow(/signed 64-bit/);
  expect(toInt64Word(2n ** 63n, 'word')).toBe(-(2n ** 63n));
  expect(() => toInt64Word(2n ** 64n, 'word')).toThrow(/fit 64 bits/);
});
