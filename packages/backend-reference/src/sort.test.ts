import { expect, test } from 'vitest';
import type { ReferenceView } from './buffer.ts';
import { sort } from './sort.ts';
import { blank, relaid, values, view } from './testdata/views.ts';

function sorted(input: ReferenceView, descending = false) {
  const outputs = [blank(input.dtype, input.shape), blank('int32', input.shape)] as const;
  sort(input, descending, ...outputs);
  return outputs.map(values);
}

test('sorts the last axis, ascending or descending', () => {
  const x = view('int32', [2, 3], [3, 1, 2, 6, 5, 4]);
  expect(sorted(x)).toEqual([
    [1, 2, 3, 4, 5, 6],
    [1, 2, 0, 2, 1, 0],
  ]);
  expect(sorted(x, true)).toEqual([
    [3, 2, 1, 6, 5, 4],
    [0, 2, 1, 0, 1, 2],
  ]);
});

test('equal values keep their order, in both directions', () => {
  const x = view('float32', [5], [1, 0, 1, -0, 1]);
  expect(sorted(x)[1]).toEqual([1, 3, 0, 2, 4]);
  expect(sorted(x, true)[1]).toEqual([0, 2, 4, 1, 3]);
});

test('NaN comes last in both directions', () => {
  const x = view('float32', [5], [NaN, 1, Infinity, NaN, -Infinity]);
  expect(sorted(x)).toEqual([
    [-Infinity, 1, Infinity, NaN, NaN],
    [4, 1, 2, 0, 3],
  ]);
  expect(sorted(x, true)).toEqual([
    [Infinity, 1, -Infinity, NaN, NaN],
    [2, 1, 4, 0, 3],
  ]);
});

test('strided inputs, 64-bit integers, halves, bool', () => {
  const column = relaid(view('int64', [3, 2], [5n, 0n, -9n, 0n, 2n ** 62n, 0n]), {
    shape: [3],
    strides: [2],
  });
  expect(sorted(column)).toEqual([
    [-9n, 5n, 2n ** 62n],
    [1, 0, 2],
  ]);
  expect(sorted(relaid(view('float16', [2], [2, 1]), { strides: [-1], offset: 1 }))[0]).toEqual([1, 2]);
  expect(sorted(view('bool', [3], [true, false, true]))).toEqual([
    [0, 1, 1],
    [1, 0, 2],
  ]);
});

test('empty axes', () => {
  expect(sorted(blank('float32', [2, 0]))).toEqual([[], []]);
  expect(sorted(blank('float32', [0, 2]))).toEqual([[], []]);
});
