import { reference } from '@tenon/backend-reference';
import { beforeAll, expect, expectTypeOf, test } from 'vitest';
import type { DType } from '../../dtype/index.ts';
import * as tn from '../../index.ts';

beforeAll(async () => {
  await tn.use(reference());
});

test('a list has the dtype of its tensors, and values beside them take it', () => {
  const integers = tn.constant([1], 'int32');
  const joined = tn.concat([integers, [2], new tn.Variable(integers)], 0);
  expectTypeOf(joined).toEqualTypeOf<tn.Tensor<'int32'>>();
  expect(joined.arraySync()).toEqual([1, 2, 1]);
});

test('a list of values alone is float32', () => {
  const stacked = tn.stack([[1], [2]]);
  expectTypeOf(stacked).toEqualTypeOf<tn.Tensor<'float32'>>();
  expect(stacked.dtype).toBe('float32');
});

test('tensors of a dtype that is not known stay so', () => {
  const some: tn.Tensor[] = [tn.constant([true])];
  expectTypeOf(tn.concat(some, 0)).toEqualTypeOf<tn.Tensor>();
  const twice = <D extends DType>(x: tn.Tensor<D>): tn.Tensor<D> => tn.concat([x, x], 0);
  expect(twice(tn.constant([1n])).arraySync()).toEqual([1n, 1n]);
});

test('a mixture of dtypes does not compile, and throws', () => {
  const [floats, integers] = [tn.constant([1]), tn.constant([1], 'int32')];
  // @ts-expect-error: all tensors must have one dtype.
  expect(() => tn.concat([floats, integers], 0)).toThrow(
    /'values\[0\]' is float32 and 'values\[1\]' is int32/,
  );
  // @ts-expect-error: all tensors must have one dtype.
  expect(() => tn.addN([floats, integers])).toThrow(/'inputs\[0\]' is float32 and 'inputs\[1\]' is int32/);
});
