import { reference } from '@tenon/backend-reference';
import { beforeAll, expect, expectTypeOf, test } from 'vitest';
import { memory, use } from '../../runtime/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { Variable } from '../../variable/index.ts';
import { constant } from './creation.ts';
import { where, whereIndices, whereIndicesSync } from './selection.ts';

beforeAll(async () => {
  await use(reference());
});

test('the dtype of where comes from the tensor among its values', () => {
  const x = constant([1n, 2n], 'int64');
  expectTypeOf(where([true, false], x, 0)).toEqualTypeOf<Tensor<'int64'>>();
  expect(where([true, false], x, 0).dtype).toBe('int64');
});

test('whereIndices gives a row of coordinates for every true element, in row-major order', async () => {
  const condition = constant([
    [true, false, true],
    [false, false, true],
  ]);
  const indices = await whereIndices(condition);
  expect(indices.dtype).toBe('int64');
  expect(indices.arraySync()).toEqual([
    [0n, 0n],
    [0n, 2n],
    [1n, 2n],
  ]);
});

test('numbers are true where they are not 0, and NaN is', () => {
  expect(whereIndicesSync([0, -0, NaN, -1]).arraySync()).toEqual([[2n], [3n]]);
  expect(whereIndicesSync(constant([0n, 2n ** 60n], 'int64')).arraySync()).toEqual([[1n]]);
});

test('a condition without true elements gives no row, and a scalar a row without coordinates', () => {
  expect(whereIndicesSync([[false, false]]).shape).toEqual([0, 2]);
  expect(whereIndicesSync(true).shape).toEqual([1, 0]);
  expect(whereIndicesSync(false).shape).toEqual([0, 0]);
});

test('a condition may be a variable, which stays usable', async () => {
  const variable = new Variable([0, 5]);
  expect((await whereIndices(variable)).arraySync()).toEqual([[1n]]);
  expect(variable.arraySync()).toEqual([0, 5]);
});

test('a condition given as values is not left behind', async () => {
  const before = memory().numTensors;
  (await whereIndices([1, 0])).dispose();
  whereIndicesSync([1, 0]).dispose();
  expect(memory().numTensors).toBe(before);
});
