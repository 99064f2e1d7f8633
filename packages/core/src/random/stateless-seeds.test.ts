import { describe, expect, test } from 'vitest';
import { foldIn, type StatelessSeed, scrambleSeed, splitSeed } from './stateless-seeds.ts';
import { expectDraw } from './testdata/expect-draw.ts';
import { standardUniform } from './uniform.ts';

const uniform = (seed: StatelessSeed) => standardUniform(scrambleSeed(seed), 'float32', 9);

describe('a stateless seed', () => {
  test('names the stream that it names in TensorFlow', () => {
    expectDraw(uniform([1, 2]), 'stateless uniform, [1, 2]');
    expectDraw(uniform([0, 0]), 'stateless uniform, [0, 0]');
    expectDraw(uniform([-5, 7]), 'stateless uniform, [-5, 7]');
    expectDraw(uniform([2 ** 31 - 1, -(2 ** 31)]), 'stateless uniform, [2147483647, -2147483648]');
    expectDraw(uniform([2 ** 40, -(2n ** 62n)]), 'stateless uniform, [1099511627776, -4611686018427387904]');
  });

  test('is split into TensorFlow’s new seeds', () => {
    expectDraw(splitSeed([5, -6], 4, 'int32'), 'split int32');
    expectDraw(splitSeed([5, -6], 4, 'int64'), 'split int64');
  });

  test('takes an integer in as in TensorFlow', () => {
    expectDraw(Int32Array.from(foldIn([5, -6], 77, 'int32'), Number), 'fold in int32');
    expectDraw(BigInt64Array.from(foldIn([5, -6], 77, 'int64'), BigInt), 'fold in int64');
  });

  test('must be two integers of at most 64 bits', () => {
    expect(() => scrambleSeed([1, 2.5])).toThrow(/A stateless seed must be an integer, got 2.5/);
    expect(() => scrambleSeed([2n ** 63n, 0])).toThrow(/must fit a signed 64-bit integer/);
    // @ts-expect-error: one number is no seed.
    expect(() => scrambleSeed([1])).toThrow(/must be two integers \(shape \[2\]\), got 1/);
  });

  test('takes in only an integer of its dtype', () => {
    expect(() => foldIn([1, 2], 2 ** 31, 'int32')).toThrow(/foldIn: data must be an int32, got 2147483648/);
    expect(() => foldIn([1, 2], 0.5, 'int64')).toThrow(/foldIn: data must be an integer, got 0.5/);
  });
});
