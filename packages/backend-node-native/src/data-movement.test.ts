/**
 * @file Sorts, scans, gathers and scatters long enough to be streamed, split or taken piece by piece, which the kit's
 * small shapes are not: for each instruction set, on one thread and on two, against plain loops. Sums are of small whole
 * numbers, and exact.
 */

import {
  type Backend,
  byteWidth,
  contiguousLayout,
  type DType,
  sizeOf,
  type View,
} from '@tenon/core/backend';
import { describe, expect, test } from 'vitest';
import { addonFile } from './addon/load.ts';
import { nodeNative } from './index.ts';

type Numbers = Float32Array | Float64Array | Int32Array;
type Shape = readonly number[];

const dtypeOf = (values: Numbers): DType =>
  values instanceof Float32Array ? 'float32' : values instanceof Float64Array ? 'float64' : 'int32';

/** A view of values on a backend, packed. */
function view(backend: Backend, values: Numbers, shape: Shape = [values.length]): View {
  const buffer = backend.allocate(values.byteLength);
  backend.write(buffer, 0, new Uint8Array(values.buffer));
  return { buffer, dtype: dtypeOf(values), ...contiguousLayout(shape) };
}

function output(backend: Backend, dtype: DType, shape: Shape): View {
  return { buffer: backend.allocate(byteWidth(dtype) * sizeOf(shape)), dtype, ...contiguousLayout(shape) };
}

function read({ readSync }: Backend, { buffer, dtype, shape }: View): Numbers {
  const bytes = readSync?.(buffer, 0, byteWidth(dtype) * sizeOf(shape)) ?? new Uint8Array();
  const ArrayType = { float32: Float32Array, float64: Float64Array, int32: Int32Array }[dtype as 'int32'];
  return new ArrayType(bytes.slice().buffer);
}

/** Runs `check` on a backend for every configuration that this machine has. */
function everywhere(check: (backend: Backend) => void): void {
  let tried = 0;
  for (const instructionSet of ['avx512', 'avx2', 'baseline', 'neon']) {
    for (const threads of [1, 2]) {
      let backend: Backend;
      try {
        backend = nodeNative({ instructionSet, threads });
      } catch {
        continue; // An instruction set that this processor or build lacks.
      }
      check(backend);
      backend.dispose();
      tried++;
    }
  }
  expect(tried).toBeGreaterThanOrEqual(2);
}

/** The first position where two arrays differ, −0 and 0 being different; −1 if none. */
const firstDifference = (actual: Numbers, expected: Numbers) =>
  actual.length === expected.length ? actual.findIndex((x, i) => !Object.is(x, expected[i])) : 0;

/** A sequence that looks random, of 32-bit integers. */
const scrambled = (i: number) => Math.imul(Math.imul(i + 1, 0x9e3779b1) ^ (i >>> 3), 0x85ebca6b);

const floats = Float32Array.from({ length: 150_001 }, (_, i) =>
  i % 97 === 0 ? NaN : i % 89 === 0 ? -0 : i % 83 === 0 ? 0 : scrambled(i) / 2 ** ((i % 20) + 20),
);
const rows: readonly (readonly [string, Numbers])[] = [
  ['float32 with NaN and −0', floats],
  ['float32 of few values', floats.map((x) => Math.trunc(x))],
  ['int32 of all bits', Int32Array.from(floats, (_, i) => scrambled(i))],
  ['float64', Float64Array.from(floats, (x, i) => x + i * 2 ** -40)],
];

describe.skipIf(!addonFile())('data on the move (skipped where no compiler built the addon)', () => {
  describe.each(rows)('a long row, %s', (_, values) => {
    const order = (descending: boolean) =>
      Int32Array.from(values, (_, i) => i).sort((i, j) => {
        const [x, y] = [values[i], values[j]];
        const last = Number(Number.isNaN(x)) - Number(Number.isNaN(y));
        return last || (x < y ? -1 : x > y ? 1 : 0) * (descending ? -1 : 1) || i - j;
      });

    test.each([false, true])('is sorted stably, descending: %s', (descending) => {
      const expected = order(descending);
      everywhere((backend) => {
        const [sorted, places] = [dtypeOf(values), 'int32' as const].map((dtype) =>
          output(backend, dtype, [values.length]),
        );
        backend.kernels.sort(view(backend, values), descending, sorted, places);
        expect(firstDifference(read(backend, places), expected)).toBe(-1);
        const ordered = values.map((_, i) => values[expected[i]]);
        expect(firstDifference(read(backend, sorted), ordered)).toBe(-1);
      });
    });

    test('has its greatest found without sorting it', () => {
      const expected = order(true).slice(0, 700);
      everywhere((backend) => {
        const top = [dtypeOf(values), 'int32' as const].map((dtype) => output(backend, dtype, [700]));
        expect(backend.overrides?.topK([view(backend, values)], { k: 700 }, top)).toBe(true);
        expect(firstDifference(read(backend, top[1]), expected)).toBe(-1);
      });
    });
  });

  const width = 64;
  const indices = Int32Array.from({ length: 70_001 }, (_, i) => (scrambled(i) >>> 0) % 3001);

  test('rows are gathered into an output larger than the caches, and folded back in their order', () => {
    const table = Float32Array.from({ length: 3001 * width }, (_, i) => (i * 7919) % 251);
    const gathered = Float32Array.from({ length: indices.length * width }, (_, i) => {
      return table[indices[Math.floor(i / width)] * width + (i % width)];
    });
    const sums = table.slice();
    gathered.forEach((x, i) => {
      sums[indices[Math.floor(i / width)] * width + (i % width)] += x;
    });
    everywhere((backend) => {
      const [params, places] = [
        view(backend, table, [3001, width]),
        view(backend, indices, [indices.length, 1]),
      ];
      const slices = output(backend, 'float32', [indices.length, width]);
      backend.kernels.gather(params, places, 0, slices);
      expect(firstDifference(read(backend, slices), gathered)).toBe(-1);
      const total = output(backend, 'float32', [3001, width]);
      backend.kernels.scatter('add', params, places, slices, total);
      expect(firstDifference(read(backend, total), sums)).toBe(-1);
    });
  });

  test('the first index out of range is named, whichever thread finds one', () => {
    const wrong = indices.with(69_000, 3001).with(66_000, -1);
    everywhere((backend) => {
      const places = view(backend, wrong, [wrong.length, 1]);
      const slices = output(backend, 'float32', [wrong.length]);
      const call = () => backend.kernels.gather(view(backend, new Float32Array(3001)), places, 0, slices);
      expect(call).toThrow('indices[66000, 0] = -1 is not in [0, 3001)');
    });
  });

  test.each([0, 1])('a scan along axis %i goes on from piece to piece', (axis) => {
    const shape = [1301, 1303];
    const values = Float32Array.from({ length: sizeOf(shape) }, (_, i) => ((i * 7919) % 9) - 4);
    const expected = new Float32Array(values.length);
    const step = axis === 0 ? shape[1] : 1;
    values.forEach((x, i) => {
      const isFirst = (axis === 0 ? Math.floor(i / shape[1]) : i % shape[1]) === 0;
      expected[i] = isFirst ? x : expected[i - step] + x;
    });
    everywhere((backend) => {
      const sums = output(backend, 'float32', shape);
      backend.kernels.scan('sum', view(backend, values, shape), axis, false, sums);
      expect(firstDifference(read(backend, sums), expected)).toBe(-1);
    });
  });
});
