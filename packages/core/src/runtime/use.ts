/**
 * @file Registering a backend, as users do it.
 */

import { type Backend, type Device, registerBackend } from '../backend/index.ts';

/**
 * Registers a backend, or the promise of one, as a device.
 * @returns The device's name, such as `cpu-wasm:0`.
 * @throws DeviceError if the backend implements another version of the contract or is registered already.
 */
export async function use(backend: Backend | Promise<Backend>): Promise<string> {
  const device: Device = registerBackend(await backend);
  return device.name;
}
