/**
 * @file A tensor's memory on the device.
 */

import { type DeviceBuffer, FailedPreconditionError, type View } from '@tenon/core/backend';

/** A view on this backend's memory. */
export type GpuView = View<GpuBuffer>;

/** Storage of the device: what bind groups are made of. It outlives the tensors that use it in turn. */
export interface Block {
  readonly id: number;
  readonly memory: GPUBuffer;
  /** A multiple of 4 and at least 4, as bindings and copies want it. */
  readonly capacity: number;
  /** The batch of commands that used it last: what was written before the batch is submitted would come too early. */
  usedInBatch: number;
}

/** One allocation: a block lent to a tensor. */
export class GpuBuffer implements DeviceBuffer {
  readonly byteLength: number;
  #block: Block | undefined;

  constructor(byteLength: number, block: Block) {
    this.byteLength = byteLength;
    this.#block = block;
  }

  /** @throws FailedPreconditionError after it was freed. */
  get block(): Block {
    if (this.#block) return this.#block;
    throw new FailedPreconditionError(
      `webgpu: a buffer of ${this.byteLength} bytes was used after it was freed.`,
    );
  }

  /** Takes the block away. */
  release(): Block {
    const { block } = this;
    this.#block = undefined;
    return block;
  }
}
