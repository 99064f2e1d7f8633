/** @file Scans of several segments, which need longer lines than the kit's. */

import type { Backend } from '@tenon/core/backend';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { webgpu } from '../../index.ts';
import { whyNoAdapter } from '../../testdata/adapter.ts';
import { drawnIntegers, KernelValues } from '../../testdata/kernel-values.ts';

const obstacle = await whyNoAdapter();

/** Running sums of the rows of a matrix. */
function runningSums(elements: Int32Array, length: number, isExclusive: boolean): number[] {
  let sum = 0;
  return Array.from(elements, (element, i) => {
    if (i % length === 0) sum = 0;
    const before = sum;
    sum += element;
    return isExclusive ? before : sum;
  });
}

describe.skipIf(obstacle)('scan', () => {
  let backend: Backend;
  let values: KernelValues;
  beforeAll(async () => {
    backend = await webgpu();
    values = new KernelValues(backend);
  });
  afterEach(() => values.free());
  afterAll(() => backend.dispose?.());

  test.each([
    ['lines that are neighbours in memory', 3, 5000, [0, 1], false],
    ['exclusive ones', 3, 5000, [0, 1], true],
    ['lines that lie side by side', 5, 3000, [1, 0], false],
    ['many lines side by side', 70, 300, [1, 0], true],
  ])('running sums of several segments: %s', async (_, lines, length, order, isExclusive) => {
    const elements = drawnIntegers(lines * length);
    const input = values.input(elements, [lines, length], order);
    const output = values.output('int32', [lines, length]);
    backend.kernels.scan('sum', input, 1, isExclusive, output);
    expect(await values.read(output)).toEqual(runningSums(elements, length, isExclusive));
  });

  test('the error of a running sum grows slowly', async () => {
    const length = 50_000;
    const term = Math.fround(1 / 3);
    const input = values.input(new Float32Array(length).fill(term), [length]);
    const output = values.output('float32', [length]);
    backend.kernels.scan('sum', input, 0, false, output);
    const errors = (await values.read(output)).map((sum, i) => Math.abs(sum / ((i + 1) * term) - 1));
    expect(Math.max(...errors)).toBeLessThan(16 * 2 ** -24);
  });

  test('logSumExp goes on from segment to segment, from −∞ on', async () => {
    const length = 4100;
    const elements = new Float32Array(length).fill(100);
    elements.fill(-Infinity, 0, 10);
    const input = values.input(elements, [length]);
    const output = values.output('float32', [length]);
    backend.kernels.scan('logSumExp', input, 0, false, output);
    (await values.read(output)).forEach((result, i) => {
      const expected = i < 10 ? -Infinity : 100 + Math.log(i - 9);
      if (i < 10) expect(result).toBe(expected);
      else expect(Math.abs(result - expected)).toBeLessThan(1e-4);
    });
  });
});
