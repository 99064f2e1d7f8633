/**
 * @file Products and convolutions big enough to cross every edge of the kernels' blocks, which the kit's small shapes
 * do not: for each instruction set, on one thread and on two. Operands are small whole numbers, so that sums are exact
 * in whatever order, and a result is right or wrong.
 */

import { type Backend, type ConvGeometry, contiguousLayout, sizeOf, type View } from '@tenon/core/backend';
import { describe, expect, test } from 'vitest';
import { addonFile } from './addon/load.ts';
import { nodeNative } from './index.ts';

type Shape = readonly number[];
/** Whole numbers from −4 to 4 that repeat after no round number of elements. */
const values = (shape: Shape) => Float32Array.from({ length: sizeOf(shape) }, (_, i) => ((i * 7919) % 9) - 4);

const configurations = ['avx512', 'avx2', 'baseline', 'neon'].flatMap((instructionSet) =>
  [1, 2].map((threads) => ({ instructionSet, threads })),
);

/** What a kernel makes of operands. */
function compute(
  backend: Backend,
  inputs: readonly (Pick<View, 'shape' | 'strides' | 'offset'> & { values: Float32Array })[],
  outputShape: Shape,
  run: (inputs: View[], output: View) => void,
): Float32Array {
  const views = inputs.map(({ values, ...layout }): View => {
    const buffer = backend.allocate(values.byteLength);
    backend.write(buffer, 0, new Uint8Array(values.buffer));
    return { buffer, dtype: 'float32', ...layout };
  });
  const output: View = {
    buffer: backend.allocate(4 * sizeOf(outputShape)),
    dtype: 'float32',
    ...contiguousLayout(outputShape),
  };
  run(views, output);
  const bytes = backend.readSync?.(output.buffer, 0, 4 * sizeOf(outputShape)) ?? new Uint8Array();
  for (const { buffer } of [...views, output]) backend.free(buffer);
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
}

/** Runs a case in every configuration that this machine has, and expects the same numbers. */
function expectEverywhere(expected: Float64Array, computed: (backend: Backend) => Float32Array): void {
  let tried = 0;
  for (const configuration of configurations) {
    let backend: Backend;
    try {
      backend = nodeNative(configuration);
    } catch {
      continue; // An instruction set that this processor or build lacks.
    }
    const result = computed(backend);
    backend.dispose?.();
    const wrong = result.findIndex((value, i) => value !== expected[i]);
    expect({ ...configuration, wrong, value: result[wrong] }).toEqual({
      ...configuration,
      wrong: -1,
      value: undefined,
    });
    expect(result.length).toBe(expected.length);
    tried++;
  }
  expect(tried).toBeGreaterThanOrEqual(2);
}

describe.skipIf(!addonFile())('blocked kernels (skipped where no compiler built the addon)', () => {
  test.each([
    { rows: 1031, terms: 517, columns: 133, transposed: '' },
    { rows: 1031, terms: 300, columns: 67, transposed: 'a' },
    { rows: 259, terms: 513, columns: 270, transposed: 'b' },
    { rows: 13, terms: 1030, columns: 1100, transposed: 'ab' },
    { rows: 2050, terms: 4100, columns: 1, transposed: '' },
    { rows: 1, terms: 4100, columns: 1029, transposed: '' },
  ])(
    'matmul of $rows × $terms × $columns, transposed: "$transposed"',
    ({ rows, terms, columns, transposed }) => {
      const operand = (name: string, shape: readonly [number, number]) => {
        const stored = transposed.includes(name) ? [shape[1], shape[0]] : shape;
        const [outer, inner] = contiguousLayout(stored).strides;
        const strides = transposed.includes(name) ? [inner, outer] : [outer, inner];
        return { values: values(stored), shape, strides, offset: 0 };
      };
      const [a, b] = [operand('a', [rows, terms]), operand('b', [terms, columns])];
      const expected = new Float64Array(rows * columns);
      for (let i = 0; i < rows; i++) {
        for (let t = 0; t < terms; t++) {
          const x = a.values[i * a.strides[0] + t * a.strides[1]];
          for (let j = 0; j < columns; j++) {
            expected[i * columns + j] += x * b.values[t * b.strides[0] + j * b.strides[1]];
          }
        }
      }
      expectEverywhere(expected, (backend) =>
        compute(backend, [a, b], [rows, columns], ([x, y], output) => backend.kernels.matmul(x, y, output)),
      );
    },
  );

  test.each([
    { name: 'padded, several images', lhs: [3, 41, 37, 20], rhs: [3, 3, 20, 70], padding: 1, dilation: 1 },
    { name: 'many features', lhs: [1, 9, 17, 300], rhs: [3, 3, 300, 40], padding: 1, dilation: 1 },
    { name: 'one long axis', lhs: [1, 1, 9001, 33], rhs: [1, 5, 33, 8], padding: 0, dilation: 1 },
    {
      name: 'read in place, with holes in the window',
      lhs: [2, 40, 40, 24],
      rhs: [3, 3, 24, 33],
      padding: 0,
      dilation: 2,
    },
    {
      name: 'a window as wide as the image',
      lhs: [40, 30, 300, 2],
      rhs: [30, 298, 2, 35],
      padding: 1,
      dilation: 1,
    },
    {
      name: 'a window beyond scratch memory',
      lhs: [1, 700, 900, 1],
      rhs: [699, 899, 1, 3],
      padding: 0,
      dilation: 1,
    },
  ])('convolution: $name', ({ lhs, rhs, padding, dilation }) => {
    const [images, height, width, features] = lhs;
    const [windowHeight, windowWidth, , outFeatures] = rhs;
    const places = [height, width].map((length, i) => length + 2 * padding - (rhs[i] - 1) * dilation);
    const outputShape = [images, ...places, outFeatures];
    const [left, right] = [values(lhs), values(rhs)];
    const expected = new Float64Array(sizeOf(outputShape));
    for (let place = 0; place < images * places[0] * places[1]; place++) {
      const [image, y, x] = [
        Math.floor(place / (places[0] * places[1])),
        Math.floor(place / places[1]) % places[0],
        place % places[1],
      ];
      for (let tap = 0; tap < windowHeight * windowWidth; tap++) {
        const row = y + Math.floor(tap / windowWidth) * dilation - padding;
        const column = x + (tap % windowWidth) * dilation - padding;
        if (row < 0 || row >= height || column < 0 || column >= width) continue;
        for (let f = 0; f < features; f++) {
          const element = left[((image * height + row) * width + column) * features + f];
          const weights = (tap * features + f) * outFeatures;
          for (let o = 0; o < outFeatures; o++) {
            expected[place * outFeatures + o] += element * right[weights + o];
          }
        }
      }
    }
    const geometry: ConvGeometry = {
      strides: [1, 1],
      padding: [
        [padding, padding],
        [padding, padding],
      ],
      lhsDilation: [1, 1],
      rhsDilation: [dilation, dilation],
      groups: 1,
    };
    const inputs = [
      { values: left, ...contiguousLayout(lhs) },
      { values: right, ...contiguousLayout(rhs) },
    ];
    expectEverywhere(expected, (backend) =>
      compute(backend, inputs, outputShape, ([x, y], output) => backend.kernels.conv(x, y, output, geometry)),
    );
  });
});
