import { expect, test } from 'vitest';
import { InvalidArgumentError } from '../errors/index.ts';
import { broadcastAxes, broadcastShapes, isBroadcastableTo } from './broadcast.ts';

test.each([
  [[[3], [3]], [3]],
  [
    [[], [2, 3]],
    [2, 3],
  ],
  [
    [[3], [2, 1]],
    [2, 3],
  ],
  [
    [
      [8, 1, 6, 1],
      [7, 1, 5],
    ],
    [8, 7, 6, 5],
  ],
  [
    [
      [2, 1],
      [1, 3],
      [4, 1, 1],
    ],
    [4, 2, 3],
  ],
  [[[0], [1]], [0]],
  [
    [
      [2, 0, 3],
      [1, 3],
    ],
    [2, 0, 3],
  ],
  [[], []],
])('%j broadcast to %j', (shapes, want) => {
  expect(broadcastShapes(shapes, 'add')).toEqual(want);
});

test('shapes that do not broadcast are named, with the lengths that differ', () => {
  expect(() =>
    broadcastShapes(
      [
        [2, 3],
        [2, 4],
      ],
      'add',
    ),
  ).toThrow(InvalidArgumentError);
  expect(() =>
    broadcastShapes(
      [
        [2, 3],
        [2, 4],
      ],
      'add',
    ),
  ).toThrow(/^add: .*\(2, 3\) and \(2, 4\).* 3 and 4 /);
  expect(() => broadcastShapes([[0], [2]], 'add')).toThrow(/lengths 0 and 2/);
});

test('a shape broadcasts to a target that repeats its axes of length 1', () => {
  expect(isBroadcastableTo([1, 3], [5, 2, 3])).toBe(true);
  expect(isBroadcastableTo([], [0])).toBe(true);
  expect(isBroadcastableTo([2, 3], [3])).toBe(false);
  expect(isBroadcastableTo([2], [4])).toBe(false);
});

test('the axes of a broadcast are those to sum over to undo it', () => {
  expect(broadcastAxes([3, 1], [5, 2, 3, 4])).toEqual({ leading: [0, 1], stretched: [3] });
  expect(broadcastAxes([1, 1], [1, 4])).toEqual({ leading: [], stretched: [1] });
});
