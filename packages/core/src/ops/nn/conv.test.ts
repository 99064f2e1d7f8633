import { reference } from '@tenon/backend-reference';
import { expect, expectTypeOf, test } from 'vitest';
import { use } from '../../runtime/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { ones } from '../array/creation.ts';
import { conv2d, convolution } from './conv.ts';
import { conv2dTranspose } from './conv-transpose.ts';

await use(reference());

const images = ones([1, 4, 4, 1]);
const filters = ones([3, 3, 1, 1]);

test('arguments come by position, by name, or both', () => {
  const named = conv2d(images, filters, { strides: 1, padding: 'SAME', dilations: 2 }).arraySync();
  expect(conv2d(images, filters, 1, 'SAME', 'NHWC', 2).arraySync()).toEqual(named);
  expect(conv2d(images, filters, 1, 'SAME', { dilations: 2 }).arraySync()).toEqual(named);
});

test('a convolution needs none of its arguments', () => {
  expect(convolution(images, filters).shape).toEqual([1, 2, 2, 1]);
});

test('the dtype of the operands is that of the result', () => {
  expectTypeOf(conv2d(ones([1, 1, 1, 1], 'float64'), [[[[2]]]], 1, 'SAME')).toEqualTypeOf<
    Tensor<'float64'>
  >();
});

test('what is not convolved does not compile', () => {
  // @ts-expect-error: images and filters are of one dtype.
  expect(() => conv2d(images, ones([1, 1, 1, 1], 'float64'), 1, 'SAME')).toThrow(/float64/);
  // @ts-expect-error: TensorFlow convolves no int8.
  expect(() => conv2d(ones([1, 1, 1, 1], 'int8'), ones([1, 1, 1, 1], 'int8'), 1, 'SAME')).toThrow(/int8/);
  // @ts-expect-error: a format of sequences.
  expect(() => conv2d(images, filters, 1, 'SAME', 'NWC')).toThrow(/'NHWC' or 'NCHW'/);
  // @ts-expect-error: strides are missing.
  expect(() => conv2d(images, filters, { padding: 'SAME' })).toThrow(/'strides' is missing/);
});

test('a transposed convolution is the transpose of its convolution', () => {
  const spread = conv2dTranspose(images, filters, [1, 8, 8, 1], 2);
  expect(spread.shape).toEqual([1, 8, 8, 1]);
  expect(conv2d(spread, filters, 2, 'SAME').shape).toEqual(images.shape);
});
