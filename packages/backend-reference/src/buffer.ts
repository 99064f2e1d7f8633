/**
 * @file Memory of the reference backend: one `ArrayBuffer` per allocation, seen as any dtype's storage array.
 */

import {
  type DeviceBuffer,
  type DType,
  dtypeInfo,
  FailedPreconditionError,
  ResourceExhaustedError,
  type View,
} from '@tenon/core/backend';

/** The storage arrays of all dtypes: what kernels index. */
export type StorageArray =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array
  | BigInt64Array
  | BigUint64Array;

/** A view on this backend's memory. */
export type ReferenceView = View<ReferenceBuffer>;

/** One allocation. */
export class ReferenceBuffer implements DeviceBuffer {
  readonly byteLength: number;
  #bytes: ArrayBuffer | undefined;
  #arrayDType: DType | undefined;
  #array: StorageArray | undefined;

  constructor(byteLength: number) {
    this.byteLength = byteLength;
    // Rounded up, so that an array of any element width covers the whole allocation.
    this.#bytes = new ArrayBuffer(Math.ceil(byteLength / 8) * 8);
  }

  /** The memory. @throws FailedPreconditionError after it was freed. */
  get bytes(): ArrayBuffer {
    if (this.#bytes) return this.#bytes;
    throw new FailedPreconditionError(`A buffer of ${this.byteLength} bytes was used after it was freed.`);
  }

  /** The memory as a dtype's storage array; the last one asked for is kept, since buffers rarely change dtype. */
  as(dtype: DType): StorageArray {
    if (this.#array && this.#arrayDType === dtype) return this.#array;
    this.#array = new dtypeInfo[dtype].StorageArray(this.bytes);
    this.#arrayDType = dtype;
    return this.#array;
  }

  free(): void {
    this.#bytes = undefined;
    this.#array = undefined;
  }
}

/** Hands buffers out and counts what is held, up to a limit. */
export class Memory {
  readonly #limit: number;
  readonly #buffers = new Set<ReferenceBuffer>();
  #held = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** @throws ResourceExhaustedError if the limit, or the engine's own, does not allow it. */
  allocate(byteLength: number): ReferenceBuffer {
    if (this.#held + byteLength > this.#limit) throw this.#exhausted(byteLength);
    let buffer: ReferenceBuffer;
    try {
      buffer = new ReferenceBuffer(byteLength);
    } catch (cause) {
      // Engines throw a RangeError where an ArrayBuffer is longer than they can make it.
      throw this.#exhausted(byteLength, cause);
    }
    this.#held += byteLength;
    this.#buffers.add(buffer);
    return buffer;
  }

  /** Gives a buffer back. @throws FailedPreconditionError if it was given back before, or is another backend's. */
  free(buffer: ReferenceBuffer): void {
    if (!this.#buffers.delete(buffer)) {
      throw new FailedPreconditionError(
        `reference: a buffer of ${buffer.byteLength} bytes was freed that is not held; was it freed before?`,
      );
    }
    buffer.free();
    this.#held -= buffer.byteLength;
  }

  /** Gives every buffer back. */
  dispose(): void {
    for (const buffer of this.#buffers) this.free(buffer);
  }

  #exhausted(byteLength: number, cause?: unknown): ResourceExhaustedError {
    const limit = Number.isFinite(this.#limit) ? ` of a limit of ${this.#limit}` : '';
    return new ResourceExhaustedError(
      `reference: cannot allocate ${byteLength} bytes; ${this.#held} bytes${limit} are held by ` +
        `${this.#buffers.size} buffers. Dispose tensors that are no longer needed, or use tidy().`,
      { cause },
    );
  }
}
