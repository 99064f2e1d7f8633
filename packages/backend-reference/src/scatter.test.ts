import { InvalidArgumentError } from '@tenon/core/backend';
import { expect, test } from 'vitest';
import { scatter } from './scatter.ts';
import { blank, relaid, values, view } from './testdata/views.ts';

const operand = view('float32', [4], [1, 2, 3, 4]);
const indices = view('int32', [3, 1], [1, 3, 1]);
const updates = view('float32', [3], [10, 20, 30]);

test.each([
  ['update', [1, 30, 3, 20]],
  ['add', [1, 42, 3, 24]],
  ['mul', [1, 600, 3, 80]],
  ['min', [1, 2, 3, 4]],
  ['max', [1, 30, 3, 20]],
] as const)('%s folds duplicates in order', (kind, want) => {
  const output = blank('float32', [4]);
  scatter(kind, operand, indices, updates, output);
  expect(values(output)).toEqual(want);
  expect(values(operand)).toEqual([1, 2, 3, 4]);
});

test('slices, by a broadcast update and into a transposed output', () => {
  const output = blank('int64', [2, 3]);
  const ones = relaid(view('int64', [1], [1n]), { shape: [2, 2], strides: [0, 0] });
  const transposed = relaid(output, { shape: [3, 2], strides: [1, 3] });
  scatter(
    'add',
    view('int64', [3, 2], [1n, 2n, 3n, 4n, 5n, 6n]),
    view('int64', [2, 1], [2n, 2n]),
    ones,
    transposed,
  );
  expect(values(transposed)).toEqual([1n, 2n, 3n, 4n, 7n, 8n]);
});

test('elements by several coordinates; integers wrap', () => {
  const output = blank('uint8', [2, 2]);
  const corners = view('int32', [2, 2], [0, 0, 1, 1]);
  scatter('add', view('uint8', [2, 2], [250, 1, 2, 3]), corners, view('uint8', [2], [10, 10]), output);
  expect(values(output)).toEqual([4, 1, 2, 13]);
});

test('float16 duplicates are added before they are rounded', () => {
  const output = blank('float16', [1]);
  scatter(
    'add',
    view('float16', [1], [2048]),
    view('int32', [2, 1], [0, 0]),
    view('float16', [2], [1, 1]),
    output,
  );
  expect(values(output)).toEqual([2050]);
});

test('no updates: a copy', () => {
  const output = blank('float32', [4]);
  scatter('update', operand, blank('int32', [0, 1]), blank('float32', [0]), output);
  expect(values(output)).toEqual([1, 2, 3, 4]);
});

test('an index out of range is refused before anything is written', () => {
  const output = view('float32', [4], [0, 0, 0, 0]);
  const call = () => scatter('add', operand, view('int32', [3, 1], [0, 4, 0]), updates, output);
  expect(call).toThrow(InvalidArgumentError);
  expect(call).toThrow(/scatter: indices\[1, 0\] = 4 is not in \[0, 4\)/);
  expect(values(output)).toEqual([0, 0, 0, 0]);
});
