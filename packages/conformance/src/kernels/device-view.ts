/**
 * @file Views for kernels: inputs among garbage, outputs between guards that must not be overwritten.
 */

import {
  type Backend,
  byteWidth,
  contiguousStrides,
  type DeviceBuffer,
  type DType,
  decodeValues,
  dtypeInfo,
  encodeElement,
  type Shape,
  sizeOf,
  type View,
} from '@tenon/core/backend';
import type { LayoutName } from '../sample/layouts.ts';
import { layoutOf, positionsIn, storedElements } from '../sample/layouts.ts';
import type { ElementArray, TensorValues } from '../sample/tensor-values.ts';

/** Elements of guard before and after an output. */
const guard = 5;
/** What guards and fresh outputs are filled with. */
const guardByte = 0xa5;

/** The bytes of elements in storage form. */
export function storageBytes(dtype: DType, data: ElementArray): Uint8Array {
  const storage = new dtypeInfo[dtype].StorageArray(data.length);
  for (let i = 0; i < data.length; i++) storage[i] = encodeElement(dtype, data[i]);
  return new Uint8Array(storage.buffer, 0, storage.byteLength);
}

/** An input on a device, packed or in a layout. The caller frees its buffer. */
export function inputView(backend: Backend, values: TensorValues, layout?: LayoutName): View {
  const { dtype, shape } = values;
  const target = layout ? layoutOf(layout, shape) : { shape, strides: contiguousStrides(shape), offset: 0 };
  const bytes = storageBytes(dtype, layout ? storedElements(values, target) : values.data);
  const buffer = backend.allocate(bytes.length);
  backend.write(buffer, 0, bytes);
  return { buffer, dtype, ...target };
}

/** An output on a device, and how to read it. */
export interface OutputView {
  readonly view: View;
  /** The elements, in row-major order; throws nothing, but says whether the guards are as they were. */
  read(): Promise<{ readonly values: TensorValues; readonly guarded: boolean }>;
}

/** An output for a kernel to fill, with guards around it, and between its elements if it is spaced. */
export function outputView(backend: Backend, dtype: DType, shape: Shape, spaced: boolean): OutputView {
  const inner = spaced ? layoutOf('spaced', shape) : { shape, strides: contiguousStrides(shape), offset: 0 };
  const layout = { ...inner, offset: inner.offset + guard };
  const length = guard * 2 + sizeOf(shape) * (spaced ? 2 : 1) + 3;
  const width = byteWidth(dtype);
  const buffer: DeviceBuffer = backend.allocate(length * width);
  backend.write(buffer, 0, new Uint8Array(length * width).fill(guardByte));
  return {
    view: { buffer, dtype, ...layout },
    async read() {
      const bytes = await backend.read(buffer, 0, length * width);
      const positions = positionsIn(shape, layout);
      const written = new Set(positions);
      const guarded = bytes.every((byte, i) => byte === guardByte || written.has(Math.floor(i / width)));
      const all = decodeValues(dtype, bytes) as ElementArray;
      const data = new dtypeInfo[dtype].ValueArray(positions.length) as ElementArray;
      positions.forEach((position, i) => {
        data[i] = all[position];
      });
      return { values: { dtype, shape, data }, guarded };
    },
  };
}
