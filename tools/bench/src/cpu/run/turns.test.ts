import { expect, test } from 'vitest';
import { turns } from './turns.ts';

test('every round has each library once, and begins with the next', () => {
  expect(turns(3, 4)).toEqual([
    [0, 1, 2],
    [1, 2, 0],
    [2, 0, 1],
    [0, 1, 2],
  ]);
});

test('without libraries there is no turn', () => {
  expect(turns(0, 2)).toEqual([[], []]);
});
