/**
 * @file `conv`: the general N-D convolution, by patches.
 *
 * For every place of the output, the elements of the left operand under the window are gathered in a row, which is
 * then multiplied by the window's weights as a matrix. What lies in the padding or in a hole of a dilation is 0.
 */

import { type ConvGeometry, type Shape, sizeOf, sliceLayout } from '@tenon/core/backend';
import type { ReferenceView } from './buffer.ts';
import { Cursor, newBlock, readAll } from './element-access.ts';
import { rowProductOf } from './row-product.ts';

export function conv(
  lhs: ReferenceView,
  rhs: ReferenceView,
  output: ReferenceView,
  geometry: ConvGeometry,
): void {
  const { groups } = geometry;
  const spatialRank = geometry.strides.length;
  const features = lhs.shape[spatialRank + 1] / groups;
  const outputFeatures = rhs.shape[spatialRank + 1] / groups;
  const windowShape = rhs.shape.slice(0, spatialRank);
  const taps = sizeOf(windowShape);
  const placeShape = output.shape.slice(1, -1);
  const places = sizeOf(placeShape);

  const pixels = sourcePixels(lhs.shape.slice(1, -1), windowShape, placeShape, geometry);
  const left = readAll(lhs);
  const weights = Array.from({ length: groups }, (_, group) => readAll(ofGroup(rhs, group, outputFeatures)));
  const rowProduct = rowProductOf(lhs.dtype);
  const patch = newBlock(lhs.dtype, taps * features);
  const zero = newBlock(lhs.dtype, 1)[0];
  const sums = newBlock(lhs.dtype, outputFeatures);
  const target = new Cursor(output);
  const pixelsPerImage = sizeOf(lhs.shape.slice(1, -1));
  for (let image = 0; image < output.shape[0]; image++) {
    for (let place = 0; place < places; place++) {
      for (let group = 0; group < groups; group++) {
        for (let tap = 0; tap < taps; tap++) {
          const pixel = pixels[place * taps + tap];
          const start = ((image * pixelsPerImage + pixel) * groups + group) * features;
          for (let i = 0; i < features; i++) patch[tap * features + i] = pixel < 0 ? zero : left[start + i];
        }
        rowProduct(patch, 0, weights[group], 0, taps * features, outputFeatures, sums);
        target.write(sums, 0, outputFeatures);
      }
    }
  }
}

/** The weights that lead to one group's share of the output features. */
function ofGroup(rhs: ReferenceView, group: number, outputFeatures: number): ReferenceView {
  const begin = rhs.shape.map((_, axis) => (axis === rhs.shape.length - 1 ? group * outputFeatures : 0));
  const lengths = [...rhs.shape.slice(0, -1), outputFeatures];
  return { ...rhs, ...sliceLayout(rhs, begin, lengths) };
}

/**
 * For every place of the output and every tap of the window, in row-major order, the spatial position of the left
 * operand under it; −1 where there is none.
 */
function sourcePixels(
  imageShape: Shape,
  windowShape: Shape,
  placeShape: Shape,
  geometry: ConvGeometry,
): Float64Array {
  let pixels = Float64Array.of(0);
  let places = 1;
  let taps = 1;
  for (let axis = 0; axis < imageShape.length; axis++) {
    const window = windowShape[axis];
    const finer = new Float64Array(pixels.length * placeShape[axis] * window);
    let next = 0;
    for (let place = 0; place < places; place++) {
      for (let x = 0; x < placeShape[axis]; x++) {
        for (let tap = 0; tap < taps; tap++) {
          const outer = pixels[place * taps + tap];
          for (let k = 0; k < window; k++) {
            const inner = sourceCoordinate(x, k, axis, imageShape[axis], geometry);
            finer[next++] = outer < 0 || inner < 0 ? -1 : outer * imageShape[axis] + inner;
          }
        }
      }
    }
    pixels = finer;
    places *= placeShape[axis];
    taps *= window;
  }
  return pixels;
}

/** Along one axis, the coordinate of the left operand under tap `k` of the window at place `x`; −1 for none. */
function sourceCoordinate(
  x: number,
  k: number,
  axis: number,
  length: number,
  geometry: ConvGeometry,
): number {
  const holes = geometry.lhsDilation[axis];
  const dilated = x * geometry.strides[axis] + k * geometry.rhsDilation[axis] - geometry.padding[axis][0];
  const coordinate = dilated / holes;
  return Number.isInteger(coordinate) && coordinate >= 0 && coordinate < length ? coordinate : -1;
}
