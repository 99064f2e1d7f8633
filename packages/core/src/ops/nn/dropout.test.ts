import { reference } from '@tenon/backend-reference';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { GradientTape } from '../../autodiff/index.ts';
import { InvalidArgumentError } from '../../errors/index.ts';
import { setSeed, uniform } from '../../namespaces/random.ts';
import { memory, use } from '../../runtime/index.ts';
import { constant, ones } from '../array/creation.ts';
import { dropout, statelessDropout } from './dropout.ts';

beforeAll(async () => {
  await use(reference());
});
beforeEach(() => setSeed(0));

test('the mask is TensorFlow’s', () => {
  // The documentation of tf.nn.dropout has this example.
  expect(dropout(ones([3, 5]), 0.5, { seed: 1 }).arraySync()).toEqual([
    [2, 0, 0, 2, 2],
    [2, 2, 2, 2, 2],
    [2, 0, 2, 0, 2],
  ]);
});

test('a stateless mask is TensorFlow’s, and shared along the axes of length 1 of noiseShape', () => {
  const row = [3, 0, 0, 0, 0, 0, 0, 3, 0, 3].map((x) => expect.closeTo(x, 5));
  const dropped = statelessDropout(ones([3, 10]), 2 / 3, [1, 0], { noiseShape: [1, null] });
  expect(dropped.arraySync()).toEqual([row, row, row]);
});

test('a rate of 0 gives the input, and calls that follow draw what they would have', () => {
  const x = constant([1, 2]);
  const same = dropout(x, 0);
  expect(same.arraySync()).toEqual([1, 2]);
  expect(same).not.toBe(x);
  // What tf.random.uniform gives after tf.nn.dropout(x, 0.0).
  expect(uniform([2]).arraySync()).toEqual([0.5554141, 0.22129297].map(Math.fround));
});

test('gradients flow through what was kept, and to a rate that is a tensor', () => {
  const x = constant([1, 2, 3, 4, 5, 6]);
  const rate = constant(0.3);
  const tape = new GradientTape();
  const dropped = tape.record(() => {
    tape.watch([x, rate]);
    return dropout(x, rate);
  });
  // What tf.nn.dropout gives for these seeds.
  const [byX, byRate] = tape.gradient(dropped, [x, rate]);
  const kept = [0, 0, 1, 1, 1, 1];
  expect(dropped.arraySync()).toEqual(kept.map((k, i) => expect.closeTo((k * (i + 1)) / 0.7, 5)));
  expect(byX?.arraySync()).toEqual(kept.map((k) => expect.closeTo(k / 0.7, 5)));
  expect(byRate?.item()).toBeCloseTo(36.734695, 4);
});

test('nothing but the result is kept', () => {
  const x = ones([10]);
  const before = memory()['reference:0'].buffers;
  const dropped = dropout(x, 0.5);
  expect(memory()['reference:0'].buffers - before).toBe(1);
  expect(dropped.shape).toEqual([10]);
});

describe('refused are', () => {
  test.each<[string, () => unknown, RegExp]>([
    ['a rate of 1', () => dropout([1], 1), /rate must be a number or a scalar in \[0, 1\), got 1/],
    ['a negative rate', () => dropout([1], -0.1), /in \[0, 1\), got -0.1/],
    ['a rate with axes', () => dropout([1], constant([0.5])), /got shape \(1,\)/],
    ['a rate of another dtype', () => dropout([1], constant(0.5, 'float64')), /'rate' must be float32/],
    ['a mask that is larger', () => dropout([1, 2], 0.5, [3, 2]), /noiseShape \(3, 2\) does not broadcast/],
    ['integers', () => dropout(constant([1], 'int32') as never, 0.5), /'x' must be floating/],
  ])('%s', (_what, call, message) => {
    expect(call).toThrow(message);
    expect(call).toThrow(InvalidArgumentError);
  });
});
