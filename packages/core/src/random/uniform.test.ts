import { describe, expect, test } from 'vitest';
import { scaleToRange } from './affine.ts';
import type { FloatingDType } from './element-types.ts';
import { philoxState } from './philox.ts';
import { scrambleSeed } from './stateless-seeds.ts';
import { expectDraw } from './testdata/expect-draw.ts';
import { fullRangeIntegers, standardUniform, uniformIntegers } from './uniform.ts';

const COUNT = 10_000;
const floatingDTypes: FloatingDType[] = ['float16', 'bfloat16', 'float32', 'float64'];
/** The stream of an op with the global seed 42 and this seed of its own. */
const seeded = (opSeed: bigint) => philoxState(42n, 0n, opSeed);
const stateless = scrambleSeed([3, 4]);

describe.each(floatingDTypes)('uniform %s', (dtype) => {
  test('draws are TensorFlow’s', () => {
    expectDraw(standardUniform(seeded(1n), dtype, COUNT), `uniform ${dtype}`);
    expectDraw(standardUniform(stateless, dtype, COUNT), `stateless uniform ${dtype}`);
  });

  test('draws in a range are TensorFlow’s', () => {
    const wide = standardUniform(seeded(2n), dtype, COUNT);
    scaleToRange(wide, dtype, -3, 5);
    expectDraw(wide, `uniform ${dtype} in [-3, 5)`);

    const fromZero = standardUniform(seeded(3n), dtype, COUNT);
    scaleToRange(fromZero, dtype, 0, 0.3);
    expectDraw(fromZero, `uniform ${dtype} in [0, 0.3)`);

    const symmetric = standardUniform(stateless, dtype, COUNT);
    scaleToRange(symmetric, dtype, -1, 1);
    expectDraw(symmetric, `stateless uniform ${dtype} in [-1, 1)`);
  });

  test('a shorter draw is the beginning of a longer one', () => {
    const long = standardUniform(stateless, dtype, 20);
    for (let count = 0; count < 20; count++) {
      expect([...standardUniform(stateless, dtype, count)]).toEqual([...long.subarray(0, count)]);
    }
  });
});

describe('uniform integers', () => {
  test('of int32 are TensorFlow’s', () => {
    expectDraw(uniformIntegers(seeded(1n), 'int32', COUNT, -1000, 12345), 'integers int32');
    expectDraw(
      uniformIntegers(seeded(2n), 'int32', COUNT, -(2 ** 31), 2 ** 31 - 1),
      'integers int32, widest',
    );
    expectDraw(uniformIntegers(stateless, 'int32', COUNT, -7, 100), 'stateless integers int32');
  });

  test('of int64 are TensorFlow’s', () => {
    expectDraw(uniformIntegers(seeded(3n), 'int64', COUNT, -1000, 10 ** 15), 'integers int64');
    expectDraw(
      uniformIntegers(seeded(4n), 'int64', COUNT, -(2n ** 63n), 2n ** 63n - 1n),
      'integers int64, widest',
    );
    expectDraw(uniformIntegers(stateless, 'int64', COUNT, -7, 100), 'stateless integers int64');
  });

  test.each(['int32', 'int64', 'uint32', 'uint64'] as const)(
    'of the full range of %s are TensorFlow’s',
    (dtype) => {
      expectDraw(fullRangeIntegers(stateless, dtype, COUNT), `stateless full ${dtype}`);
    },
  );

  test('an empty range is refused, unless nothing is drawn from it', () => {
    expect(() => uniformIntegers(stateless, 'int32', 3, 5, 5)).toThrow(/need minval < maxval, got 5 >= 5/);
    expect(() => uniformIntegers(stateless, 'int64', 3, 6n, 5n)).toThrow(/need minval < maxval, got 6 >= 5/);
    expect(uniformIntegers(stateless, 'int32', 0, 5, 5)).toEqual(new Int32Array(0));
  });

  test('a bound that is no integer of the dtype is refused', () => {
    expect(() => uniformIntegers(stateless, 'int32', 3, 0.5, 5)).toThrow(/minval must be an int32, got 0.5/);
    expect(() => uniformIntegers(stateless, 'int32', 3, 0, 2 ** 31)).toThrow(/maxval must be an int32/);
    expect(() => uniformIntegers(stateless, 'int64', 3, 0, 2n ** 63n)).toThrow(/maxval must be an int64/);
    expect(() => uniformIntegers(stateless, 'int64', 3, Number.NaN, 1)).toThrow(/minval must be an int64/);
  });
});
