/**
 * @file Where new tensors go: the innermost `tn.device` scope, or the best registered device.
 */

import { type Device, defaultDevice, findDevice } from '../backend/index.ts';
import { InvalidArgumentError } from '../errors/index.ts';
import { refusePromise } from './scope.ts';

let chosen: Device | null = null;

/** The device that new tensors go to now. */
export function currentDevice(): Device {
  return chosen ?? defaultDevice();
}

/** The device of the innermost `tn.device` scope, or null outside of any. */
export function scopedDevice(): Device | null {
  return chosen;
}

/**
 * Runs `fn` with new tensors going to the named device. Ops still run where their inputs are; `tn.identity(x)` in
 * the scope copies `x` to the device.
 * @param name A device (`cpu-wasm:0`) or TensorFlow's spelling of a kind (`/gpu:0`).
 * @throws DeviceError if no such device is registered; InvalidArgumentError if `fn` is no function.
 */
export function device<T>(name: string, fn: () => T): T {
  if (typeof fn !== 'function') {
    throw new InvalidArgumentError(
      `device: takes a device and what to run there: tn.device('${name}', () => …). It does not change the default.`,
    );
  }
  const outer = chosen;
  chosen = findDevice(name);
  try {
    return refusePromise(fn(), 'device');
  } finally {
    chosen = outer;
  }
}
