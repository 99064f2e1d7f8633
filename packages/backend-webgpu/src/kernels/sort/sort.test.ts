/** @file Sorts of several blocks, which need longer rows than the kit's. */

import type { Backend } from '@tenon/core/backend';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { webgpu } from '../../index.ts';
import { whyNoAdapter } from '../../testdata/adapter.ts';
import { drawnIntegers, KernelValues } from '../../testdata/kernel-values.ts';

const obstacle = await whyNoAdapter();

describe.skipIf(obstacle)('sort', () => {
  let backend: Backend;
  let values: KernelValues;
  beforeAll(async () => {
    backend = await webgpu();
    values = new KernelValues(backend);
  });
  afterEach(() => values.free());
  afterAll(() => backend.dispose?.());

  // The integers are of 1,024 kinds, so longer rows have ties, and ties of different blocks.
  test.each([
    ['a block', 2, 1024, false],
    ['two blocks, of which one is short', 3, 1500, false],
    ['many blocks, descending', 2, 5001, true],
  ])('rows of %s', async (_, rows, length, descending) => {
    const elements = drawnIntegers(rows * length);
    const input = values.input(elements, [rows, length]);
    const sorted = values.output('int32', [rows, length]);
    const permutation = values.output('int32', [rows, length]);
    backend.kernels.sort(input, descending, sorted, permutation);
    const orders = Array.from({ length: rows }, (_, row) => {
      const own = elements.subarray(row * length, (row + 1) * length);
      return Array.from(own.keys()).sort((i, j) => (descending ? own[j] - own[i] : own[i] - own[j]));
    });
    expect(await values.read(permutation)).toEqual(orders.flat());
    const expected = orders.flatMap((order, row) => order.map((i) => elements[row * length + i]));
    expect(await values.read(sorted)).toEqual(expected);
  });

  test.each([false, true])(
    'zeros keep their order and signs, and NaN comes last: descending %s',
    async (descending) => {
      const length = 1100;
      const elements = Float32Array.from(
        { length },
        (_, i) => [0, -0, Number.NaN, -Infinity, Infinity][i % 5],
      );
      const input = values.input(elements, [length]);
      const sorted = values.output('float32', [length]);
      const permutation = values.output('int32', [length]);
      backend.kernels.sort(input, descending, sorted, permutation);
      const rank = (x: number) => (Number.isNaN(x) ? 2 : descending ? -Math.sign(x) : Math.sign(x));
      const order = Array.from(elements.keys()).sort((i, j) => rank(elements[i]) - rank(elements[j]));
      expect(await values.read(permutation)).toEqual(order);
      expect(await values.read(sorted)).toEqual(order.map((i) => elements[i]));
    },
  );
});
