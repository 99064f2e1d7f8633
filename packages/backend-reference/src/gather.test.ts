import { InvalidArgumentError } from '@tenon/core/backend';
import { expect, test } from 'vitest';
import { gather } from './gather.ts';
import { blank, relaid, values, view } from './testdata/views.ts';

const params = view('float32', [3, 2], [1, 2, 3, 4, 5, 6]);

test('takes slices along the first axis', () => {
  const output = blank('float32', [2, 2, 2]);
  gather(params, view('int32', [2, 2, 1], [2, 0, 1, 2]), 0, output);
  expect(values(output)).toEqual([5, 6, 1, 2, 3, 4, 5, 6]);
});

test('takes elements by several coordinates', () => {
  const output = blank('float32', [2]);
  gather(params, view('int64', [2, 2], [2n, 0n, 0n, 1n]), 0, output);
  expect(values(output)).toEqual([5, 2]);
});

test('a depth of 0 takes the whole', () => {
  const output = blank('float32', [1, 3, 2]);
  gather(params, blank('int32', [1, 0]), 0, output);
  expect(values(output)).toEqual([1, 2, 3, 4, 5, 6]);
});

test('batch axes go along', () => {
  const batched = view('int64', [2, 3], [1n, 2n, 3n, 10n, 20n, 30n]);
  const output = blank('int64', [2, 2]);
  gather(batched, view('int32', [2, 2, 1], [0, 2, 1, 1]), 1, output);
  expect(values(output)).toEqual([1n, 3n, 20n, 20n]);
});

test('strided operands, reversed and repeated', () => {
  const reversed = relaid(params, { strides: [-2, 1], offset: 4 });
  const same = relaid(view('int32', [1], [0]), { shape: [2, 1], strides: [0, 1] });
  const output = blank('float32', [2, 2]);
  gather(reversed, same, 0, relaid(output, { strides: [1, 2] }));
  expect(values(output)).toEqual([5, 5, 6, 6]);
});

test('halves are copied bit for bit', () => {
  const output = blank('float16', [1]);
  gather(view('float16', [2], [0.1, 7]), view('int32', [1, 1], [0]), 0, output);
  expect(values(output)).toEqual([0.0999755859375]);
});

test('no indices, and empty slices', () => {
  const none = blank('float32', [0, 2]);
  gather(params, blank('int32', [0, 1]), 0, none);
  expect(values(none)).toEqual([]);
  const empty = blank('float32', [2, 0]);
  gather(blank('float32', [3, 0]), view('int32', [2, 1], [0, 2]), 0, empty);
  expect(values(empty)).toEqual([]);
});

test.each([
  [3, /indices\[1, 0\] = 3 is not in \[0, 3\)/],
  [-1, /indices\[1, 0\] = -1 is not in \[0, 3\)/],
])('the index %d is refused, with its place and the range', (index, message) => {
  const call = () => gather(params, view('int32', [2, 1], [0, index]), 0, blank('float32', [2, 2]));
  expect(call).toThrow(message);
  expect(call).toThrow(InvalidArgumentError);
});
