import { reference } from '@tenon/backend-reference';
import { beforeAll, expect, expectTypeOf, test } from 'vitest';
import { InvalidArgumentError, UnimplementedError } from '../../../errors/index.ts';
import { device, memory, use } from '../../../runtime/index.ts';
import type { Tensor } from '../../../tensor/index.ts';
import { constant } from '../../array/creation.ts';
import { unique, uniqueSync, uniqueWithCounts, uniqueWithCountsSync } from './unique.ts';

beforeAll(async () => {
  await use(reference());
  const { supports, ...backend } = reference();
  const mute = { ...backend, name: 'mute', preference: -1, supports: { ...supports, syncRead: false } };
  await use({ ...mute, readSync: undefined });
});

test('distinct values come in the order of their first occurrence', async () => {
  const { y, idx } = await unique(constant([3, 1, 3, 2, 1], 'int32'));
  expectTypeOf(y).toEqualTypeOf<Tensor<'int32'>>();
  expect(y.dtype).toBe('int32');
  expect(y.arraySync()).toEqual([3, 1, 2]);
  expect(idx.arraySync()).toEqual([0, 1, 0, 2, 1]);
});

test('counts say how often each value occurs, in the dtype asked for', async () => {
  const { count, idx } = await uniqueWithCounts([5, 5, 7], { outIdx: 'int64' });
  expectTypeOf(count).toEqualTypeOf<Tensor<'int64'>>();
  expect(count.arraySync()).toEqual([2n, 1n]);
  expect(idx.arraySync()).toEqual([0n, 0n, 1n]);
});

test('no NaN equals another, and the two zeros are one', () => {
  const { y, idx, count } = uniqueWithCountsSync([NaN, 0, NaN, -0]);
  expect(y.arraySync()).toEqual([NaN, 0, NaN]);
  expect(idx.arraySync()).toEqual([0, 1, 2, 1]);
  expect(count.arraySync()).toEqual([1, 2, 1]);
});

test.each(['bool', 'int64', 'float16'] as const)('values keep the dtype %s', (dtype) => {
  const values = { bool: [true, false, true], int64: [5n, 5n], float16: [1.5, 0.5] }[dtype];
  const { y } = uniqueSync(constant(values, dtype));
  expect(y.dtype).toBe(dtype);
  expect(y.arraySync()).toEqual([...new Set<unknown>(values)]);
});

test('nothing has no distinct values', () => {
  const { y, idx } = uniqueSync(constant([]));
  expect([y.shape, idx.shape]).toEqual([[0], [0]]);
});

test('what is no vector is refused', async () => {
  expect(() => uniqueSync([[1]])).toThrow(InvalidArgumentError);
  expect(() => uniqueSync([[1]])).toThrow('uniqueSync: takes a vector, got shape (1, 1)');
  await expect(unique(1)).rejects.toThrow('unique: takes a vector, got shape ()');
});

test('a device that cannot read at once answers later', async () => {
  const x = device('mute:0', () => constant([1, 1]));
  expect(() => uniqueSync(x)).toThrow(UnimplementedError);
  const { y } = await unique(x);
  expect(y.device).toBe('mute:0');
  expect(await y.array()).toEqual([1]);
});

test('only the results are left', async () => {
  const buffers = () => memory()['reference:0'].buffers;
  const before = buffers();
  const { y, idx } = await unique([1, 2]);
  expect(buffers()).toBe(before + 2);
  y.dispose();
  idx.dispose();
});
