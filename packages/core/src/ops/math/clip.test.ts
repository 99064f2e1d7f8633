import { reference } from '@tenon/backend-reference';
import { beforeAll, describe, expect, test } from 'vitest';
import { GradientTape } from '../../autodiff/index.ts';
import { InvalidArgumentError } from '../../errors/index.ts';
import { memory, use } from '../../runtime/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { constant } from '../array/creation.ts';
import { clipByGlobalNorm, globalNorm } from './clip.ts';

beforeAll(async () => {
  await use(reference());
});

describe('globalNorm', () => {
  test('is the norm of all elements as one vector; null counts for nothing', () => {
    expect(globalNorm([constant([[2, 3]]), null, constant(6)]).item()).toBe(7);
  });

  test('of float16 is summed where squares do not overflow', () => {
    expect(globalNorm([constant([300, 400], 'float16')]).item()).toBe(500);
  });

  test('refuses a list without a tensor', () => {
    expect(() => globalNorm([null])).toThrow(InvalidArgumentError);
    expect(() => globalNorm([])).toThrow(/no tensor in the list/);
  });

  test('has a gradient: each element over the norm', () => {
    const x = constant([3, 4], 'float64');
    const tape = new GradientTape();
    const norm = tape.record(() => {
      tape.watch(x);
      return globalNorm([x]);
    });
    expect(tape.gradient(norm, x)?.arraySync()).toEqual([expect.closeTo(0.6, 15), expect.closeTo(0.8, 15)]);
  });
});

describe('clipByGlobalNorm', () => {
  const values = (list: readonly (Tensor | null)[]) => list.map((tensor) => tensor?.arraySync() ?? null);

  test('scales every tensor by one factor, and keeps null in its place', () => {
    const { list, globalNorm: norm } = clipByGlobalNorm([constant([6]), null, constant([[8]])], 5);
    expect(values(list)).toEqual([[3], null, [[4]]]);
    expect(norm.item()).toBe(10);
  });

  test('leaves a list below the norm as it is', () => {
    expect(values(clipByGlobalNorm([constant([0.5, 0.25])], 4).list)).toEqual([[0.5, 0.25]]);
    // All zero: the factor is clipNorm · min(∞, 1 / clipNorm).
    expect(values(clipByGlobalNorm([constant([0, 0])], 4).list)).toEqual([[0, 0]]);
  });

  test('takes a norm that is known already', () => {
    const { list, globalNorm: norm } = clipByGlobalNorm([constant([6])], 1, 2);
    expect(values(list)).toEqual([[3]]);
    expect(norm.item()).toBe(2);
  });

  test('makes everything NaN where the norm is not finite', () => {
    expect(values(clipByGlobalNorm([constant([1]), constant([Infinity])], 1).list)).toEqual([[NaN], [NaN]]);
  });

  test('keeps the dtype', () => {
    const { list, globalNorm: norm } = clipByGlobalNorm(
      [constant([300, 400], 'float16')],
      constant(5, 'float16'),
    );
    expect([list[0]?.dtype, norm.dtype, ...values(list)]).toEqual(['float16', 'float16', [3, 4]]);
  });

  test('leaves nothing behind but what it gives', () => {
    const x = constant([3, 4]);
    const before = memory().numTensors;
    const { list, globalNorm: norm } = clipByGlobalNorm([x, null], 1);
    for (const tensor of [...list, norm]) tensor?.dispose();
    expect(memory().numTensors).toBe(before);
  });
});
