/**
 * @file The same elements laid out in other ways: an op must not care, and a backend that reads strides wrongly will.
 *
 * Views are made directly over a storage, not by the ops that are under test.
 */

import { Tensor } from '@tenon/core';
import { contiguousStrides, type Layout, type Shape, sizeOf } from '@tenon/core/backend';
import { type ElementArray, type TensorValues, toTensor } from './tensor-values.ts';

/** A way to lay a tensor out. */
export type LayoutName = 'transposed' | 'reversed' | 'spaced' | 'repeated';

export const layoutNames: readonly LayoutName[] = ['transposed', 'reversed', 'spaced', 'repeated'];

/** Whether a layout differs from the packed one for these values. */
export function isDistinctLayout(layout: LayoutName, { shape }: TensorValues): boolean {
  const size = sizeOf(shape);
  if (layout === 'transposed') return shape.filter((length) => length > 1).length > 1 && size > 0;
  return size > 1;
}

/** Values that a layout can hold: with stride 0 the first of each run along the first long axis is repeated. */
export function heldBy(layout: LayoutName, values: TensorValues): TensorValues {
  const axis = repeatedAxis(values.shape);
  if (layout !== 'repeated' || axis === -1 || sizeOf(values.shape) === 0) return values;
  const strides = contiguousStrides(values.shape);
  const data = values.data.slice() as ElementArray;
  for (let i = 0; i < data.length; i++) {
    const along = Math.floor(i / strides[axis]) % values.shape[axis];
    data[i] = values.data[i - along * strides[axis]];
  }
  return { ...values, data };
}

/** A tensor of the values in the layout, on a device. The values are what `heldBy` gave. */
export function placeIn(layout: LayoutName, values: TensorValues, deviceName: string): Tensor {
  if (!isDistinctLayout(layout, values)) return toTensor(values, deviceName);
  const target = layoutOf(layout, values.shape);
  const stored = storedElements(values, target);
  const base = toTensor({ ...values, shape: [stored.length], data: stored }, deviceName);
  try {
    base.storage.retain();
    return new Tensor(base.storage, base.dtype, target);
  } finally {
    base.dispose();
  }
}

const repeatedAxis = (shape: Shape) => shape.findIndex((length) => length > 1);

/** Where the elements of a shape lie in a layout. */
export function layoutOf(layout: LayoutName, shape: Shape): Layout {
  const packed = contiguousStrides(shape);
  switch (layout) {
    case 'transposed':
      // The strides of the reversed shape, reversed: column-major order.
      return { shape, strides: [...contiguousStrides([...shape].reverse())].reverse(), offset: 0 };
    case 'reversed':
      return { shape, strides: packed.map((stride) => -stride), offset: sizeOf(shape) - 1 };
    case 'spaced':
      return { shape, strides: packed.map((stride) => stride * 2), offset: 3 };
    case 'repeated': {
      const axis = repeatedAxis(shape);
      const held = shape.map((length, i) => (i === axis ? 1 : length));
      const strides = contiguousStrides(held).map((stride, i) => (i === axis ? 0 : stride));
      return { shape, strides, offset: 0 };
    }
    default:
      return layout satisfies never;
  }
}

/** The elements of a storage in which the layout finds the values; what lies between them is as wrong as can be. */
export function storedElements({ dtype, shape, data }: TensorValues, layout: Layout): ElementArray {
  const positions = positionsIn(shape, layout);
  const length = positions.reduce((greatest, position) => Math.max(greatest, position), 0) + 1;
  // The constructor of the same element type.
  const stored = new (data.constructor as new (length: number) => ElementArray)(length);
  (stored as Float64Array).fill(garbage(dtype) as number);
  positions.forEach((position, i) => {
    stored[position] = data[i];
  });
  return stored;
}

function garbage(dtype: TensorValues['dtype']): number | bigint {
  if (dtype.includes('float')) return NaN;
  if (dtype === 'int64' || dtype === 'uint64') return 77n;
  return dtype === 'bool' ? 1 : 77;
}

/** Where the elements lie, in row-major order. */
export function positionsIn(shape: Shape, layout: Layout): Int32Array {
  return Int32Array.from({ length: sizeOf(shape) }, (_, index) => positionOf(index, shape, layout));
}

/** Where the element at a row-major position lies. */
function positionOf(index: number, shape: Shape, { strides, offset }: Layout): number {
  let position = offset;
  let rest = index;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    position += (rest % shape[axis]) * strides[axis];
    rest = Math.floor(rest / shape[axis]);
  }
  return position;
}
