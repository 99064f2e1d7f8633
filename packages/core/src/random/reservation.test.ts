import { expect, test } from 'vitest';
import { binomialBlocks, categoricalBlocks, elementBlocks, shuffleBlocks } from './reservation.ts';

test('an element reserves 256 blocks', () => {
  expect([0, 1, 10].map(elementBlocks)).toEqual([0, 256, 2560]);
});

test('a shuffle reserves a word for each row but one, in whole blocks', () => {
  expect([0, 1, 2, 5, 6].map(shuffleBlocks)).toEqual([0, 0, 1, 1, 2]);
});

test('categorical draws are reserved in fours, twice over', () => {
  expect(categoricalBlocks(3, 5)).toBe(256 * 3 * 8 * 2);
  expect(categoricalBlocks(0, 5)).toBe(0);
});

test('binomial draws reserve whole blocks', () => {
  expect(binomialBlocks(1, 2)).toBe(256 * 250);
});
