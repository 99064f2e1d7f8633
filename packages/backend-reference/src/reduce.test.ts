import { buildProgram, type DType, type ReduceKind } from '@tenon/core/backend';
import { describe, expect, test } from 'vitest';
import type { ReferenceView } from './buffer.ts';
import { reduce } from './reduce.ts';
import { blank, relaid, values, view } from './testdata/views.ts';

function reduced(
  kind: ReduceKind,
  input: ReferenceView,
  axes: readonly number[],
  dtype: DType = input.dtype,
) {
  const output = blank(
    dtype,
    input.shape.map((length, axis) => (axes.includes(axis) ? 1 : length)),
  );
  reduce(kind, null, [input], axes, output);
  return values(output);
}

const matrix = view('float32', [2, 3], [3, 1, 2, 4, 6, 5]);

test.each([
  ['sum', [0], [7, 7, 7]],
  ['sum', [1], [6, 15]],
  ['sum', [0, 1], [21]],
  ['sum', [], [3, 1, 2, 4, 6, 5]],
  ['prod', [1], [6, 120]],
  ['min', [0], [3, 1, 2]],
  ['max', [1], [3, 6]],
] as const)('%s over the axes %j', (kind, axes, want) => {
  expect(reduced(kind, matrix, axes)).toEqual(want);
});

test('argMax and argMin take the lowest position among ties', () => {
  const ties = view('int32', [2, 3], [5, 7, 7, 1, 1, 0]);
  expect(reduced('argMax', ties, [1], 'int32')).toEqual([1, 0]);
  expect(reduced('argMin', ties, [1], 'int64')).toEqual([0n, 2n]);
  expect(reduced('argMax', ties, [0], 'int32')).toEqual([0, 0, 0]);
});

test('argMax passes over NaN, and gives 0 if there is nothing else', () => {
  expect(reduced('argMax', view('float32', [3], [NaN, 1, 2]), [0], 'int32')).toEqual([2]);
  expect(reduced('argMin', view('float32', [3], [3, NaN, 4]), [0], 'int32')).toEqual([0]);
  expect(reduced('argMax', view('float32', [2], [NaN, NaN]), [0], 'int32')).toEqual([0]);
});

test('min and max propagate NaN', () => {
  const x = view('float32', [3], [1, NaN, 2]);
  expect([reduced('min', x, [0]), reduced('max', x, [0])]).toEqual([[NaN], [NaN]]);
});

test('any and all', () => {
  const x = view('bool', [2, 2], [true, false, true, true]);
  expect(reduced('any', x, [1])).toEqual([1, 1]);
  expect(reduced('all', x, [1])).toEqual([0, 1]);
});

describe('an empty fold gives the identity', () => {
  test.each([
    ['sum', 'float32', 0],
    ['prod', 'int64', 1n],
    ['min', 'float32', Infinity],
    ['max', 'float32', -Infinity],
    ['max', 'int32', -(2 ** 31)],
    ['min', 'uint8', 255],
    ['any', 'bool', 0],
    ['all', 'bool', 1],
  ] as const)('%s of %s', (kind, dtype, want) => {
    expect(reduced(kind, blank(dtype, [2, 0]), [1])).toEqual([want, want]);
  });

  test('and an empty output is left alone', () => {
    expect(reduced('sum', blank('float32', [0, 3]), [1])).toEqual([]);
  });
});

test('integers wrap in their own width', () => {
  expect(reduced('sum', view('int8', [2], [127, 1]), [0])).toEqual([-128]);
  expect(reduced('prod', view('int32', [3], [65536, 65536, 3]), [0])).toEqual([0]);
  expect(reduced('sum', view('uint64', [2], [2n ** 64n - 1n, 2n]), [0])).toEqual([1n]);
});

test('a float64 sum loses nothing to cancellation', () => {
  expect(reduced('sum', view('float64', [4], [1, 1e100, 1, -1e100]), [0])).toEqual([2]);
});

test('infinities and NaN go through a sum', () => {
  expect(reduced('sum', view('float32', [2], [Infinity, 1]), [0])).toEqual([Infinity]);
  expect(reduced('sum', view('float32', [2], [Infinity, -Infinity]), [0])).toEqual([NaN]);
});

test('a float16 sum is rounded once, at the end', () => {
  expect(reduced('sum', view('float16', [4096], new Array(4096).fill(1)), [0])).toEqual([4096]);
});

test('the program comes first, with the coordinates of the input', () => {
  const program = buildProgram(['float32', 'float32'], (s, [a, b]) =>
    s.mul(s.mul(a, b), s.cast(s.index(0), 'float32')),
  );
  const column = relaid(view('float32', [2], [10, 100]), { shape: [2, 3], strides: [1, 0] });
  const output = blank('float32', [1, 3]);
  reduce('sum', program, [matrix, column], [0], output);
  expect(values(output)).toEqual([400, 600, 500]);
});

test('strided, reversed and repeated inputs', () => {
  expect(reduced('max', relaid(matrix, { shape: [3, 2], strides: [-1, -3], offset: 5 }), [1])).toEqual([
    5, 6, 4,
  ]);
  expect(reduced('sum', relaid(matrix, { shape: [3, 4], strides: [1, 0], offset: 0 }), [1])).toEqual([
    12, 4, 8,
  ]);
});

test('folds longer than a block, and more outputs than a block', () => {
  const many = view(
    'int32',
    [3000],
    Array.from({ length: 3000 }, (_, i) => i),
  );
  expect(reduced('sum', many, [0])).toEqual([4498500]);
  expect(reduced('sum', relaid(many, { shape: [1500, 2], strides: [2, 1] }), [1])).toEqual(
    Array.from({ length: 1500 }, (_, i) => 4 * i + 1),
  );
});
