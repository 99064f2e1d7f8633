import { reference } from '@tenon/backend-reference';
import { beforeAll, expect, expectTypeOf, test } from 'vitest';
import { device, use } from '../../runtime/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { constant } from '../array/creation.ts';
import { broadcastTo } from '../array/layout.ts';
import { argmax } from './arg-reduction.ts';
import { countNonzero, reduceMean, reduceVariance } from './reduction.ts';
import { topK } from './sorting.ts';

beforeAll(async () => {
  await use(reference());
  const { supports, ...backend } = reference();
  const dtypes = ['bool', 'int8', 'int32', 'float32'] as const;
  await use({ ...backend, name: 'narrow', preference: -1, supports: { ...supports, dtypes } });
});

test('the mean of float16 outlives a sum that float16 cannot hold', () => {
  const many = broadcastTo(constant(100, 'float16'), [100_000]);
  expect(reduceMean(many).item()).toBe(100);
  expect(reduceVariance(many).item()).toBe(0);
});

test('the mean of integers outlives a sum that they cannot hold', () => {
  expect(reduceMean(constant([127, 127, 127], 'int8')).item()).toBe(127);
  expect(reduceMean(constant([2147483647, 2147483645], 'int32')).item()).toBe(2147483646);
});

test('where a device has no int64, the mean of short integers is summed in int32', () => {
  expect(device('narrow:0', () => reduceMean(constant([127, 127, 126], 'int8'))).item()).toBe(126);
});

test('axes and keepdims may come by position or by name', () => {
  const x = constant([
    [1, 2],
    [3, 4],
  ]);
  expect(reduceMean(x, 0).arraySync()).toEqual([2, 3]);
  expect(reduceMean(x, null, true).arraySync()).toEqual([[2.5]]);
  expect(reduceMean(x, { axis: [-1], keepdims: true }).arraySync()).toEqual([[1.5], [3.5]]);
  expect(reduceMean(x, 0, { keepdims: true }).shape).toEqual([1, 2]);
});

test('positions and counts have the dtype that is asked for, in their type too', () => {
  const x = constant([0, 2]);
  expectTypeOf(argmax(x)).toEqualTypeOf<Tensor<'int64'>>();
  expectTypeOf(argmax(x, { outputType: 'int32' })).toEqualTypeOf<Tensor<'int32'>>();
  expectTypeOf(countNonzero(x)).toEqualTypeOf<Tensor<'int64'>>();
  expectTypeOf(countNonzero(x, 0, { dtype: 'float32' })).toEqualTypeOf<Tensor<'float32'>>();
  expectTypeOf(topK(x, 1).indices).toEqualTypeOf<Tensor<'int32'>>();
  expectTypeOf(reduceMean(x)).toEqualTypeOf<Tensor<'float32'>>();
  expect(argmax(x, { outputType: 'int32' }).dtype).toBe('int32');
  expect(countNonzero(x, 0, { dtype: 'float32' }).dtype).toBe('float32');
});
