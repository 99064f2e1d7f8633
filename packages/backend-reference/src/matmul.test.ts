import { buildProgram } from '@tenon/core/backend';
import { expect, test } from 'vitest';
import { matmul } from './matmul.ts';
import { blank, relaid, values, view } from './testdata/views.ts';

test('multiplies matrices', () => {
  const output = blank('float32', [2, 2]);
  matmul(view('float32', [2, 3], [1, 2, 3, 4, 5, 6]), view('float32', [3, 2], [1, 2, 3, 4, 5, 6]), output);
  expect(values(output)).toEqual([22, 28, 49, 64]);
});

test('takes transposed operands as strides, and writes a transposed output', () => {
  const a = relaid(view('float32', [3, 2], [1, 4, 2, 5, 3, 6]), { shape: [2, 3], strides: [1, 2] });
  const output = blank('float32', [2, 2]);
  matmul(a, view('float32', [3, 2], [1, 2, 3, 4, 5, 6]), relaid(output, { strides: [1, 2] }));
  expect(values(output)).toEqual([22, 49, 28, 64]);
});

test('batches, one of them broadcast', () => {
  const a = view('int32', [2, 1, 2], [1, 2, 3, 4]);
  const b = relaid(view('int32', [2, 1], [10, 100]), { shape: [2, 2, 1], strides: [0, 1, 1] });
  const output = blank('int32', [2, 1, 1]);
  matmul(a, b, output);
  expect(values(output)).toEqual([210, 430]);
});

test('integers wrap', () => {
  const output = blank('int32', [1, 1]);
  matmul(view('int32', [1, 2], [2 ** 30, 7]), view('int32', [2, 1], [4, 1]), output);
  expect(values(output)).toEqual([7]);
  const small = blank('int8', [1, 1]);
  matmul(view('int8', [1, 2], [100, 100]), view('int8', [2, 1], [100, 100]), small);
  expect(values(small)).toEqual([32]);
  const wide = blank('int64', [1, 1]);
  matmul(view('int64', [1, 1], [2n ** 62n]), view('int64', [1, 1], [3n]), wide);
  expect(values(wide)).toEqual([-(2n ** 62n)]);
});

test('float16 products are summed wide and rounded once', () => {
  const output = blank('float16', [1, 1]);
  matmul(view('float16', [1, 3], [2048, 1, 1]), view('float16', [3, 1], [1, 1, 1]), output);
  expect(values(output)).toEqual([2050]);
});

test('a sum over no terms is 0', () => {
  const output = blank('float32', [2, 2]);
  matmul(blank('float32', [2, 0]), blank('float32', [0, 2]), output);
  expect(values(output)).toEqual([0, 0, 0, 0]);
});

test('an empty product is left alone', () => {
  const output = blank('float32', [0, 2]);
  matmul(blank('float32', [0, 3]), blank('float32', [3, 2]), output);
  expect(values(output)).toEqual([]);
});

test('the epilogue gets the product and its inputs', () => {
  const biasRelu = buildProgram(['float32', 'float32'], (s, [product, bias]) =>
    s.max(s.add(product, bias), 0),
  );
  const bias = relaid(view('float32', [2], [-25, 1]), { shape: [2, 2], strides: [0, 1] });
  const output = blank('float32', [2, 2]);
  const a = view('float32', [2, 3], [1, 2, 3, 4, 5, 6]);
  matmul(a, view('float32', [3, 2], [1, 2, 3, 4, 5, 6]), output, { program: biasRelu, inputs: [bias] });
  expect(values(output)).toEqual([0, 29, 24, 65]);
});

test('an epilogue sees a float16 product before it is rounded', () => {
  const subtract = buildProgram(['float16'], (s, [product]) => s.sub(product, 2048));
  const output = blank('float16', [1, 1]);
  const epilogue = { program: subtract, inputs: [] };
  matmul(view('float16', [1, 2], [2048, 1]), view('float16', [2, 1], [1, 1]), output, epilogue);
  expect(values(output)).toEqual([1]);
});
