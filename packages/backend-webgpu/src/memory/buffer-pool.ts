/**
 * @file Memory of the device, by size classes: making a buffer costs the browser a trip to another process, so a freed one
 * waits for the next tensor of its size.
 *
 * A freed block may still be used by commands that were recorded before; the next tensor's commands come after them.
 */

import { FailedPreconditionError, InvalidArgumentError, ResourceExhaustedError } from '@tenon/core/backend';
import { bufferUsage } from '../device/flags.ts';
import { type Block, GpuBuffer } from './gpu-buffer.ts';

/** Bytes that may wait unused, however few are in use. */
const LEAST_RETAINED = 64 * 2 ** 20;

export interface BufferPoolOptions {
  readonly device: GPUDevice;
  /** The most bytes of one buffer. */
  readonly bufferLimit: number;
  /** The most bytes held by tensors. */
  readonly memoryLimit: number;
  /** Submits what was recorded: a block that it uses may only be destroyed afterwards. */
  submit(): void;
}

export class BufferPool {
  readonly #options: BufferPoolOptions;
  readonly #held = new Set<GpuBuffer>();
  /** Free blocks by capacity; of those, the last freed is taken first. */
  readonly #free = new Map<number, Block[]>();
  #heldBytes = 0;
  #freeBytes = 0;
  #nextId = 1;

  constructor(options: BufferPoolOptions) {
    this.#options = options;
  }

  /** @throws ResourceExhaustedError if a limit does not allow it. */
  allocate(byteLength: number): GpuBuffer {
    if (!Number.isSafeInteger(byteLength) || byteLength < 0) {
      throw new InvalidArgumentError(`webgpu: cannot allocate ${byteLength} bytes.`);
    }
    const { bufferLimit, memoryLimit } = this.#options;
    if (byteLength > bufferLimit) {
      throw new ResourceExhaustedError(
        `webgpu: cannot allocate ${byteLength} bytes: the device allows ${bufferLimit} in one buffer. ` +
          'Split the tensor, or use a backend on the CPU for it.',
      );
    }
    const capacity = Math.min(capacityFor(byteLength), Math.floor(bufferLimit / 16) * 16);
    if (this.#heldBytes + capacity > memoryLimit) {
      throw new ResourceExhaustedError(
        `webgpu: cannot allocate ${byteLength} bytes; ${this.#heldBytes} bytes of a limit of ${memoryLimit} are held by ` +
          `${this.#held.size} buffers. Dispose tensors that are no longer needed, or use tidy().`,
      );
    }
    const buffer = new GpuBuffer(byteLength, this.#take(capacity) ?? this.#create(capacity));
    this.#held.add(buffer);
    this.#heldBytes += capacity;
    return buffer;
  }

  /** Gives a buffer back. @throws FailedPreconditionError if it was given back before, or is another backend's. */
  free(buffer: GpuBuffer): void {
    if (!this.#held.delete(buffer)) {
      throw new FailedPreconditionError(
        `webgpu: a buffer of ${buffer.byteLength} bytes was freed that is not held; was it freed before?`,
      );
    }
    const block = buffer.release();
    this.#heldBytes -= block.capacity;
    const waiting = this.#free.get(block.capacity);
    if (waiting) waiting.push(block);
    else this.#free.set(block.capacity, [block]);
    this.#freeBytes += block.capacity;
    if (this.#freeBytes > Math.max(LEAST_RETAINED, this.#heldBytes)) this.#trim();
  }

  /** Destroys all memory. */
  dispose(): void {
    for (const buffer of this.#held) buffer.release().memory.destroy();
    this.#held.clear();
    this.#heldBytes = 0;
    this.#destroyFree();
  }

  #take(capacity: number): Block | undefined {
    const block = this.#free.get(capacity)?.pop();
    if (block) this.#freeBytes -= capacity;
    return block;
  }

  #create(capacity: number): Block {
    const memory = this.#options.device.createBuffer({
      size: capacity,
      usage: bufferUsage.storage | bufferUsage.copySrc | bufferUsage.copyDst,
    });
    return { id: this.#nextId++, memory, capacity, usedInBatch: 0 };
  }

  /** Sizes that were wanted once may never be wanted again. */
  #trim(): void {
    this.#options.submit();
    this.#destroyFree();
  }

  #destroyFree(): void {
    for (const blocks of this.#free.values()) for (const { memory } of blocks) memory.destroy();
    this.#free.clear();
    this.#freeBytes = 0;
  }
}

/** The least capacity, a multiple of 16 bytes: four classes a doubling, so at most a fifth is unused. */
function capacityFor(byteLength: number): number {
  if (byteLength <= 256) return 256;
  const quarter = 2 ** (Math.ceil(Math.log2(byteLength)) - 3);
  return Math.ceil(byteLength / quarter) * quarter;
}
