/**
 * @file Reference-counted memory on a device.
 *
 * A storage is held by the tensors that view it and by the tapes that need it later; the last to let go frees it, at
 * once. What a user merely drops is freed when the garbage collector finds it. For that the collector must watch the
 * `Storage`, while the record of what to free (`Allocation`) survives it.
 *
 * Measured on Node 24: registering with a FinalizationRegistry costs about 0.13 µs, unregistering 0.7 µs. So a
 * storage that was freed exactly stays registered, and its allocation remembers that there is nothing left to do.
 */

import type { Device, DeviceBuffer, View } from '../backend/index.ts';

interface Allocation {
  readonly device: Device;
  readonly buffer: DeviceBuffer;
  freed: boolean;
}

function freeAllocation(allocation: Allocation): void {
  if (allocation.freed) return;
  allocation.freed = true;
  const { device, buffer } = allocation;
  device.usage.buffers--;
  device.usage.bytes -= buffer.byteLength;
  if (device.active) device.backend.free(buffer);
}

const dropped = new FinalizationRegistry(freeAllocation);

/** Memory of one device, shared by tensors and tapes. Begins with one reference. */
export class Storage {
  readonly device: Device;
  readonly buffer: DeviceBuffer;
  /** How many tensors and tapes hold this. 0 is freed. */
  references = 1;
  readonly #allocation: Allocation;

  /** @throws ResourceExhaustedError if the device has no room. */
  constructor(device: Device, byteLength: number) {
    this.device = device;
    this.buffer = device.backend.allocate(byteLength);
    this.#allocation = { device, buffer: this.buffer, freed: false };
    device.usage.buffers++;
    device.usage.bytes += this.buffer.byteLength;
    dropped.register(this, this.#allocation);
  }

  retain(): void {
    this.references++;
  }

  release(): void {
    if (--this.references === 0) freeAllocation(this.#allocation);
  }
}

/** A view that knows its storage: what reading and printing need of a tensor. */
export interface StoredView extends View {
  readonly storage: Storage;
}
