/**
 * @file Reading: memory of the device is copied to a buffer that can be mapped, and mapped when the copy has run.
 *
 * Reads of one turn of the event loop are submitted together.
 */

import { bufferUsage, MAP_MODE_READ } from '../device/flags.ts';
import type { ComputeQueue } from '../queue/compute-queue.ts';
import type { GpuBuffer } from './gpu-buffer.ts';

export class ReadBack {
  readonly #queue: ComputeQueue;
  #submission: Promise<void> | undefined;

  constructor(queue: ComputeQueue) {
    this.#queue = queue;
  }

  /** The bytes of a buffer, after everything recorded before. */
  async read(buffer: GpuBuffer, byteOffset: number, byteLength: number): Promise<Uint8Array<ArrayBuffer>> {
    // Copies are of whole words.
    const start = Math.floor(byteOffset / 4) * 4;
    const size = Math.ceil((byteOffset + byteLength) / 4) * 4 - start;
    if (size === 0) return new Uint8Array(0);
    const staging = this.#queue.device.createBuffer({
      size,
      usage: bufferUsage.mapRead | bufferUsage.copyDst,
    });
    try {
      this.#queue.copy(buffer, start, staging, size);
      await this.#submitted();
      await staging.mapAsync(MAP_MODE_READ).catch((cause: unknown) => {
        // The fault that made the device unusable says more than the mapping that it prevented.
        this.#queue.throwFault();
        throw cause;
      });
      this.#queue.throwFault();
      return new Uint8Array(
        staging.getMappedRange().slice(byteOffset - start, byteOffset - start + byteLength),
      );
    } finally {
      staging.destroy();
    }
  }

  #submitted(): Promise<void> {
    this.#submission ??= Promise.resolve().then(() => {
      this.#submission = undefined;
      this.#queue.submit();
    });
    return this.#submission;
  }
}
