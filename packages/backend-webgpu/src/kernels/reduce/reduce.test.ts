/** @file Reductions of several passes, which need longer folds than the kit's. */

import { type Backend, buildProgram, type ReduceKind } from '@tenon/core/backend';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { webgpu } from '../../index.ts';
import { whyNoAdapter } from '../../testdata/adapter.ts';
import { drawnIntegers, KernelValues } from '../../testdata/kernel-values.ts';
import { planReduce } from './reduce-plan.ts';

const obstacle = await whyNoAdapter();

/** By row of a matrix, the fold of its elements. */
function ofRows(values: Int32Array, rows: number, fold: (row: Int32Array) => number): number[] {
  const length = values.length / rows;
  return Array.from({ length: rows }, (_, row) => fold(values.subarray(row * length, (row + 1) * length)));
}

const sum = (row: Int32Array) => row.reduce((a, b) => a + b, 0);

test('few long folds have several passes, many short ones have one', () => {
  expect(planReduce(2, 20_000, true).slices).toBeGreaterThan(1);
  expect(planReduce(3, 9000, false).slices).toBeGreaterThan(1);
  expect(planReduce(100_000, 1000, true)).toMatchObject({ slices: 1, lanes: 256 });
  expect(planReduce(100_000, 1000, false)).toMatchObject({ slices: 1, lanes: 1 });
});

test.each([true, false])('no lane of a pass has more than a block of blocks, along terms: %s', (isAlong) => {
  for (const [folds, terms] of [
    [1, 100_000_000],
    [10, 10_000_000],
    [100_000, 1000],
  ]) {
    const { lanes, slices, sliceTerms } = planReduce(folds, terms, isAlong);
    expect(sliceTerms / lanes).toBeLessThanOrEqual(1024);
    expect(slices * sliceTerms).toBeGreaterThanOrEqual(terms);
  }
});

describe.skipIf(obstacle)('reduce', () => {
  let backend: Backend;
  let values: KernelValues;
  beforeAll(async () => {
    backend = await webgpu();
    values = new KernelValues(backend);
  });
  afterEach(() => values.free());
  afterAll(() => backend.dispose?.());

  test.each([
    ['along terms', 2, 20_000, [0, 1]],
    ['along folds', 3, 9000, [1, 0]],
    ['along many folds', 300, 70, [1, 0]],
  ])('sums of several lanes and passes, %s', async (_, rows, length, order) => {
    const elements = drawnIntegers(rows * length);
    const input = values.input(elements, [rows, length], order);
    const output = values.output('int32', [rows, 1]);
    backend.kernels.reduce('sum', null, [input], [1], output);
    expect(await values.read(output)).toEqual(ofRows(elements, rows, sum));
  });

  test('a program with coordinates and a broadcast input, over two axes that are not one', async () => {
    const [batches, rows, columns] = [130, 3, 90];
    const elements = drawnIntegers(batches * rows * columns);
    const weights = drawnIntegers(columns);
    const program = buildProgram(['int32', 'int32'], (s, [x, weight]) =>
      s.add(s.mul(x, weight), s.mul(s.index(0), s.index(1))),
    );
    const x = values.input(elements, [batches, rows, columns]);
    const weight = { ...values.input(weights, [columns]), shape: x.shape, strides: [0, 0, 1] };
    const output = values.output('int32', [1, rows, 1]);
    backend.kernels.reduce('sum', program, [x, weight], [0, 2], output);
    const expected = [0, 0, 0];
    elements.forEach((element, i) => {
      const [batch, row, column] = [
        Math.floor(i / columns / rows),
        Math.floor(i / columns) % rows,
        i % columns,
      ];
      expected[row] += element * weights[column] + batch * row;
    });
    expect(await values.read(output)).toEqual(expected);
  });

  test.each<[ReduceKind, (row: Int32Array) => number]>([
    ['argMax', (row) => row.indexOf(row.reduce((a, b) => Math.max(a, b)))],
    ['argMin', (row) => row.indexOf(row.reduce((a, b) => Math.min(a, b)))],
  ])('%s gives the lowest position among ties of several passes', async (kind, fold) => {
    const elements = drawnIntegers(2 * 20_000);
    const input = values.input(elements, [2, 20_000]);
    const output = values.output('int32', [2, 1]);
    backend.kernels.reduce(kind, null, [input], [1], output);
    expect(await values.read(output)).toEqual(ofRows(elements, 2, fold));
  });

  test('any and all in several passes', async () => {
    const flags = new Uint8Array(3 * 9000);
    flags[8500] = 1;
    flags.fill(1, 18_000);
    const input = values.input(flags, [3, 9000]);
    const [any, all] = [values.output('bool', [3, 1]), values.output('bool', [3, 1])];
    backend.kernels.reduce('any', null, [input], [1], any);
    backend.kernels.reduce('all', null, [input], [1], all);
    expect(await values.read(any)).toEqual([1, 0, 1]);
    expect(await values.read(all)).toEqual([0, 0, 1]);
  });

  test('NaN propagates through the passes of max, and argMax passes over it to an infinity', async () => {
    const elements = new Float32Array(2 * 9000).fill(-Infinity);
    elements.fill(Number.NaN, 0, 700);
    const input = values.input(elements, [2, 9000]);
    const [greatest, position] = [values.output('float32', [2, 1]), values.output('int32', [2, 1])];
    backend.kernels.reduce('max', null, [input], [1], greatest);
    backend.kernels.reduce('argMax', null, [input], [1], position);
    expect(await values.read(greatest)).toEqual([Number.NaN, -Infinity]);
    expect(await values.read(position)).toEqual([700, 0]);
  });

  test.each([
    ['along terms', 1, 100_000, [0, 1]],
    ['along folds', 2, 20_000, [1, 0]],
  ])('the error of a sum grows slowly, %s', async (_, rows, length, order) => {
    // Terms of one sign, so that each addition to a long sum rounds as much as it can: one after the other, these are
    // off by thousands of units.
    const term = Math.fround(1 / 3);
    const input = values.input(new Float32Array(rows * length).fill(term), [rows, length], order);
    const output = values.output('float32', [rows, 1]);
    backend.kernels.reduce('sum', null, [input], [1], output);
    for (const result of await values.read(output)) {
      expect(Math.abs(result - length * term) / (length * term)).toBeLessThan(16 * 2 ** -24);
    }
  });
});
