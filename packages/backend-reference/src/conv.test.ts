import type { ConvGeometry, DType } from '@tenon/core/backend';
import { expect, test } from 'vitest';
import { conv } from './conv.ts';
import { blank, relaid, values, view } from './testdata/views.ts';

const plain = (rank: number): ConvGeometry => ({
  strides: new Array(rank).fill(1),
  padding: new Array(rank).fill([0, 0]),
  lhsDilation: new Array(rank).fill(1),
  rhsDilation: new Array(rank).fill(1),
  groups: 1,
});

/** A convolution of one image with one feature each way, in one dimension. */
function line(
  signal: readonly number[],
  window: readonly number[],
  length: number,
  geometry: Partial<ConvGeometry>,
  dtype: DType = 'float32',
) {
  const output = blank(dtype, [1, length, 1]);
  const lhs = view(dtype, [1, signal.length, 1], signal);
  conv(lhs, view(dtype, [window.length, 1, 1], window), output, { ...plain(1), ...geometry });
  return values(output);
}

const signal = [1, 2, 3, 4, 5];
const window = [1, 10, 100];

test('slides the window without turning it round', () => {
  expect(line(signal, window, 3, {})).toEqual([321, 432, 543]);
});

test('strides', () => {
  expect(line(signal, window, 2, { strides: [2] })).toEqual([321, 543]);
});

test('pads with zeros, differently on both sides', () => {
  expect(line(signal, window, 6, { padding: [[1, 2]] })).toEqual([210, 321, 432, 543, 54, 5]);
});

test('negative padding crops', () => {
  expect(line(signal, window, 1, { padding: [[-1, -1]] })).toEqual([432]);
});

test('a dilated window reaches further', () => {
  expect(line(signal, window, 1, { rhsDilation: [2] })).toEqual([531]);
});

test('a dilated signal has holes', () => {
  expect(line([1, 2, 3], window, 3, { lhsDilation: [2] })).toEqual([201, 20, 302]);
});

test('integers of 64 bits, and halves', () => {
  const output = blank('int64', [1, 1, 1]);
  conv(view('int64', [1, 2, 1], [3n, 4n]), view('int64', [2, 1, 1], [10n, 1n]), output, plain(1));
  expect(values(output)).toEqual([34n]);
  expect(line([1, 2], [0.5, 0.25], 1, {}, 'float16')).toEqual([1]);
});

test('two dimensions, several images and features', () => {
  // Two images of 2 × 2 with two features; a 1 × 2 window that maps them to one.
  const lhs = view(
    'float32',
    [2, 2, 2, 2],
    Array.from({ length: 16 }, (_, i) => i),
  );
  const rhs = view('float32', [1, 2, 2, 1], [1, 10, 100, 1000]);
  const output = blank('float32', [2, 2, 1, 1]);
  conv(lhs, rhs, output, plain(2));
  expect(values(output)).toEqual([3210, 7654, 12098, 16542]);
});

test('groups keep features apart', () => {
  // Two features in two groups, two output features each.
  const lhs = view('float32', [1, 2, 2], [1, 2, 3, 4]);
  const rhs = view('float32', [1, 1, 4], [1, 10, 100, 1000]);
  const output = blank('float32', [1, 2, 4]);
  conv(lhs, rhs, output, { ...plain(1), groups: 2 });
  expect(values(output)).toEqual([1, 10, 200, 2000, 3, 30, 400, 4000]);
});

test('operands in another axis order come as strides, the window reversed', () => {
  const channelsFirst = relaid(view('float32', [1, 2, 3], [1, 2, 3, 10, 20, 30]), {
    shape: [1, 3, 2],
    strides: [6, 1, 3],
  });
  const reversed = relaid(view('float32', [2, 2, 1], [1, 1, 5, 5]), { strides: [-2, 1, 1], offset: 2 });
  const output = blank('float32', [1, 2, 1]);
  conv(channelsFirst, reversed, output, plain(1));
  expect(values(output)).toEqual([77, 143]);
});

test('no images, no features', () => {
  const none = blank('float32', [0, 3, 1]);
  conv(none, view('float32', [1, 1, 1], [1]), none, plain(1));
  expect(values(none)).toEqual([]);
  const output = blank('float32', [1, 2, 1]);
  conv(blank('float32', [1, 2, 0]), blank('float32', [1, 0, 1]), output, plain(1));
  expect(values(output)).toEqual([0, 0]);
});
