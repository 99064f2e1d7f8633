/** @file Convolutions by tiles, which need more places and features than the kit's have. */

import {
  type Backend,
  type ConvGeometry,
  contiguousLayout,
  contiguousStrides,
  sizeOf,
  type View,
} from '@tenon/core/backend';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { webgpu } from '../../index.ts';
import { whyNoAdapter } from '../../testdata/adapter.ts';

const obstacle = await whyNoAdapter();

/** Small integers that are told apart. */
const drawn = (shape: readonly number[]) =>
  Int32Array.from({ length: sizeOf(shape) }, (_, i) => ((i * 7919) % 201) - 100);

/** Two spatial axes, all contiguous, by definition. */
function convolved(
  x: Int32Array,
  xShape: readonly number[],
  w: Int32Array,
  wShape: readonly number[],
  yShape: readonly number[],
  { strides, padding, lhsDilation, rhsDilation, groups }: ConvGeometry,
): Int32Array {
  const [, , , outputs] = yShape;
  const [windowHeight, windowWidth, features] = wShape;
  const xStrides = contiguousStrides(xShape);
  const source = (place: number, tap: number, axis: number) =>
    (place * strides[axis] + tap * rhsDilation[axis] - padding[axis][0]) / lhsDilation[axis];
  const inside = (position: number, axis: number) =>
    Number.isInteger(position) && position >= 0 && position < xShape[axis + 1];
  return Int32Array.from({ length: sizeOf(yShape) }, (_, element) => {
    const output = element % outputs;
    const place = Math.floor(element / outputs);
    const [column, row] = [place % yShape[2], Math.floor(place / yShape[2]) % yShape[1]];
    const image = Math.floor(place / yShape[2] / yShape[1]);
    const firstFeature = Math.floor(output / (outputs / groups)) * features;
    let sum = 0;
    for (let i = 0; i < windowHeight; i++) {
      for (let j = 0; j < windowWidth; j++) {
        const [from, at] = [source(row, i, 0), source(column, j, 1)];
        if (!inside(from, 0) || !inside(at, 1)) continue;
        for (let feature = 0; feature < features; feature++) {
          const xAt = image * xStrides[0] + from * xStrides[1] + at * xStrides[2] + firstFeature + feature;
          sum += x[xAt] * w[((i * windowWidth + j) * features + feature) * outputs + output];
        }
      }
    }
    return sum;
  });
}

const plain: ConvGeometry = {
  strides: [1, 1],
  padding: [
    [0, 0],
    [0, 0],
  ],
  lhsDilation: [1, 1],
  rhsDilation: [1, 1],
  groups: 1,
};

const cases: readonly (readonly [
  name: string,
  xShape: readonly number[],
  wShape: readonly number[],
  yShape: readonly number[],
  geometry: ConvGeometry,
])[] = [
  ['tiles of places and of features', [3, 6, 7, 5], [3, 3, 5, 70], [3, 4, 5, 70], plain],
  ['terms shared by workgroups', [4, 7, 7, 50], [5, 5, 50, 20], [4, 3, 3, 20], plain],
  [
    'strides, padding and a dilated window',
    [2, 11, 9, 4],
    [3, 2, 4, 17],
    [2, 5, 4, 17],
    {
      ...plain,
      strides: [2, 3],
      rhsDilation: [2, 1],
      padding: [
        [1, 1],
        [2, 0],
      ],
    },
  ],
  [
    'holes in the left operand, and groups',
    [2, 3, 4, 6],
    [2, 3, 3, 40],
    [2, 6, 8, 40],
    {
      ...plain,
      lhsDilation: [2, 2],
      groups: 2,
      padding: [
        [1, 1],
        [2, 1],
      ],
    },
  ],
];

describe.skipIf(obstacle)('conv by tiles', () => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await webgpu();
  });
  afterAll(() => backend.dispose());

  function view(values: Int32Array, shape: readonly number[]): View {
    const buffer = backend.allocate(values.byteLength);
    backend.write(buffer, 0, new Uint8Array(values.slice().buffer));
    return { buffer, dtype: 'int32', ...contiguousLayout(shape) };
  }

  async function computed(x: View, w: View, yShape: readonly number[], geometry: ConvGeometry) {
    const y = view(new Int32Array(sizeOf(yShape)), yShape);
    backend.kernels.conv(x, w, y, geometry);
    const bytes = await backend.read(y.buffer, 0, sizeOf(yShape) * 4);
    for (const { buffer } of [x, w, y]) backend.free(buffer);
    return new Int32Array(bytes.buffer);
  }

  test.each(cases)('%s', async (_, xShape, wShape, yShape, geometry) => {
    const [x, w] = [drawn(xShape), drawn(wShape)];
    const expected = convolved(x, xShape, w, wShape, yShape, geometry);
    expect(await computed(view(x, xShape), view(w, wShape), yShape, geometry)).toEqual(expected);
  });

  test('images that are neighbours in memory, as in the gradient of a window', async () => {
    const [, xShape, wShape, yShape, geometry] = cases[0];
    const [x, w] = [drawn(xShape), drawn(wShape)];
    const expected = convolved(x, xShape, w, wShape, yShape, geometry);
    // [feature, height, width, image] in memory.
    const [images, height, width, features] = xShape;
    const strides = [1, width * images, images, height * width * images];
    const moved = new Int32Array(x.length);
    x.forEach((value, i) => {
      const feature = i % features;
      const pixel = Math.floor(i / features);
      const [image, place] = [Math.floor(pixel / (height * width)), pixel % (height * width)];
      moved[feature * strides[3] + place * strides[2] + image] = value;
    });
    const permuted = { ...view(moved, xShape), strides };
    expect(await computed(permuted, view(w, wShape), yShape, geometry)).toEqual(expected);
  });
});
