import { reference } from '@tenon/backend-reference';
import { expect, test } from 'vitest';
import { memory, use } from '../../../runtime/index.ts';
import { constant } from '../../array/creation.ts';
import { overlapAdd, slidingWindow } from './sliding-window.ts';

await use(reference());

const spec = { axes: [0], sizes: [2], strides: [2], dilations: [3] };

test('windows are a view: they take no memory', () => {
  const x = constant([0, 1, 2, 3, 4, 5, 6, 7]);
  const before = memory();
  expect(slidingWindow(x, spec).arraySync()).toEqual([
    [0, 3],
    [2, 5],
    [4, 7],
  ]);
  expect(memory()).toEqual(before);
});

test('overlapAdd adds every window where it was seen', () => {
  const windows = constant([
    [1, 10],
    [2, 20],
    [3, 30],
  ]);
  expect(overlapAdd(windows, { shape: [8], ...spec }).arraySync()).toEqual([1, 0, 2, 10, 3, 20, 0, 30]);
});

test('elements that several windows see receive all of their parts', () => {
  const dense = { axes: [0], sizes: [3], strides: [1], dilations: [1] };
  const windows = slidingWindow(constant([1, 1, 1, 1]), dense);
  expect(overlapAdd(windows, { shape: [4], ...dense }).arraySync()).toEqual([1, 2, 2, 1]);
});
