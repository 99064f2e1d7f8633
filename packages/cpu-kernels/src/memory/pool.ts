/**
 * @file The driver's memory: blocks of a host, kept for reuse when they are freed.
 *
 * A fresh block costs a call into the host and, where it is large, a page fault every 4 KiB, which takes longer than
 * most kernels on it. So a freed block goes to a list of its size class and serves the next tensor of that size;
 * allocation is then two array accesses. What lies in the lists is bounded, and given back when the host has no more.
 */

import { type DeviceBuffer, FailedPreconditionError, ResourceExhaustedError } from '@tenon/core/backend';
import type { CpuHost } from '../host.ts';
import { classBytes, sizeClass } from './size-class.ts';

/** The most bytes that wait in lists. A larger block than this is never kept. */
const MOST_KEPT = 512 * 2 ** 20;

/** A block of memory. */
export class CpuBuffer implements DeviceBuffer {
  readonly byteLength: number;
  /** Where it begins; 0 once it is freed. */
  address: number;

  constructor(byteLength: number, address: number) {
    this.byteLength = byteLength;
    this.address = address;
  }
}

/** Blocks of one host. */
export class MemoryPool {
  readonly #name: string;
  readonly #host: CpuHost;
  readonly #limit: number;
  /** By size class, the addresses of blocks that are free. */
  readonly #free: number[][] = [];
  #keptBytes = 0;
  #heldBytes = 0;
  #heldBlocks = 0;

  /**
   * @param name The backend's, for messages.
   * @param limit The most bytes held at once.
   */
  constructor(name: string, host: CpuHost, limit: number) {
    this.#name = name;
    this.#host = host;
    this.#limit = limit;
  }

  /** @throws ResourceExhaustedError if there is no room; what is held stays as it is. */
  allocate(byteLength: number): CpuBuffer {
    const blockClass = sizeClass(byteLength);
    const bytes = classBytes(blockClass);
    if (this.#heldBytes + bytes > this.#limit && this.#heldBytes + byteLength > this.#limit) {
      throw this.#exhausted(byteLength);
    }
    const address = this.#take(blockClass, bytes);
    if (address === 0) throw this.#exhausted(byteLength);
    this.#heldBytes += bytes;
    this.#heldBlocks++;
    return new CpuBuffer(byteLength, address);
  }

  /** @throws FailedPreconditionError if the buffer was freed before. */
  free(buffer: CpuBuffer): void {
    const { address, byteLength } = buffer;
    if (address === 0) {
      throw new FailedPreconditionError(`${this.#name}: a buffer of ${byteLength} bytes was freed twice.`);
    }
    buffer.address = 0;
    const blockClass = sizeClass(byteLength);
    const bytes = classBytes(blockClass);
    this.#heldBytes -= bytes;
    this.#heldBlocks--;
    if (this.#keptBytes + bytes > MOST_KEPT) {
      this.#host.release(address, bytes);
      return;
    }
    this.#keptBytes += bytes;
    const list = this.#free[blockClass];
    if (list) list.push(address);
    else this.#listOf(blockClass).push(address);
  }

  /** Gives back to the host what waits in the lists. */
  trim(): void {
    this.#free.forEach((list, blockClass) => {
      for (const address of list) this.#host.release(address, classBytes(blockClass));
      list.length = 0;
    });
    this.#keptBytes = 0;
  }

  #take(blockClass: number, bytes: number): number {
    const list = this.#free[blockClass];
    if (list !== undefined && list.length > 0) {
      this.#keptBytes -= bytes;
      // The list is not empty.
      return list.pop() as number;
    }
    const address = this.#host.reserve(bytes);
    if (address !== 0 || this.#keptBytes === 0) return address;
    this.trim();
    return this.#host.reserve(bytes);
  }

  /** The list of a class; lists of all smaller classes exist too, so that the array has no holes. */
  #listOf(blockClass: number): number[] {
    while (this.#free.length <= blockClass) this.#free.push([]);
    return this.#free[blockClass];
  }

  #exhausted(byteLength: number): ResourceExhaustedError {
    const limit = Number.isFinite(this.#limit) ? `a limit of ${this.#limit} bytes` : this.#host.memoryLimit;
    return new ResourceExhaustedError(
      `${this.#name}: cannot allocate ${byteLength} bytes; ${this.#heldBytes} bytes are held by ${this.#heldBlocks} ` +
        `buffers, of ${limit}. Dispose tensors that are no longer needed, or use tidy().`,
    );
  }
}
