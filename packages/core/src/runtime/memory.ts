/**
 * @file What tensors hold, by device.
 */

import { registeredDevices } from '../backend/index.ts';

/** Live storages of one device. Views share a storage, which counts once. */
export interface DeviceMemory {
  readonly buffers: number;
  readonly bytes: number;
}

/**
 * Live storages and their bytes by device, including what tapes retain.
 * @example
 * const before = tn.memory()['cpu-wasm:0'].bytes;
 * const x = tn.zeros([256]);
 * tn.memory()['cpu-wasm:0'].bytes - before; // => 1024
 */
export function memory(): Readonly<Record<string, DeviceMemory>> {
  return Object.fromEntries(registeredDevices().map(({ name, usage }) => [name, { ...usage }]));
}
