import { describe, expect, test } from 'vitest';
import {
  broadcastLayout,
  contiguousLayout,
  contiguousStrides,
  expandLayout,
  isContiguous,
  type Layout,
  reshapeLayout,
  reverseLayout,
  sliceLayout,
  squeezeLayout,
  transposeLayout,
} from './layout.ts';
import { type Shape, sizeOf } from './shape.ts';

/** The positions of all elements in row-major order: what a layout means. */
function positions({ shape, strides, offset }: Layout): number[] {
  let list = [offset];
  shape.forEach((length, axis) => {
    list = list.flatMap((start) => Array.from({ length }, (_, i) => start + i * strides[axis]));
  });
  return list;
}

const matrix = contiguousLayout([2, 3]);

test('contiguous strides count the elements of the axes after', () => {
  expect(contiguousStrides([2, 3, 4])).toEqual([12, 4, 1]);
  expect(contiguousStrides([])).toEqual([]);
  expect(positions(matrix)).toEqual([0, 1, 2, 3, 4, 5]);
});

test('a layout is contiguous whatever the strides of axes of length 1, or if it is empty', () => {
  expect(isContiguous({ shape: [2, 1, 3], strides: [3, 99, 1], offset: 7 })).toBe(true);
  expect(isContiguous({ shape: [2, 0], strides: [5, 5], offset: 0 })).toBe(true);
  expect(isContiguous({ shape: [], strides: [], offset: 3 })).toBe(true);
  expect(isContiguous(transposeLayout(matrix, [1, 0]))).toBe(false);
  expect(isContiguous({ shape: [3], strides: [0], offset: 0 })).toBe(false);
});

test('transposing permutes axes', () => {
  expect(positions(transposeLayout(matrix, [1, 0]))).toEqual([0, 3, 1, 4, 2, 5]);
});

test('broadcasting repeats axes of length 1 and adds leading ones', () => {
  const column = contiguousLayout([2, 1]);
  expect(positions(broadcastLayout(column, [2, 2, 3], 'broadcastTo'))).toEqual([
    0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1,
  ]);
  expect(() => broadcastLayout(matrix, [2, 4], 'broadcastTo')).toThrow(
    /\(2, 3\) does not broadcast to \(2, 4\)/,
  );
});

test('reversing walks an axis from its end, and does nothing to an empty one', () => {
  expect(positions(reverseLayout(matrix, [1]))).toEqual([2, 1, 0, 5, 4, 3]);
  expect(positions(reverseLayout(matrix, [0, 1]))).toEqual([5, 4, 3, 2, 1, 0]);
  expect(reverseLayout({ shape: [0, 2], strides: [2, 1], offset: 4 }, [0]).offset).toBe(4);
});

test('slicing takes a begin, a length and a step per axis', () => {
  expect(positions(sliceLayout(contiguousLayout([4, 5]), [1, 4], [2, 3], [2, -2]))).toEqual([
    9, 7, 5, 19, 17, 15,
  ]);
  expect(positions(sliceLayout(contiguousLayout([4]), [4], [0]))).toEqual([]);
});

test('a slice of a slice is a slice of the original', () => {
  const outer = sliceLayout(contiguousLayout([10]), [8], [5], [-2]);
  expect(positions(sliceLayout(outer, [1], [2], [2]))).toEqual([6, 2]);
});

test('expanding and squeezing insert and drop axes of length 1', () => {
  const expanded = expandLayout(matrix, [0, 2]);
  expect(expanded.shape).toEqual([1, 2, 1, 3]);
  expect(positions(expanded)).toEqual(positions(matrix));
  expect(squeezeLayout(expanded, [0, 2])).toEqual(matrix);
});

describe('reshaping without a copy', () => {
  const reversedColumns = reverseLayout(contiguousLayout([2, 6]), [1]);
  const everyOther = sliceLayout(contiguousLayout([2, 12]), [0, 0], [2, 6], [1, 2]);
  const repeated: Layout = { shape: [4, 6], strides: [0, 1], offset: 0 };
  const all: Layout = { shape: [2, 3], strides: [0, 0], offset: 5 };
  const cases: [string, Layout, Shape][] = [
    ['a contiguous layout at an offset', { ...contiguousLayout([2, 3, 4]), offset: 9 }, [4, 6]],
    ['splitting a reversed axis', reversedColumns, [2, 2, 3]],
    ['splitting a strided axis', everyOther, [2, 3, 2]],
    [
      'merging axes of which the outer is a stride of the inner',
      { shape: [3, 4, 5], strides: [40, 10, 2], offset: 1 },
      [12, 5],
    ],
    [
      'merging and splitting across a group',
      { shape: [3, 4, 5], strides: [80, 20, 4], offset: 0 },
      [2, 6, 5],
    ],
    [
      'axes of length 1 with odd strides',
      { shape: [2, 1, 6], strides: [50, 77, 3], offset: 2 },
      [2, 3, 1, 2],
    ],
    ['new axes of length 1 at both ends', everyOther, [1, 2, 6, 1]],
    ['splitting a repeated axis', repeated, [2, 2, 6]],
    ['merging repeated axes', all, [6]],
    ['two reversed axes into one', reverseLayout(contiguousLayout([3, 4]), [0, 1]), [12]],
    ['a scalar to many axes of length 1', { shape: [], strides: [], offset: 4 }, [1, 1]],
    ['many axes of length 1 to a scalar', { shape: [1, 1], strides: [9, 9], offset: 4 }, []],
  ];
  test.each(cases)('%s', (_, layout, target) => {
    const reshaped = reshapeLayout(layout, target);
    expect(reshaped?.shape).toEqual(target);
    expect(reshaped && positions(reshaped)).toEqual(positions(layout));
  });

  const copies: [string, Layout, Shape][] = [
    ['a transposed matrix flattened', transposeLayout(matrix, [1, 0]), [6]],
    ['a transposed matrix cut elsewhere', transposeLayout(contiguousLayout([4, 6]), [1, 0]), [4, 6]],
    ['one reversed axis merged into its neighbour', reversedColumns, [12]],
    ['a repeated axis merged into a walked one', repeated, [24]],
    ['columns of a wider matrix merged', { shape: [2, 3], strides: [10, 1], offset: 0 }, [6]],
  ];
  test.each(copies)('needs one for %s', (_, layout, target) => {
    expect(reshapeLayout(layout, target)).toBeUndefined();
  });

  test('an empty layout takes any shape', () => {
    expect(reshapeLayout({ shape: [0, 3], strides: [7, -2], offset: 5 }, [2, 0])?.shape).toEqual([2, 0]);
  });

  test('agrees with the definition on every slice of a small array', () => {
    const base = contiguousLayout([2, 3, 4]);
    const targets: Shape[] = [
      [24],
      [6, 4],
      [2, 12],
      [4, 6],
      [2, 2, 6],
      [12],
      [2, 6],
      [6, 2],
      [3, 4],
      [6],
      [8],
      [2, 4],
    ];
    let views = 0;
    for (const permutation of [
      [0, 1, 2],
      [1, 0, 2],
      [2, 1, 0],
      [0, 2, 1],
    ]) {
      for (const lengths of [
        [2, 3, 4],
        [2, 3, 2],
        [1, 3, 4],
        [2, 1, 4],
        [2, 3, 1],
      ]) {
        for (const flipped of [[], [0], [2], [0, 1, 2]]) {
          const sliced = sliceLayout(base, [0, 0, 0], lengths);
          const layout = transposeLayout(reverseLayout(sliced, flipped), permutation);
          for (const target of targets.filter((shape) => sizeOf(shape) === sizeOf(lengths))) {
            const reshaped = reshapeLayout(layout, target);
            if (!reshaped) continue;
            views++;
            expect(positions(reshaped)).toEqual(positions(layout));
          }
        }
      }
    }
    expect(views).toBeGreaterThan(50);
  });
});
