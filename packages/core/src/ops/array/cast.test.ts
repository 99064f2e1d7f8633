import { reference } from '@tenon/backend-reference';
import { beforeAll, expect, expectTypeOf, test } from 'vitest';
import { GradientTape } from '../../autodiff/index.ts';
import { use } from '../../runtime/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { multiply } from '../math/arithmetic.ts';
import { bitcast, cast, saturateCast } from './cast.ts';
import { constant } from './creation.ts';

beforeAll(async () => {
  await use(reference());
});

test('the dtype asked for is in the type', () => {
  expectTypeOf(cast([1, 2], 'int8')).toEqualTypeOf<Tensor<'int8'>>();
  expectTypeOf(bitcast([1, 2], 'uint32')).toEqualTypeOf<Tensor<'uint32'>>();
});

test('a cast to the dtype it has shares the elements', () => {
  const x = constant([1, 2]);
  const same = cast(x, 'float32');
  expect(same).not.toBe(x);
  expect(same.storage).toBe(x.storage);
});

test('a gradient crosses casts between floats in the dtype of each side, to the second order', () => {
  const x = constant([3], 'float64');
  const outer = new GradientTape();
  const first = outer.record(() => {
    outer.watch(x);
    const inner = new GradientTape();
    const y = inner.record(() => {
      inner.watch(x);
      const half = cast(x, 'float16');
      return multiply(half, half);
    });
    return inner.gradient(y, x) as Tensor<'float64'>;
  });
  expect([first.dtype, first.arraySync()]).toEqual(['float64', [6]]);
  expect(outer.gradient(first, x)?.arraySync()).toEqual([2]);
});

test('no gradient crosses an integer', () => {
  const x = constant([3]);
  const tape = new GradientTape();
  const y = tape.record(() => {
    tape.watch(x);
    return cast(cast(x, 'int32'), 'float32');
  });
  expect(tape.gradient(y, x)).toBeNull();
});

test('the limits of a saturating cast are the highest numbers of the source within the target', () => {
  expect(saturateCast([3e9, -3e9], 'int32').arraySync()).toEqual([2147483520, -2147483648]);
  expect(saturateCast(constant([3e9, -3e9], 'float64'), 'int32').arraySync()).toEqual([
    2147483647, -2147483648,
  ]);
  expect(saturateCast(constant([2n ** 63n - 1n], 'int64'), 'uint64').arraySync()).toEqual([2n ** 63n - 1n]);
  expect(saturateCast(constant([1e30, Infinity], 'float64'), 'float16').arraySync()).toEqual([65504, 65504]);
});

test('pieces of an element lie along a last axis, lowest bits first, and go together again', () => {
  const x = constant([1n, -2n], 'int64');
  const pieces = bitcast(x, 'int16');
  expect(pieces.arraySync()).toEqual([
    [1, 0, 0, 0],
    [-2, -1, -1, -1],
  ]);
  expect(bitcast(pieces, 'int64').arraySync()).toEqual([1n, -2n]);
});
