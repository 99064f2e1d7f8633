/** @file The shaders of matmul that need larger shapes than the kit's: many tiles, and terms shared by a workgroup. */

import * as tn from '@tenon/core';
import { type Backend, buildProgram, contiguousLayout, sizeOf } from '@tenon/core/backend';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { webgpu } from '../../index.ts';
import { whyNoAdapter } from '../../testdata/adapter.ts';

const obstacle = await whyNoAdapter();

describe.skipIf(obstacle)('matmul', () => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await webgpu();
    await tn.use(backend);
  });
  afterAll(() => tn.unregister(backend));

  const matrix = (values: Int32Array, shape: readonly number[]) =>
    tn.constant(values, { dtype: 'int32', shape });

  /** Integers whose products and sums are told apart, and exact. */
  const drawn = (shape: readonly number[]) =>
    Int32Array.from({ length: sizeOf(shape) }, (_, i) => ((i * 7919) % 201) - 100);

  function product(a: Int32Array, b: Int32Array, m: number, k: number, n: number): Int32Array {
    return Int32Array.from({ length: m * n }, (_, element) => {
      const [row, column] = [Math.floor(element / n), element % n];
      let sum = 0;
      for (let i = 0; i < k; i++) sum += a[row * k + i] * b[i * n + column];
      return sum;
    });
  }

  function transposed(x: Int32Array, rows: number, columns: number): Int32Array {
    return x.map((_, i) => x[(i % rows) * columns + Math.floor(i / rows)]);
  }

  const cases = [
    ['tiles', 70, 300, 130],
    ['tiles that are not full', 33, 9, 65],
    ['tiles whose terms workgroups share', 64, 1100, 65],
    ['a row times a matrix', 1, 300, 37],
    ['a matrix times a column', 37, 300, 1],
    ['an inner product', 1, 40_000, 1],
    ['few elements of many terms', 3, 600, 5],
  ] as const;
  for (const [name, m, k, n] of cases) {
    test.each([
      [false, false],
      [true, true],
    ])(`${name}, transposed: %s, %s`, async (transposeA, transposeB) => {
      const [a, b] = [drawn([m, k]), drawn([k, n])];
      const x = transposeA ? matrix(transposed(a, m, k), [k, m]) : matrix(a, [m, k]);
      const y = transposeB ? matrix(transposed(b, k, n), [n, k]) : matrix(b, [k, n]);
      const result = tn.matmul(x, y, { transposeA, transposeB });
      expect(await result.data()).toEqual(product(a, b, m, k, n));
    });
  }

  test('batches of tiles', async () => {
    const [m, k, n] = [40, 20, 35];
    const [a, b] = [drawn([3, m, k]), drawn([3, k, n])];
    const result = tn.matmul(matrix(a, [3, m, k]), matrix(b, [3, k, n]));
    const expected = [0, 1, 2].flatMap((i) => [
      ...product(a.subarray(i * m * k, (i + 1) * m * k), b.subarray(i * k * n, (i + 1) * k * n), m, k, n),
    ]);
    expect([...(await result.data())]).toEqual(expected);
  });

  test('an epilogue with a bias for each column, after tiles of a batch that share one matrix', async () => {
    const [batch, m, k, n] = [3, 13, 20, 35];
    const [a, b, bias] = [drawn([batch, m, k]), drawn([k, n]), drawn([n])];
    const program = buildProgram(['int32', 'int32'], (s, [sum, addend]) =>
      s.add(s.mul(s.add(sum, addend), 2), s.index(1)),
    );
    const view = (values: Int32Array, shape: readonly number[]) => {
      const buffer = backend.allocate(values.byteLength);
      backend.write(buffer, 0, new Uint8Array(values.slice().buffer));
      return { buffer, dtype: 'int32' as const, ...contiguousLayout(shape) };
    };
    const shape = [batch, m, n];
    const output = view(new Int32Array(sizeOf(shape)), shape);
    const inputs = [
      view(a, [batch, m, k]),
      { ...view(b, [k, n]), shape: [batch, k, n], strides: [0, n, 1] },
      { ...view(bias, [n]), shape, strides: [0, 0, 1] },
    ];
    backend.kernels.matmul(inputs[0], inputs[1], output, { program, inputs: [inputs[2]] });
    const bytes = await backend.read(output.buffer, 0, sizeOf(shape) * 4);
    const sums = product(a, b, batch * m, k, n);
    const expected = sums.map((sum, i) => (sum + bias[i % n]) * 2 + (Math.floor(i / n) % m));
    expect(new Int32Array(bytes.buffer)).toEqual(expected);
    for (const { buffer } of [...inputs, output]) backend.free(buffer);
  });

  test.each([
    ['float16', 1025],
    ['int8', 1],
    ['uint8', 1],
  ] as const)('shares of a sum in %s are rounded once, or wrap', async (dtype, sum) => {
    // One by one in float16 the halves would stop at 1024: a half more rounds back to it.
    const k = dtype === 'float16' ? 2050 : 1025;
    const x = tn.constant(new Float32Array(64 * k).fill(dtype === 'float16' ? 0.5 : 1), { shape: [64, k] });
    const result = tn.matmul(tn.cast(x, dtype), tn.cast(tn.ones([k, 65]), dtype));
    expect(new Set(Array.from(await result.data(), Number))).toEqual(new Set([sum]));
  });

  test.each([
    ['shared by a workgroup', 1, 1],
    ['in tiles', 64, 65],
  ])('the error of a sum of many terms grows slowly: %s', async (_, m, n) => {
    // Terms of one sign, so that each addition to a long sum rounds as much as it can.
    const k = 20_000;
    const term = Math.fround(1 / 3);
    const x = tn.constant(new Float32Array(m * k).fill(term), { dtype: 'float32', shape: [m, k] });
    const y = tn.ones([k, n]);
    const [sum] = await tn.matmul(x, y).data();
    expect(Math.abs(Number(sum) - k * term) / (k * term)).toBeLessThan(32 * 2 ** -24);
  });
});
