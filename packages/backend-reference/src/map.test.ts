import { allDTypes, BLOCK_LENGTH, buildProgram, identityProgram, scalarBuilder } from '@tenon/core/backend';
import { describe, expect, test } from 'vitest';
import { map } from './map.ts';
import { blank, relaid, values, view } from './testdata/views.ts';

const add = buildProgram(['float32', 'float32'], (s, [a, b]) => s.add(a, b));

test('adds element by element', () => {
  const output = blank('float32', [2, 2]);
  map(add, [view('float32', [2, 2], [1, 2, 3, 4]), view('float32', [2, 2], [10, 20, 30, 40])], [output]);
  expect(values(output)).toEqual([11, 22, 33, 44]);
});

test('reads broadcast, transposed and reversed operands', () => {
  const matrix = view('float32', [2, 3], [1, 2, 3, 4, 5, 6]);
  const transposed = relaid(matrix, { shape: [3, 2], strides: [1, 3] });
  const reversedRow = relaid(view('float32', [2], [10, 20]), { shape: [3, 2], strides: [0, -1], offset: 1 });
  const output = blank('float32', [3, 2]);
  map(add, [transposed, reversedRow], [output]);
  expect(values(output)).toEqual([21, 14, 22, 15, 23, 16]);
});

test('writes a strided part of its output and nothing else', () => {
  const whole = view('int32', [2, 4], [0, 0, 0, 0, 0, 0, 0, 0]);
  const part = relaid(whole, { shape: [2, 2], strides: [4, -2], offset: 3 });
  map(identityProgram('int32'), [view('int32', [2, 2], [1, 2, 3, 4])], [part]);
  expect(values(whole)).toEqual([0, 2, 0, 1, 0, 4, 0, 3]);
});

test('the output may be an input', () => {
  const x = view('float32', [3], [1, 2, 3]);
  map(add, [x, x], [x]);
  expect(values(x)).toEqual([2, 4, 6]);
});

test('several outputs', () => {
  const s = scalarBuilder(['int64', 'int64']);
  const [a, b] = [s.input(0), s.input(1)];
  const outputs = [blank('int64', [2]), blank('bool', [2])];
  map(
    s.build([s.floorDiv(a, b), s.less(a, b)]),
    [view('int64', [2], [7n, -7n]), view('int64', [2], [2n, 2n])],
    outputs,
  );
  expect(outputs.map(values)).toEqual([
    [3n, -4n],
    [0, 1],
  ]);
});

test('coordinates, over more than one block and in any axis order of the strides', () => {
  const shape = [3, BLOCK_LENGTH, 2];
  const s = scalarBuilder([]);
  const digits = s.add(s.mul(s.index(0), 10_000_000), s.add(s.mul(s.index(1), 10), s.index(2)));
  const output = blank('int32', shape);
  map(s.build([digits]), [], [output]);
  const want: number[] = [];
  for (let i = 0; i < 3; i++) {
    for (let j = 0; j < BLOCK_LENGTH; j++) for (let k = 0; k < 2; k++) want.push(i * 10_000_000 + j * 10 + k);
  }
  expect(values(output)).toEqual(want);
});

test('int64 coordinates', () => {
  const s = scalarBuilder([]);
  const output = blank('int64', [3]);
  map(s.build([s.index(0, 'int64')]), [], [output]);
  expect(values(output)).toEqual([0n, 1n, 2n]);
});

test('empty and scalar shapes', () => {
  const empty = blank('float32', [2, 0]);
  map(add, [empty, empty], [empty]);
  expect(values(empty)).toEqual([]);
  const scalar = blank('float32', []);
  map(add, [view('float32', [], [1]), view('float32', [], [2])], [scalar]);
  expect(values(scalar)).toEqual([3]);
});

test('halves are stored rounded once, from float32', () => {
  const output = blank('float16', [3]);
  map(
    buildProgram(['float16'], (s, [x]) => s.mul(x, x)),
    [view('float16', [3], [0.1, 300, -2])],
    [output],
  );
  const tenth = 0.0999755859375;
  expect(values(output)).toEqual([Math.round(tenth * tenth * 2 ** 17) / 2 ** 17, Infinity, 4]);
});

describe('copies every dtype', () => {
  test.each(allDTypes)('%s', (dtype) => {
    const source = view(
      dtype,
      [2, 20],
      Array.from({ length: 40 }, (_, i) => (dtype === 'bool' ? i % 2 : i)),
    );
    const output = blank(dtype, [20, 2]);
    map(identityProgram(dtype), [relaid(source, { shape: [20, 2], strides: [1, 20] })], [output]);
    expect(values(relaid(output, { shape: [2, 20], strides: [1, 2] }))).toEqual(values(source));
  });
});

test('a fault leaves the error of the table', () => {
  const divide = buildProgram(['int32', 'int32'], (s, [a, b]) => s.floorDiv(a, b));
  const x = view('int32', [2], [1, 0]);
  expect(() => map(divide, [x, x], [blank('int32', [2])])).toThrow('Integer division by zero');
});
