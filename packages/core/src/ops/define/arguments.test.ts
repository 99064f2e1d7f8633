import { reference } from '@tenon/backend-reference';
import { beforeAll, describe, expect, expectTypeOf, test } from 'vitest';
import * as tn from '../../index.ts';

beforeAll(async () => {
  await tn.use(reference());
});

describe('slice', () => {
  test('of bounds is a range for at', () => {
    expect(tn.slice(1, null)).toEqual({ start: 1, stop: null, step: 1 });
    expect(tn.slice(null, 5, -2)).toEqual({ start: null, stop: 5, step: -2 });
    expectTypeOf(tn.slice(1, 2)).toEqualTypeOf<tn.Slice>();
  });

  test('of a tensor is the box, also of values', () => {
    expect(tn.slice(tn.constant([1, 2, 3]), [1], [2]).arraySync()).toEqual([2, 3]);
    expect(tn.slice([1, 2, 3], [1], [-1]).arraySync()).toEqual([2, 3]);
    expectTypeOf(tn.slice(tn.constant([1]), [0], [1])).toEqualTypeOf<tn.Tensor<'float32'>>();
  });
});

test('an op with another order of arguments takes the standard one too', () => {
  expect(tn.fill([2], 7).arraySync()).toEqual([7, 7]);
  expect((tn.fill as CallableFunction)(tn.constant(7), { dims: [2] }).arraySync()).toEqual([7, 7]);
  expect((tn.at as CallableFunction)(tn.constant([1, 2]), { index: [1] }).item()).toBe(2);
});

describe('range', () => {
  test('one bound is the limit, two are start and limit', () => {
    expect(tn.range(3).arraySync()).toEqual([0, 1, 2]);
    expect(tn.range(2, 5).arraySync()).toEqual([2, 3, 4]);
    expect(tn.range(6, { delta: 2, dtype: 'int8' }).arraySync()).toEqual([0, 2, 4]);
  });

  test('numbers give float32 and bigints int64', () => {
    expectTypeOf(tn.range(3)).toEqualTypeOf<tn.Tensor<'float32'>>();
    expectTypeOf(tn.range(0, 3, 1, 'int32')).toEqualTypeOf<tn.Tensor<'int32'>>();
    expectTypeOf(tn.range(0n, 3n)).toEqualTypeOf<tn.Tensor<'int64'>>();
    expect(tn.range(1n, 3n).arraySync()).toEqual([1n, 2n]);
  });
});

describe('oneHot', () => {
  test('its dtype follows its values', () => {
    expect(tn.oneHot([0], 2).dtype).toBe('float32');
    expect(tn.oneHot([0], 2, true, false).dtype).toBe('bool');
    expect(tn.oneHot([0], 2, { onValue: 3n }).arraySync()).toEqual([[3n, 0n]]);
  });
});

describe('creation', () => {
  test('the dtype comes by position or by name, and into the type', () => {
    expectTypeOf(tn.zeros([2])).toEqualTypeOf<tn.Tensor<'float32'>>();
    expectTypeOf(tn.zeros([2], 'int32')).toEqualTypeOf<tn.Tensor<'int32'>>();
    expectTypeOf(tn.ones([2], { dtype: 'bool' })).toEqualTypeOf<tn.Tensor<'bool'>>();
    expectTypeOf(tn.eye(2, { dtype: 'float64' })).toEqualTypeOf<tn.Tensor<'float64'>>();
    expectTypeOf(tn.zerosLike(tn.constant([true]))).toEqualTypeOf<tn.Tensor<'bool'>>();
    expectTypeOf(tn.fill([2], true)).toEqualTypeOf<tn.Tensor<'bool'>>();
    expect(tn.ones([2], { dtype: 'bool' }).arraySync()).toEqual([true, true]);
  });

  test('convertToTensor gives a tensor back, a variable’s value, and values as a constant', () => {
    const x = tn.constant([1]);
    const v = new tn.Variable([2]);
    expect(tn.convertToTensor(x)).toBe(x);
    expect(tn.convertToTensor(v).arraySync()).toEqual([2]);
    expect(tn.convertToTensor([1, 2], 'int32').dtype).toBe('int32');
    expect(() => tn.convertToTensor(x as tn.Tensor, 'int32')).toThrow(/the tensor is float32, not int32/);
  });

  test('disposing what convertToTensor made of a variable leaves the variable', () => {
    const v = new tn.Variable([2]);
    tn.convertToTensor(v).dispose();
    expect(v.item()).toBe(2);
  });
});

test('a mask of sequences without a length is as long as the longest', () => {
  expect(tn.sequenceMask([[1], [2]]).shape).toEqual([2, 1, 2]);
});

test('meshgrid takes its operands one by one, as TensorFlow does, or in an array', () => {
  const [x, y] = [tn.constant([1, 2]), tn.constant([3])];
  const values = (grid: readonly tn.Tensor[]) => grid.map((axis) => axis.arraySync());
  const expected = [[[1, 2]], [[3, 3]]];
  expect(values(tn.meshgrid(x, y))).toEqual(expected);
  expect(values(tn.meshgrid([x, y]))).toEqual(expected);
  expect(values(tn.meshgrid([[1, 2], [3]]))).toEqual(expected);
  expect(values((tn.meshgrid as CallableFunction)([1, 2], [3]))).toEqual(expected);
  expect(values(tn.meshgrid(x, y, { indexing: 'ij' }))).toEqual([
    [[1], [2]],
    [[3], [3]],
  ]);
  expect(values(tn.meshgrid([x, y], 'ij'))).toEqual([
    [[1], [2]],
    [[3], [3]],
  ]);
});
