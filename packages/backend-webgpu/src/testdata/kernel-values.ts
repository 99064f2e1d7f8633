/** @file Typed arrays as views of a backend's memory, for tests that call kernels themselves. */

import {
  type Backend,
  contiguousLayout,
  contiguousStrides,
  type DeviceBuffer,
  type DType,
  sizeOf,
  type View,
} from '@tenon/core/backend';

type Values = Int32Array<ArrayBuffer> | Float32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

const dtypeOf = (values: Values): DType =>
  values instanceof Int32Array ? 'int32' : values instanceof Float32Array ? 'float32' : 'bool';

/** Views that lie in memory until `free`. */
export class KernelValues {
  readonly #backend: Backend;
  readonly #buffers: DeviceBuffer[] = [];

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /**
   * A view of values in row-major order.
   * @param order The axes as they lie in memory, the outermost first; left out: as they are.
   */
  input(values: Values, shape: readonly number[], order = shape.map((_, axis) => axis)): View {
    const buffer = this.#allocate(values.byteLength);
    const lengths = order.map((axis) => shape[axis]);
    const inMemory = contiguousStrides(lengths);
    const strides = shape.map((_, axis) => inMemory[order.indexOf(axis)]);
    const laid = values.slice();
    const rowMajor = contiguousStrides(shape);
    values.forEach((value, i) => {
      const at = strides.reduce(
        (sum, stride, axis) => sum + stride * (Math.floor(i / rowMajor[axis]) % shape[axis]),
        0,
      );
      laid[at] = value;
    });
    this.#backend.write(buffer, 0, new Uint8Array(laid.buffer));
    return { buffer, dtype: dtypeOf(values), shape, strides, offset: 0 };
  }

  output(dtype: DType, shape: readonly number[]): View {
    // Room for any dtype that tests have.
    return { buffer: this.#allocate(4 * sizeOf(shape)), dtype, ...contiguousLayout(shape) };
  }

  async read({ buffer, dtype, shape }: View): Promise<number[]> {
    const width = dtype === 'bool' ? 1 : 4;
    const bytes = await this.#backend.read(buffer, 0, sizeOf(shape) * width);
    const { buffer: memory } = bytes.slice();
    const array = { int32: Int32Array, float32: Float32Array, bool: Uint8Array }[dtype as 'int32'];
    return Array.from(new array(memory));
  }

  free(): void {
    for (const buffer of this.#buffers.splice(0)) this.#backend.free(buffer);
  }

  #allocate(byteLength: number): DeviceBuffer {
    const buffer = this.#backend.allocate(byteLength);
    this.#buffers.push(buffer);
    return buffer;
  }
}

/** Integers of which some are equal. */
export const drawnIntegers = (count: number) =>
  Int32Array.from({ length: count }, (_, i) => (Math.imul(i, 0x9e3779b1) >>> 22) - 500);
