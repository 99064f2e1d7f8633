import { reference } from '@tenon/backend-reference';
import { beforeAll, expect, expectTypeOf, test } from 'vitest';
import { GradientTape } from '../../autodiff/index.ts';
import { UnimplementedError } from '../../errors/index.ts';
import { device, use } from '../../runtime/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { constant } from '../array/creation.ts';
import { bincount, confusionMatrix, segmentMax, segmentSum, unsortedSegmentMean } from './segment.ts';

beforeAll(async () => {
  await use(reference());
  const { supports, ...backend } = reference();
  const mute = { ...backend, name: 'mute', preference: -1, supports: { ...supports, syncRead: false } };
  await use({ ...mute, readSync: undefined });
});

const onMute = <T>(fn: () => T): T => device('mute:0', fn);

test('where ids cannot be read, the number of segments must be said', async () => {
  const data = onMute(() => constant([1, 2, 3]));
  const ids = onMute(() => constant([0, 0, 2], 'int32'));
  expect(() => segmentSum(data, ids)).toThrow(UnimplementedError);
  expect(() => segmentSum(data, ids)).toThrow("Give 'numSegments', one more than the last id.");
  expect(await segmentSum(data, ids, { numSegments: 4 }).array()).toEqual([3, 0, 3, 0]);
  expect(await segmentMax(data, ids, { numSegments: 4 }).array()).toEqual([2, 0, 3, 0]);
});

test('where values cannot be read, the size of a count must be said', async () => {
  const values = onMute(() => constant([0, 2, 2], 'int32'));
  expect(() => bincount(values)).toThrow('Give minlength and maxlength, equal.');
  expect(() => confusionMatrix(values, values)).toThrow('Give numClasses.');
  expect(await bincount(values, { minlength: 4, maxlength: 4 }).array()).toEqual([1, 0, 2, 0]);
  expect(await confusionMatrix(values, values, 3).array()).toEqual([
    [1, 0, 0],
    [0, 0, 0],
    [0, 0, 2],
  ]);
});

test('with a known size, values outside of it are left out of their own row only', () => {
  const rows = constant(
    [
      [1, 1, -5],
      [-2, 9, 2],
    ],
    'int32',
  );
  expect(bincount(rows, { axis: -1, minlength: 3, maxlength: 3 }).arraySync()).toEqual([
    [0, 2, 0],
    [0, 0, 1],
  ]);
});

test("confusionMatrix takes TensorFlow's order, names, and the standard order", () => {
  const expected = [
    [0, 2],
    [0, 3],
  ];
  const weights = constant([2, 3]);
  expect(confusionMatrix([0, 1], [1, 1], 2, weights, 'float32').arraySync()).toEqual(expected);
  expect(confusionMatrix([0, 1], [1, 1], { weights, dtype: 'float32' }).arraySync()).toEqual(expected);
  expect(confusionMatrix([0, 1], [1, 1], null, { weights, dtype: 'int32' }).arraySync()).toEqual(expected);
  expect(confusionMatrix([0, 1], [1, 1], weights, { dtype: 'float32' }).arraySync()).toEqual(expected);
  expectTypeOf(confusionMatrix([0], [0])).toEqualTypeOf<Tensor<'int32'>>();
});

test('means of integers are floating, in their type too', () => {
  const mean = unsortedSegmentMean(constant([1, 2], 'int32'), [0, 0], 1);
  expectTypeOf(mean).toEqualTypeOf<Tensor<'float64'>>();
  expect(mean.arraySync()).toEqual([1.5]);
});

test('where every slice was dropped the gradient is 0', () => {
  const x = constant([1, 2]);
  const tape = new GradientTape();
  const sums = tape.record(() => {
    tape.watch(x);
    return unsortedSegmentMean(x, [-1, -1], 0);
  });
  expect(sums.shape).toEqual([0]);
  expect(tape.gradient(sums, x)?.arraySync()).toEqual([0, 0]);
});
