/**
 * @file Which devices there are, and taking one away, as users do it.
 */

import { type Backend, registeredDevices, unregisterBackend } from '../backend/index.ts';
import type { DType } from '../dtype/index.ts';

/** What a user may want to know of a device before computing on it. */
export interface DeviceDescription {
  /** The name that `tn.device` and `x.to` take, such as `cuda:0`. */
  readonly name: string;
  readonly kind: 'cpu' | 'gpu';
  readonly dtypes: readonly DType[];
  /** Whether tensors can be read at once, with `dataSync` and `item`. */
  readonly syncRead: boolean;
}

/**
 * The registered devices, in order of registration.
 * @param kind Only those of this kind.
 * @example
 * console.log(tn.devices('gpu').length, tn.devices()[0].name); // => 0 cpu-wasm:0
 */
export function devices(kind?: 'cpu' | 'gpu'): readonly DeviceDescription[] {
  return registeredDevices()
    .filter(({ backend }) => kind === undefined || backend.deviceKind === kind)
    .map(({ name, backend: { deviceKind, supports } }) => ({
      name,
      kind: deviceKind,
      dtypes: supports.dtypes,
      syncRead: supports.syncRead,
    }));
}

/**
 * Takes a device away and ends its backend. Tensors that live there can no longer be used; using one says so. Does
 * nothing if the backend is not registered.
 */
export function unregister(backend: Backend): void {
  unregisterBackend(backend);
}
