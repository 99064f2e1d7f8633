import { reference } from '@tenon/backend-reference';
import { beforeAll, expect, expectTypeOf, test } from 'vitest';
import { use } from '../../runtime/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { constant } from '../array/creation.ts';
import { moments, sufficientStatistics, weightedMoments } from './moments.ts';

beforeAll(async () => {
  await use(reference());
});

const x = () =>
  constant([
    [1, 2],
    [3, 5],
  ]);

test("weightedMoments takes TensorFlow's order, and the standard one", () => {
  const weights = constant([[1], [3]]);
  const inOrder = weightedMoments(x(), [0], weights, true);
  const standard = weightedMoments(x(), weights, { axes: [0], keepdims: true });
  expectTypeOf(inOrder.mean).toEqualTypeOf<Tensor<'float32'>>();
  expect(inOrder.mean.arraySync()).toEqual([[2.5, 4.25]]);
  expect(standard.variance.arraySync()).toEqual(inOrder.variance.arraySync());
  expect(weightedMoments(x(), [0], weights, { keepdims: true }).mean.shape).toEqual([1, 2]);
  expect(weightedMoments(x(), [0], [[1], [3]]).mean.shape).toEqual([2]);
});

test('sufficientStatistics takes its shift by position, or none, or the standard order', () => {
  const sums = (statistics: ReturnType<typeof sufficientStatistics>) => statistics.meanSs.arraySync();
  expect(sums(sufficientStatistics(x(), [0]))).toEqual([4, 7]);
  expect(sums(sufficientStatistics(x(), [0], [1, 1]))).toEqual([2, 5]);
  expect(sums(sufficientStatistics(x(), [0], { keepdims: true }))).toEqual([[4, 7]]);
  expect(sums(sufficientStatistics(x(), [0], [1, 1], true))).toEqual([[2, 5]]);
  expect(sums(sufficientStatistics(x(), constant([1, 1]), { axes: [0] }))).toEqual([2, 5]);
});

test('the variance keeps its digits beside a large mean', () => {
  const { variance } = moments(constant([10_000_001, 10_000_003]), [0]);
  expect(variance.item()).toBe(1);
});
