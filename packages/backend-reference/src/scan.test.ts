import type { ScanKind } from '@tenon/core/backend';
import { expect, test } from 'vitest';
import type { ReferenceView } from './buffer.ts';
import { scan } from './scan.ts';
import { blank, relaid, values, view } from './testdata/views.ts';

function scanned(kind: ScanKind, input: ReferenceView, axis: number, exclusive = false) {
  const output = blank(input.dtype, input.shape);
  scan(kind, input, axis, exclusive, output);
  return values(output);
}

const matrix = view('float32', [2, 3], [3, 1, 2, 4, 6, 5]);

test.each([
  ['sum', 0, [3, 1, 2, 7, 7, 7]],
  ['sum', 1, [3, 4, 6, 4, 10, 15]],
  ['prod', 1, [3, 3, 6, 4, 24, 120]],
  ['min', 1, [3, 1, 1, 4, 4, 4]],
  ['max', 0, [3, 1, 2, 4, 6, 5]],
] as const)('running %s along axis %d', (kind, axis, want) => {
  expect(scanned(kind, matrix, axis)).toEqual(want);
});

test('an exclusive scan starts from the identity', () => {
  expect(scanned('sum', matrix, 1, true)).toEqual([0, 3, 4, 0, 4, 10]);
  expect(scanned('prod', matrix, 0, true)).toEqual([1, 1, 1, 3, 1, 2]);
  expect(scanned('logSumExp', view('float32', [2], [5, 6]), 0, true)).toEqual([-Infinity, 5]);
});

test('logSumExp does not overflow, and knows infinities', () => {
  const [first, second] = scanned('logSumExp', view('float64', [2], [1000, 1000]), 0);
  expect(first).toBe(1000);
  expect(second).toBeCloseTo(1000 + Math.log(2), 12);
  const edges = view('float32', [5], [-Infinity, -Infinity, 3, Infinity, 2]);
  expect(scanned('logSumExp', edges, 0)).toEqual([-Infinity, -Infinity, 3, Infinity, Infinity]);
  expect(scanned('logSumExp', view('float32', [3], [1, NaN, 2]), 0)).toEqual([1, NaN, NaN]);
});

test('a reversed scan is a negative stride on both sides', () => {
  const output = blank('int64', [3]);
  const input = view('int64', [3], [1n, 2n, 3n]);
  const reversed = { strides: [-1], offset: 2 };
  scan('sum', relaid(input, reversed), 0, false, relaid(output, reversed));
  expect(values(output)).toEqual([6n, 5n, 3n]);
});

test('integers wrap; empty axes are legal', () => {
  expect(scanned('sum', view('uint8', [3], [200, 100, 1]), 0)).toEqual([200, 44, 45]);
  expect(scanned('sum', blank('float32', [2, 0]), 1)).toEqual([]);
  expect(scanned('sum', blank('float32', [0, 2]), 1)).toEqual([]);
});
