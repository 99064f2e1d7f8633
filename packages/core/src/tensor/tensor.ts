/**
 * @file The tensor: an immutable, typed, strided view of a storage.
 *
 * A tensor knows no op. The chainable methods (`x.add(y)`, `x.at(…)`) are installed by `ops/methods.ts` through
 * interface merging. A tensor is a kernel `View` itself, so handing one to a backend allocates nothing.
 */

import type { DeviceBuffer, View } from '../backend/index.ts';
import { type DType, decodeValues, elementValue, type ValueArrayOf, type ValueOf } from '../dtype/index.ts';
import { FailedPreconditionError, InvalidArgumentError } from '../errors/index.ts';
import { formatShape, type Layout, type Shape, sizeOf } from '../shape/index.ts';
import { type NestedValues, nestValues } from './nested-values.ts';
import { printTensor, readAndPrintTensor, textOnly } from './print.ts';
import { readBytes, readBytesSync } from './read.ts';
import type { Storage } from './storage.ts';

/**
 * The tensor protocol: whatever has this method can stand where a tensor can. A `Variable` follows it, and tells the
 * tapes of the read.
 */
export const asTensor: unique symbol = Symbol.for('tenon.asTensor');

/** A tensor, or something that yields one. */
export interface TensorLike<D extends DType = DType> {
  [asTensor](): Tensor<D>;
}

/** `Symbol.dispose`, also where the engine does not know it yet; the same fallback that compilers of `using` emit. */
export const disposeSymbol: typeof Symbol.dispose = Symbol.dispose ?? Symbol.for('Symbol.dispose');

let lastId = -1;

/** A new identity. Tapes know tensors by it. */
export function nextTensorId(): number {
  return ++lastId;
}

/**
 * A multidimensional array of one dtype on one device. Tensors never change: an op gives a new one, which may look at the
 * same storage.
 *
 * Print it, or read it with `data`, `array` and `item`. Its methods are ops with the tensor as first operand. It is freed
 * when it is dropped, or sooner by `dispose`, `using` or `tn.tidy`.
 * @example
 * const x = tn.constant([[1, 2], [3, 4]]);
 * console.log(x.shape, x.dtype, x.device); // => [ 2, 2 ] float32 cpu-wasm:0
 * x.matmul(x).sum(1).arraySync(); // => [ 17, 37 ]
 */
export class Tensor<D extends DType = DType> implements View, TensorLike<D> {
  readonly id: number;
  readonly dtype: D;
  readonly shape: Shape;
  readonly strides: readonly number[];
  readonly offset: number;
  readonly storage: Storage;
  /** The storage's buffer. A property of its own, not a getter, so that `{ ...view, shape }` keeps it. */
  readonly buffer: DeviceBuffer;
  #disposed = false;

  /** Takes over one reference of the storage. Not for users: tensors come from `tn.constant` and from ops. */
  constructor(storage: Storage, dtype: D, layout: Layout, id: number = nextTensorId()) {
    this.storage = storage;
    this.buffer = storage.buffer;
    this.dtype = dtype;
    this.shape = layout.shape;
    this.strides = layout.strides;
    this.offset = layout.offset;
    this.id = id;
  }

  /** The number of axes. */
  get rank(): number {
    return this.shape.length;
  }

  /** The number of elements. */
  get size(): number {
    return sizeOf(this.shape);
  }

  /** The name of the device that holds the elements, such as `cpu-wasm:0`. */
  get device(): string {
    return this.storage.device.name;
  }

  /** Whether `dispose()` was called. */
  get isDisposed(): boolean {
    return this.#disposed;
  }

  [asTensor](): Tensor<D> {
    return this;
  }

  /**
   * The elements in row-major order, as a typed array of the dtype's value form.
   * @throws FailedPreconditionError if the tensor was disposed.
   * @example
   * const x = tn.constant([[1, 2], [3, 4]]);
   * console.log(await x.transpose().data()); // => Float32Array(4) [ 1, 3, 2, 4 ]
   */
  async data(): Promise<ValueArrayOf<D>> {
    this.assertUsable('data');
    return decodeValues(this.dtype, await readBytes(this));
  }

  /**
   * The same as `data()`, at once.
   * @throws UnimplementedError on a device that cannot read synchronously.
   */
  dataSync(): ValueArrayOf<D> {
    this.assertUsable('dataSync');
    return decodeValues(this.dtype, readBytesSync(this, 'dataSync'));
  }

  /**
   * The elements as nested arrays; a scalar's element itself. bool elements are booleans, 64-bit integers bigints.
   * @throws FailedPreconditionError if the tensor was disposed.
   */
  async array(): Promise<NestedValues<ValueOf<D>>> {
    return nestValues(this.dtype, await this.data(), this.shape);
  }

  /** The same as `array()`, at once. */
  arraySync(): NestedValues<ValueOf<D>> {
    return nestValues(this.dtype, this.dataSync(), this.shape);
  }

  /**
   * The element of a tensor that has exactly one.
   * @throws InvalidArgumentError if it has more or none; UnimplementedError where the device cannot read at once.
   * @example
   * tn.constant([[2.5]]).item(); // => 2.5
   */
  item(): ValueOf<D> {
    if (this.size !== 1) {
      throw new InvalidArgumentError(
        `item: only a tensor of one element has an item; this one has shape ${formatShape(this.shape)}. Use data().`,
      );
    }
    return elementValue(this.dtype, this.dataSync()[0] as number | bigint);
  }

  /** Lets go of the storage; it is freed if nothing else holds it. A second call does nothing. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.storage.release();
  }

  [disposeSymbol](): void {
    this.dispose();
  }

  /** @throws FailedPreconditionError if the tensor was disposed. */
  assertUsable(context: string): void {
    if (this.#disposed || !this.storage.device.active) throw this.#unusable(context);
  }

  #unusable(context: string): FailedPreconditionError {
    const what = `tensor ${this.id} (${this.dtype}, shape ${formatShape(this.shape)})`;
    return new FailedPreconditionError(
      this.#disposed
        ? `${context}: ${what} has been disposed. If tidy() or using disposed it, return or keep it there.`
        : `${context}: ${what} lived on ${this.device}, which is no longer registered.`,
    );
  }

  toString(): string {
    return printTensor(this);
  }

  /** What `toString()` gives, with the values on any device: of a GPU, say, they have to be waited for. */
  text(): Promise<string> {
    return readAndPrintTensor(this);
  }

  /** What `JSON.stringify` writes: dtype, shape and nested values. JSON itself refuses the bigints of 64-bit integers. */
  toJSON(): { readonly dtype: D; readonly shape: Shape; readonly values: NestedValues<ValueOf<D>> } {
    return { dtype: this.dtype, shape: this.shape, values: this.arraySync() };
  }

  /** @throws InvalidArgumentError where JavaScript wants a number, as for `a < b` and `a * b`. */
  [Symbol.toPrimitive](hint: string): string {
    return textOnly(() => printTensor(this), hint);
  }

  /** How Node's `console.log` shows a tensor. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return printTensor(this);
  }
}
