import { describe, expect, test } from 'vitest';
import { dilatedLength, resolvePadding, spatialLengths, windowCount } from './geometry.ts';

const images = { op: 'conv2d', spatialRank: 2, channelsFirst: false };
const channelsFirst = { ...images, channelsFirst: true };

describe('lengths per spatial axis', () => {
  test('one number stands for all', () => {
    expect(spatialLengths(3, 'strides', images)).toEqual([3, 3]);
    expect(spatialLengths([3], 'strides', images)).toEqual([3, 3]);
    expect(spatialLengths(null, 'strides', images)).toEqual([1, 1]);
  });

  test('those of batch and channels are dropped, where the format has them', () => {
    expect(spatialLengths([1, 2, 3, 1], 'strides', images)).toEqual([2, 3]);
    expect(spatialLengths([1, 1, 2, 3], 'strides', channelsFirst)).toEqual([2, 3]);
  });

  test('those of batch and channels must be 1', () => {
    expect(() => spatialLengths([1, 1, 2, 3], 'strides', images)).toThrow(
      /strides \[1,1,2,3\] must be 1 for batch/,
    );
  });
});

describe('padding', () => {
  test('SAME adds as little as lets the windows cover the axis, the odd zero after', () => {
    const same = (length: number, window: number, stride: number) =>
      resolvePadding('SAME', [length, 1], [window, 1], [stride, 1], images)[0];
    expect(same(5, 3, 1)).toEqual([1, 1]);
    expect(same(6, 3, 2)).toEqual([0, 1]);
    expect(same(5, 4, 1)).toEqual([1, 2]);
    expect(same(7, 1, 2)).toEqual([0, 0]);
  });

  test('pairs may be given for the spatial axes alone', () => {
    const pairs = [
      [1, 2],
      [0, 3],
    ] as const;
    const all = [[0, 0], ...pairs, [0, 0]] as const;
    expect(resolvePadding(pairs, [5, 5], [2, 2], [1, 1], images)).toEqual(pairs);
    expect(resolvePadding(all, [5, 5], [2, 2], [1, 1], images)).toEqual(pairs);
  });
});

test('holes lengthen a window, but not one of nothing', () => {
  expect(dilatedLength(3, 2)).toBe(5);
  expect(dilatedLength(1, 7)).toBe(1);
  expect(dilatedLength(0, 2)).toBe(0);
});

test('windows are counted without the last one that does not fit', () => {
  expect(windowCount(7, 3, 2)).toBe(3);
  expect(windowCount(6, 3, 2)).toBe(2);
  expect(windowCount(2, 3, 2)).toBe(0);
  expect(windowCount(0, 3, 1)).toBe(0);
});
