import { reference } from '@tenon/backend-reference';
import { beforeAll, describe, expect, test } from 'vitest';
import { GradientTape } from '../../autodiff/index.ts';
import { memory, use } from '../../runtime/index.ts';
import { multiply } from '../math/arithmetic.ts';
import { constant, zeros } from './creation.ts';
import { dynamicPartition, dynamicPartitionSync, dynamicStitch, dynamicStitchSync } from './partition.ts';

beforeAll(async () => {
  await use(reference());
});

const arrays = (tensors: readonly { arraySync(): unknown }[]) => tensors.map((tensor) => tensor.arraySync());

describe('dynamicPartition', () => {
  test('deals slices out in order, and leaves parts that get none empty', async () => {
    const data = constant([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    const parts = await dynamicPartition(data, [2, 0, 2], 3);
    expect(arrays(parts)).toEqual([
      [[3, 4]],
      [],
      [
        [1, 2],
        [5, 6],
      ],
    ]);
    expect(parts[1].shape).toEqual([0, 2]);
  });

  test('takes partitions of several axes, and of none', () => {
    expect(
      arrays(
        dynamicPartitionSync(
          [
            [1, 2],
            [3, 4],
          ],
          [
            [0, 1],
            [1, 0],
          ],
          2,
        ),
      ),
    ).toEqual([
      [1, 4],
      [2, 3],
    ]);
    expect(arrays(dynamicPartitionSync([7, 8], 1, 2))).toEqual([[], [[7, 8]]]);
  });

  test('refuses a part that there is not, and shapes that do not begin alike', () => {
    expect(() => dynamicPartitionSync([1, 2], [0, 2], 2)).toThrow(/part 2 is not in \[0, 2\), at position 1/);
    expect(() => dynamicPartitionSync([1, 2], [0], 1)).toThrow(/\(2,\) must begin with .*\(1,\)/);
  });

  test('its gradient puts the parts back', () => {
    const x = constant([1, 2, 3]);
    const tape = new GradientTape();
    tape.watch(x);
    const y = tape.record(() => {
      const [first, second] = dynamicPartitionSync(x, [1, 0, 1], 2);
      return [first, multiply(second, 10)];
    });
    expect(tape.gradient(y, x)?.arraySync()).toEqual([10, 1, 10]);
  });
});

describe('dynamicStitch', () => {
  test('puts slices where their index says, and the last wins', async () => {
    // The example of tf.dynamic_stitch.
    const indices = [
      6,
      [4, 1],
      [
        [5, 2],
        [0, 3],
      ],
    ].map((list) => constant(list, 'int32'));
    const data = [
      [61, 62],
      [
        [41, 42],
        [11, 12],
      ],
      [
        [
          [51, 52],
          [21, 22],
        ],
        [
          [1, 2],
          [31, 32],
        ],
      ],
    ].map((list) => constant(list));
    const whole = [
      [1, 2],
      [11, 12],
      [21, 22],
      [31, 32],
      [41, 42],
      [51, 52],
      [61, 62],
    ];
    expect((await dynamicStitch(indices, data)).arraySync()).toEqual(whole);
    expect(dynamicStitchSync([[0, 1], [0]], [[1, 2], [3]]).arraySync()).toEqual([3, 2]);
  });

  test('leaves 0 where no index points, and is empty without indices', () => {
    expect(dynamicStitchSync([[2]], [[5]]).arraySync()).toEqual([0, 0, 5]);
    expect(dynamicStitchSync([zeros([0], 'int32')], [zeros([0, 3])]).shape).toEqual([0, 3]);
  });

  test('undoes dynamicPartition', () => {
    const x = constant([10, 20, 30, 40]);
    const parts = dynamicPartitionSync(x, [1, 0, 1, 0], 2);
    const places = dynamicPartitionSync(constant([0, 1, 2, 3], 'int32'), [1, 0, 1, 0], 2);
    expect(dynamicStitchSync(places, parts).arraySync()).toEqual([10, 20, 30, 40]);
  });

  test('refuses lists and shapes that do not fit, and negative indices', () => {
    expect(() => dynamicStitchSync([], [])).toThrow(/at least one/);
    expect(() => dynamicStitchSync([[0, 1]], [[1]])).toThrow(/data 0 must have shape \(2,\), got \(1,\)/);
    expect(() => dynamicStitchSync([[-1]], [[1]])).toThrow(/index -1 is negative/);
  });
});

test('nothing is left behind but the results', async () => {
  const x = constant([1, 2, 3]);
  const before = memory()['reference:0'].buffers;
  for (const part of await dynamicPartition(x, [0, 1, 0], 2)) part.dispose();
  (await dynamicStitch([[0, 1, 2]], [x])).dispose();
  expect(memory()['reference:0'].buffers).toBe(before);
});
